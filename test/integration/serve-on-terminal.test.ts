import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { type Service, serve } from '../../src/app/composition/serve.js'
import { createApp } from '../../src/index.js'
import { patient } from '../support/patient-config.js'
import { RecordingLogger } from '../support/recording-logger.js'

let dataDir: string
let service: Service | undefined
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'terminal-'))
})
afterEach(async () => {
  await service?.stop(new AbortController().signal)
  rmSync(dataDir, { recursive: true })
})

it.each([
  [{}, /http:\/\/localhost:\d+/],
  [{ PUBLIC_URL: 'https://example.org/curricula/' }, /https:\/\/example\.org\/curricula/],
])('on a terminal, the banner has the link that sets up the first administrator: %j', async (more, address) => {
  const env = { NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: dataDir, ...more }
  const printed: string[] = []
  const { signal } = new AbortController()
  service = await serve({ env, version: '1', signal, print: (text) => printed.push(text), isTerminal: true })
  const [, url, token = ''] =
    /POST \/api\/setup, once; a page for it is to come\n {4}(\S+)\/setup#token=([\w-]{43})\n/.exec(printed.join('')) ??
    []
  expect(url).toMatch(new RegExp(`^${address.source}$`))
  expect(readdirSync(dataDir)).not.toContain('setup-token')
  const app = await createApp(patient({ database: { dataDir } }), { logger: new RecordingLogger() })
  try {
    expect(await app.accounts.isSetupToken(token)).toBe(true)
  } finally {
    await app.close()
  }
})
