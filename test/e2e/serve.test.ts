import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { ServiceProcess } from '../support/service-process.js'

let folder: string
let service: ServiceProcess | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-'))
})

afterEach(async () => {
  service?.kill('SIGKILL')
  await service?.ended
  await rm(folder, { recursive: true })
})

function serve(env: { readonly [name: string]: string } = {}, ...args: readonly string[]): ServiceProcess {
  service = new ServiceProcess(['serve', ...args], { PORT: '0', ...env }, folder)
  return service
}

describe('serve', () => {
  it('prints its adapters and answers /health as documented', async () => {
    const process = serve()
    const address = await process.address()
    expect(process.stdout).toMatch(
      /cache +memory \(.*\)\n +sessions +memory \(.*\)\n +jobs +memory \(.*\)\n +database +embedded \(\.\/data\/curriculum\.db\)\n +workers +in this process.*\n +redis +none; .* set REDIS_URL/,
    )
    // The banner says it; a log line with the same text would be noise.
    expect(process.stderr).not.toContain('REDIS_URL')
    const response = await fetch(`${address}/health`)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      status: 'healthy',
      services: {
        cache: { status: 'healthy', responseTime: expect.any(Number), adapter: 'memory' },
        sessions: { status: 'healthy' },
        jobs: { status: 'healthy' },
      },
      process: { eventLoopLagMs: expect.any(Number) },
      warnings: expect.arrayContaining([expect.stringContaining('REDIS_URL is not set')]),
    })
    expect((await fetch(`${address}/health/ready`)).status).toBe(200)
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('exits with 0 on %s', async (signal) => {
    const process = serve()
    await process.address()
    process.kill(signal)
    expect(await process.ended).toEqual({ code: 0, signal: null })
    expect(process.stderr).toContain('stopped')
  })

  it('reads .env; the environment has priority', async () => {
    await writeFile(join(folder, '.env'), 'PUBLIC_URL=http://from-file.example\nLOG_LEVEL=silent\n')
    const process = serve({ LOG_LEVEL: 'info' })
    expect(await process.address()).toBe('http://from-file.example')
    expect(process.stderr).toContain('"level":"info"')
  })

  it('logs what is in memory in production, once', async () => {
    const process = serve({ NODE_ENV: 'production' })
    await process.address()
    for (const capability of ['cache', 'sessions', 'jobs'])
      expect(process.stderr.split(`${capability}: REDIS_URL is not set`)).toHaveLength(2)
  })

  it.each([
    ['development', '127.0.0.1'],
    ['production', '0.0.0.0'],
  ])('listens in %s on %s', async (environment, host) => {
    const process = serve({ NODE_ENV: environment })
    await process.address()
    expect(process.stderr).toContain(`"host":"${host}"`)
  })

  it('listens on HOST, and on --host instead', async () => {
    const process = serve({ HOST: '203.0.113.7' }, '--host', '127.0.0.1')
    const address = await process.address()
    expect((await fetch(`${address}/health/live`)).status).toBe(200)
    expect(process.stderr).toContain('"host":"127.0.0.1"')
  })

  it('warns about a misspelt variable', async () => {
    const process = serve({ REDIS_ULR: 'redis://localhost' })
    await process.address()
    expect(process.stdout).toMatch(/REDIS_ULR.*REDIS_URL/)
  })
})

describe('serve that cannot start', () => {
  it('reports a port in use', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    try {
      const process = serve({}, '--port', String(port))
      expect(await process.ended).toEqual({ code: 1, signal: null })
      expect(lastLine(process)).toMatch(
        new RegExp(`^curriculum: cannot listen on 127\\.0\\.0\\.1 port ${port}.* -> .*PORT`),
      )
      expect(process.stderr).not.toMatch(/\n\s+at /)
    } finally {
      other.close()
    }
  })

  it.each([
    ['203.0.113.7', 'this machine does not have this address: set HOST to'],
    ['no-such-host.invalid', 'set HOST to'],
  ])('reports the address %s, which is not of this machine', async (host, hint) => {
    const process = serve({ HOST: host })
    expect(await process.ended).toEqual({ code: 1, signal: null })
    expect(lastLine(process)).toContain(`curriculum: cannot listen on ${host} port 0: `)
    expect(lastLine(process)).toContain(hint)
  })

  it('reports a data folder that is not writable', async () => {
    await writeFile(join(folder, 'file'), '')
    const process = serve({ DATA_DIR: join(folder, 'file', 'data') })
    expect(await process.ended).toEqual({ code: 1, signal: null })
    expect(lastLine(process)).toMatch(/^curriculum: DATA_DIR is .* -> set DATA_DIR/)
  })

  it('reports all invalid variables at once, with secrets masked', async () => {
    const process = serve({ PORT: 'eighty', REDIS_URL: 'http://:hunter2@host', WORKERS: 'many' })
    expect(await process.ended).toEqual({ code: 4, signal: null })
    expect(process.stderr).toMatch(/PORT/)
    expect(process.stderr).toMatch(/REDIS_URL/)
    expect(process.stderr).toMatch(/WORKERS/)
    expect(process.stderr).not.toContain('hunter2')
    expect(process.stderr).not.toMatch(/\n\s+at /)
  })

  it('does not start without a required Redis', async () => {
    const process = serve({ REDIS_REQUIRED: 'true' })
    expect(await process.ended).toEqual({ code: 4, signal: null })
    expect(process.stderr).toMatch(/REDIS_REQUIRED.*REDIS_URL/s)
  })

  it('prints the usage for an unknown command or option and exits with 2', async () => {
    const process = serve({}, '--nonsense')
    expect(await process.ended).toEqual({ code: 2, signal: null })
    expect(process.stderr).toMatch(/unknown option[\s\S]*Usage: curriculum serve/)
  })
})

function lastLine({ stderr }: ServiceProcess): string {
  return stderr.trimEnd().split('\n').at(-1) ?? ''
}
