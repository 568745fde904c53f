import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BUILT_IN_NAMESPACES, CacheNamespace } from '../../src/domain/cache/index.js'
import { freePort } from '../support/free-port.js'
import { RedisServer } from '../support/redis-server.js'

const text = readFileSync('docs/guides/redis.md', 'utf8')
const commands = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'))

let server: RedisServer
let folder: string
let webPort: number
const running: ChildProcess[] = []

beforeAll(async () => {
  server = await RedisServer.start({ maxMemory: '64mb', policy: 'noeviction', appendOnly: true })
  folder = await mkdtemp(join(tmpdir(), 'redis-guide-'))
  webPort = await freePort()
})

afterAll(async () => {
  for (const { pid, exitCode } of running) if (pid && exitCode === null) process.kill(-pid, 'SIGKILL')
  await server?.stop()
  await rm(folder, { recursive: true })
})

/** Starts a command of the guide with the ports of the test. */
function start(command: string, redisUrl = server.url) {
  const own = command
    .replaceAll('redis://localhost:6379', redisUrl)
    .replaceAll('localhost:4000', `localhost:${webPort}`)
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, PORT: String(webPort), DATA_DIR: folder, REDIS_URL: redisUrl }
  const child = spawn('sh', ['-c', own], { env, detached: true })
  running.push(child)
  const seen = { output: '' }
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      seen.output += chunk.toString()
    })
  }
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, output: seen.output }))
  return { child, seen, ended }
}

async function untilPrinted(started: ReturnType<typeof start>, what: RegExp): Promise<void> {
  while (!what.test(started.seen.output)) {
    const over = await Promise.race([delay(20), started.ended])
    if (over) throw new Error(`ended with ${over.code}:\n${over.output}`)
  }
}

/** How each command of the guide is run, and what must come of it. */
const RUNS: { readonly [command: string]: (command: string) => Promise<void> } = {
  'redis-server --port 6379 --save "" --maxmemory-policy noeviction': async (command) => {
    const own = start(`exec ${command.replace('6379', String(await freePort()))}`)
    await untilPrinted(own, /Ready to accept connections/)
    own.child.kill('SIGTERM')
    expect((await own.ended).code).toBe(0)
  },
  'REDIS_URL=redis://localhost:6379 npm start': async (command) => {
    const web = start(command)
    await untilPrinted(web, /workers +in separate processes/)
    const { code, output } = await start('curl --silent http://localhost:4000/health').ended
    expect({ code, health: JSON.parse(output) }).toMatchObject({
      code: 0,
      health: { services: { cache: { responseTime: expect.any(Number) } } },
    })
  },
  'REDIS_URL=redis://localhost:6379 npm run worker': async (command) => {
    await untilPrinted(start(command), /Working on curriculum_generation/)
  },
  'npm run test:redis': doctorEndsWell,
  'npm run test:redis -- --quick': doctorEndsWell,
  'npm test -- redis-render.test.ts': async (command) => {
    // The suite runs by itself; here it counts that the command finds it.
    const { output } = await start(command.replace('npm test --', 'npm test -- --listTests')).ended
    expect(output).toMatch(/test\/integration\/redis-render\.test\.ts\s*$/)
  },
  // Needs the service of `npm start`, which runs it.
  'curl --silent http://localhost:4000/health': async () => undefined,
}

async function doctorEndsWell(command: string): Promise<void> {
  const { code, output } = await start(command).ended
  // On a busy machine latency may be a failed check.
  if (code !== 1) expect({ code, output }).toMatchObject({ code: 0 })
  expect(output).toMatch(/^ok +sign-in/m)
  expect(output).toMatch(/^ok +write/m)
}

describe('docs/guides/redis.md', () => {
  it('has no command that is not run here', () => {
    expect([...commands].sort()).toEqual(Object.keys(RUNS).sort())
  })

  it.each(Object.keys(RUNS))('%s', (command) => RUNS[command]?.(command))

  it('has the parts of the first document', () => {
    expect([...text.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual([
      ...['Set up Redis on Render', 'Environment variables', 'Local development', 'TLS', 'Connection settings'],
      ...['Test the connection', 'Use it', 'Namespaces and times', 'Monitor it', 'Troubleshooting'],
      ...['Graceful degradation', 'Best practices'],
    ])
  })

  it('has the namespaces with their prefixes and times', () => {
    const units = { min: 60, h: 3600, d: 86_400 }
    const rows = [...text.matchAll(/^\| `([A-Z_]+)` \| `([a-z]+)` \| (\d+) (min|h|d) \|/gm)]
    const found = rows.map(([, name, prefix, count, unit]) => [name, prefix, Number(count) * units[unit as 'min']])
    const expected = Object.entries(CacheNamespace).map(([name, key]) => [
      name,
      BUILT_IN_NAMESPACES[key].prefix,
      BUILT_IN_NAMESPACES[key].ttl,
    ])
    expect(found).toEqual(expected)
  })
})
