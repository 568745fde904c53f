import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createApp } from '../../src/index.js'
import { RedisServer } from '../support/redis-server.js'
import { until } from '../support/until.js'

let folder: string
let ending: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signals-'))
})

afterEach(async () => {
  for (const end of ending.reverse()) await end()
  ending = []
  await rm(folder, { recursive: true })
})

type Env = { readonly [name: string]: string }

/** A command that leads a process group of its own, so that the test sees every process it leaves behind. */
class Command {
  readonly pid: number
  readonly ended: Promise<number | string>
  output = ''
  readonly #child: ChildProcess

  constructor([command = '', ...args]: readonly string[], env: Env) {
    const { PATH = '', HOME = '' } = process.env
    const all = { PATH, HOME, PORT: '0', DATA_DIR: folder, npm_config_update_notifier: 'false', ...env }
    this.#child = spawn(command, args, { env: all, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    this.pid = this.#child.pid ?? 0
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString()
      })
    }
    this.ended = once(this.#child, 'close').then(([code, signal]) => (code ?? signal) as number | string)
    ending.push(async () => {
      if (this.leavesProcesses()) process.kill(-this.pid, 'SIGKILL')
      await this.ended
    })
  }

  async prints(text: string): Promise<void> {
    const over = this.ended.then((code) => {
      throw new Error(`it ended with ${code} before it printed "${text}":\n${this.output}`)
    })
    over.catch(() => undefined)
    while (!this.output.includes(text)) await Promise.race([delay(20), over])
  }

  leavesProcesses(): boolean {
    return isRunning(-this.pid)
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const MAIN = ['dist/app/main.js']
/** The last line that the start of each command prints. */
const STARTED = { start: 'first curriculum', worker: 'database  embedded' }

async function redis(): Promise<RedisServer> {
  const server = await RedisServer.start()
  ending.push(() => server.stop())
  return server
}

/** A server that accepts connections and never answers. */
async function silentPort(): Promise<{ readonly port: number; readonly connected: Promise<unknown> }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  ending.push(async () => void server.close())
  return { port: (server.address() as AddressInfo).port, connected: once(server, 'connection') }
}

describe('SIGTERM', () => {
  it.each([
    ['start', 'npm alone'],
    ['start', 'every process, as a terminal or systemd sends it'],
    ['worker', 'npm alone'],
    ['worker', 'every process, as a terminal or systemd sends it'],
  ] as const)('to npm run %s, sent to %s: it drains, ends with 0 and leaves no process', async (script, receiver) => {
    const env = script === 'worker' ? { REDIS_URL: (await redis()).url } : {}
    const command = new Command(['npm', 'run', script], env)
    await command.prints(STARTED[script])
    process.kill(receiver === 'npm alone' ? command.pid : -command.pid, 'SIGTERM')
    expect({ code: await command.ended, output: command.output }).toMatchObject({ code: 0 })
    expect(command.output).toMatch(/stopping: no new[\s\S]*"stopped"/)
    expect(command.leavesProcesses()).toBe(false)
  })

  it('to process 1 of a container: it drains and ends with 0', async () => {
    const isolated = ['unshare', '--user', '--map-root-user', '--pid', '--fork', '--kill-child']
    const isAllowed = spawnSync('unshare', [...isolated.slice(1), 'true']).status === 0
    // Elsewhere a shell that replaces itself, as the entry point of an image does.
    const prefix = isAllowed ? isolated : ['sh', '-c', 'exec "$0" "$@"']
    const command = new Command([...prefix, process.execPath, ...MAIN, 'serve'], {})
    await command.prints(STARTED.start)
    const pid = isAllowed
      ? Number(readFileSync(`/proc/${command.pid}/task/${command.pid}/children`, 'utf8').trim())
      : command.pid
    process.kill(pid, 'SIGTERM')
    expect({ code: await command.ended, output: command.output }).toMatchObject({ code: 0 })
    expect(command.output).toContain('"stopped"')
    expect(command.leavesProcesses()).toBe(false)
  })

  it('twice at once counts as one', async () => {
    const command = new Command([process.execPath, ...MAIN, 'serve'], {})
    await command.prints(STARTED.start)
    process.kill(command.pid, 'SIGTERM')
    process.kill(command.pid, 'SIGINT')
    process.kill(command.pid, 'SIGTERM')
    expect({ code: await command.ended, output: command.output }).toMatchObject({ code: 0 })
    expect(command.output).toContain('"stopped"')
  })

  it('a second one, later, ends the wait for running jobs: they are given back, and it still ends with 0', async () => {
    const { url } = await redis()
    const { port, connected } = await silentPort()
    // The job waits for its database, and the worker would wait for the job longer than the test.
    const env = { REDIS_URL: url, DATABASE_URL: `postgres://127.0.0.1:${port}/x`, WORKERS_DRAIN: '3600000' }
    const command = new Command([process.execPath, ...MAIN, 'worker'], env)
    await command.prints('database  postgres')
    const app = await createApp({ redis: { url }, log: { level: 'silent' } })
    ending.push(() => app.close())
    await app.ready
    await app.jobs.addJob('curriculum_generation', { programId: 'p', userId: 'u' })
    await connected
    process.kill(command.pid, 'SIGTERM')
    await command.prints('stopping: no new')
    // Within a second it would count as the same signal.
    await delay(1100)
    process.kill(command.pid, 'SIGTERM')
    expect({ code: await command.ended, output: command.output }).toMatchObject({
      code: 0,
      output: expect.stringContaining('job given back: this worker is stopping'),
    })
  })

  it('as soon as it is handled, while the program loads: it ends with 0', async () => {
    const tell = "process.on('newListener', (name) => name === 'SIGTERM' && process.stderr.write('handles SIGTERM'))"
    const command = new Command([process.execPath, '--import', `data:text/javascript,${tell}`, ...MAIN, 'serve'], {})
    await command.prints('handles SIGTERM')
    process.kill(command.pid, 'SIGTERM')
    expect({ code: await command.ended, output: command.output }).toMatchObject({ code: 0 })
  })

  it('while it waits for a database that does not answer: it ends with 0', async () => {
    const { port, connected } = await silentPort()
    const command = new Command([process.execPath, ...MAIN, 'serve'], {
      DATABASE_URL: `postgres://127.0.0.1:${port}/x`,
    })
    await connected
    process.kill(command.pid, 'SIGTERM')
    expect({ code: await command.ended, output: command.output }).toMatchObject({ code: 0 })
  })

  it.each(['serve', 'worker'])(
    'to %s during an outage of Redis: it ends with 0 and leaves no process',
    async (name) => {
      const server = await redis()
      const command = new Command([process.execPath, ...MAIN, name], { REDIS_URL: server.url, WORKERS_DRAIN: '300' })
      await command.prints(name === 'serve' ? STARTED.start : STARTED.worker)
      await command.prints('redis main: ready')
      await server.kill()
      await command.prints('redis main: reconnecting')
      process.kill(command.pid, 'SIGTERM')
      expect({ code: await command.ended, output: command.output }).toMatchObject({ code: 0 })
      expect(command.output).toContain('"stopped"')
      expect(command.leavesProcesses()).toBe(false)
    },
  )
})

describe('SIGHUP', () => {
  it.each(['serve', 'worker'])('to %s without a terminal: it drains and ends with 0', async (name) => {
    const command = new Command([process.execPath, ...MAIN, name], { REDIS_URL: (await redis()).url })
    await command.prints(name === 'serve' ? STARTED.start : STARTED.worker)
    process.kill(command.pid, 'SIGHUP')
    expect({ code: await command.ended, output: command.output }).toMatchObject({ code: 0 })
    expect(command.output).toContain('"stopped"')
  })

  it('of a terminal that is closed: running jobs are given back, although nothing can be printed', async () => {
    const { url } = await redis()
    const { port, connected } = await silentPort()
    const env = { REDIS_URL: url, DATABASE_URL: `postgres://127.0.0.1:${port}/x`, WORKERS_DRAIN: '300' }
    // The program `script` is a terminal. The worker tells by files, because nothing can be printed then.
    const tell = `import { writeFileSync } from 'node:fs'
      writeFileSync('${folder}/pid', String(process.pid))
      process.on('exit', (code) => writeFileSync('${folder}/exit', String(code)))`
    const inner = `exec ${process.execPath} --import "data:text/javascript,${encodeURIComponent(tell)}" ${MAIN[0]} worker`
    const terminal = new Command(['script', '--quiet', '--return', '--command', inner, '/dev/null'], env)
    await terminal.prints('database  postgres')
    // It leads a session of its own.
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'))
    ending.push(async () => isRunning(pid) && process.kill(pid, 'SIGKILL'))
    const app = await createApp({ redis: { url }, log: { level: 'silent' } })
    ending.push(() => app.close())
    await app.ready
    const { id } = await app.jobs.addJob('curriculum_generation', { programId: 'p', userId: 'u' })
    await connected
    process.kill(terminal.pid, 'SIGKILL')
    await until('the worker has ended', () => !isRunning(pid) || undefined)
    // It ends by the signal: an exit with a closed terminal is an abort of Node.js.
    expect(existsSync(join(folder, 'exit'))).toBe(false)
    expect(await app.jobs.getJobStatus('curriculum_generation', id)).toMatchObject({ state: 'waiting' })
  })
})

describe('a log that cannot be written', () => {
  it('because its disk is full: the service runs on, and drains', async () => {
    const command = new Command(['sh', '-c', `exec "$0" ${MAIN[0]} serve 2> /dev/full`, process.execPath], {})
    await command.prints(STARTED.start)
    const [, address = ''] = /address +(http:\S+)/.exec(command.output) ?? []
    expect((await fetch(`${address}/health`)).status).toBe(200)
    process.kill(command.pid, 'SIGTERM')
    expect({ code: await command.ended, output: command.output }).toMatchObject({ code: 0 })
  })
})

describe('a worker with a port', () => {
  it('serves the health routes, and says that it drains', async () => {
    const { url } = await redis()
    const command = new Command([process.execPath, ...MAIN, 'worker', '--port', '0'], { REDIS_URL: url })
    await command.prints('  health ')
    const health = /health +(http:\S+)/.exec(command.output)?.[1] ?? ''
    expect(await (await fetch(health)).json()).toMatchObject({ services: { jobs: { adapter: 'redis' } } })
    expect((await fetch(`${health}/live`)).status).toBe(200)
    expect((await fetch(`${health}/ready`)).status).toBe(200)
    expect((await fetch(health.replace('/health', '/'))).status).toBe(404)
    process.kill(command.pid, 'SIGTERM')
    expect(await command.ended).toBe(0)
  })

  it('does not start on a port in use, and names the variable', async () => {
    const { url } = await redis()
    const { port } = await silentPort()
    const command = new Command([process.execPath, ...MAIN, 'worker'], { REDIS_URL: url, WORKER_PORT: String(port) })
    expect(await command.ended).toBe(1)
    expect(command.output).toMatch(/cannot listen on 127\.0\.0\.1 port \d+: .* -> .*set WORKER_PORT to a free port/)
  })
})
