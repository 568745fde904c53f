import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'

/** A redis-server of its own, without persistence; ends with `stop`. */
export async function startServer() {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'bench-jobs-'))
  const options = ['--port', String(port), '--save', '', '--appendonly', 'no', '--dir', folder]
  const child = spawn('redis-server', options, { stdio: 'ignore' })
  const control = new Redis({ port, retryStrategy: () => 20, maxRetriesPerRequest: null })
  control.on('error', () => undefined)
  await control.ping()
  return {
    port,
    control,
    stop: async () => {
      control.disconnect()
      child.kill()
      await once(child, 'exit')
      await delay(10)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  return port
}
