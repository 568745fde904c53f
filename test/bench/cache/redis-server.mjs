import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Starts a Redis of its own on a free port, that keeps nothing. */
export async function startRedis() {
  const folder = mkdtempSync(join(tmpdir(), 'cache-benchmark-'))
  const port = await freePort()
  const options = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]
  const server = spawn('redis-server', options.map(String), { stdio: 'ignore' })
  for (const end = Date.now() + 5000; !(await accepts(port)); ) {
    if (Date.now() > end || server.exitCode !== null) throw new Error('redis-server does not start')
    await sleep(20)
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    freeze: () => server.kill('SIGSTOP'),
    /** Sends one command without arguments. */
    async send(command) {
      const socket = connect(port, '127.0.0.1')
      socket.write(`${command}\r\n`)
      const [reply] = await once(socket, 'data')
      socket.destroy()
      if (!String(reply).startsWith('+')) throw new Error(`redis-server refused ${command}: ${reply}`)
    },
    async stop() {
      server.kill('SIGKILL')
      await once(server, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function redisVersion() {
  return /v=(\S+)/.exec(execFileSync('redis-server', ['--version'], { encoding: 'utf8' }))?.[1]
}

async function accepts(port) {
  const socket = connect(port, '127.0.0.1')
  const connected = await new Promise((resolve) => {
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
  })
  socket.destroy()
  return connected
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}
