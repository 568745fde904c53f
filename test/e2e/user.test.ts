import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createApp } from '../../src/index.js'
import { PASSWORD } from '../support/accounts/accounts-fixture.js'
import { patient } from '../support/patient-config.js'
import { RecordingLogger } from '../support/recording-logger.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'user-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const BIN = resolve('dist/app/main.js')

interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs `curriculum user` with a text on its standard input. */
async function user(args: readonly string[], input = '', env: { readonly [name: string]: string } = {}): Promise<Ran> {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [BIN, 'user', ...args], { cwd: folder, env: { PATH, ...env } })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  // It may end before it reads.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const [status] = await once(child, 'close')
  expect(stdout + stderr).not.toContain(PASSWORD)
  return { status, stdout, stderr }
}

async function signIn(email: string, password: string): Promise<unknown> {
  const config = patient({ environment: 'test', database: { dataDir: join(folder, 'data') } })
  const app = await createApp(config, { logger: new RecordingLogger() })
  try {
    return await app.accounts.signIn(email, password).catch((error: { code: string }) => error.code)
  } finally {
    await app.close()
  }
}

const ADD = ['add', 'Ada@Example.org', '--role', 'administrator', '--password-stdin']

describe('curriculum user', () => {
  it('adds, lists and resets', async () => {
    expect(await user(['list'])).toEqual({
      status: 0,
      stdout: 'There are no users in ./data/curriculum.db\n',
      stderr: '',
    })
    expect(await user([...ADD, '--name', 'Ada L.'], `${PASSWORD}\n`)).toEqual({
      ...{ status: 0, stdout: 'Added ada@example.org (administrator) to ./data/curriculum.db\n', stderr: '' },
    })
    expect(await signIn('ada@example.org', PASSWORD)).toMatchObject({ name: 'Ada L.', role: 'administrator' })
    await user(['add', 'bob@example.org', '--role', 'viewer', '--password-stdin'], PASSWORD)
    const { stdout } = await user(['list'])
    expect(stdout.split('\n').sort()).toEqual([
      '',
      'ada@example.org  administrator  Ada L.',
      'bob@example.org  viewer         bob',
    ])
    const json = JSON.parse((await user(['list', '--json'])).stdout)
    expect(json.users.map(({ email }: { email: string }) => email).sort()).toEqual([
      'ada@example.org',
      'bob@example.org',
    ])

    const reset = await user(['reset-password', 'ADA@example.org', '--password-stdin'], 'another horse\n')
    expect(reset).toMatchObject({ status: 0, stdout: 'Set a new password for ada@example.org\n' })
    expect(reset.stderr).toContain('restart it')
    expect(await signIn('ada@example.org', PASSWORD)).toBe('WRONG_CREDENTIALS')
    expect(await signIn('ada@example.org', 'another horse')).toMatchObject({ name: 'Ada L.' })
  })

  it.each([
    [
      'an invalid address and a short password',
      ['add', 'ada', '--role', 'author', '--password-stdin'],
      'short',
      2,
      '/email',
    ],
    [
      'a first user who is no administrator',
      ['add', 'a@b', '--role', 'author', '--password-stdin'],
      PASSWORD,
      1,
      '-> ',
    ],
    [
      'an unknown role',
      ['add', 'a@b', '--role', 'king', '--password-stdin'],
      PASSWORD,
      2,
      'administrator, author, viewer',
    ],
    ['no role', ['add', 'a@b', '--password-stdin'], PASSWORD, 2, '--role'],
    [
      'a password as an argument',
      ['add', 'a@b', PASSWORD.replace(' ', ''), '--role', 'viewer'],
      '',
      2,
      'too many arguments',
    ],
    ['nobody to ask', ['add', 'a@b', '--role', 'administrator'], PASSWORD, 2, '--password-stdin'],
    ['an unknown user', ['reset-password', 'a@b', '--password-stdin'], PASSWORD, 1, 'user list'],
    ['no subcommand', [], '', 2, 'Usage: curriculum user'],
  ])('refuses %s', async (_what, args, input, status, said) => {
    const ran = await user(args, input)
    expect(ran).toMatchObject({ status, stdout: '' })
    expect(ran.stderr).toContain(said)
    expect(ran.stderr).not.toMatch(/\n\s+at /)
  })

  it('refuses a user who exists', async () => {
    await user(ADD, PASSWORD)
    expect(await user(ADD, PASSWORD)).toMatchObject({ status: 1, stderr: expect.stringContaining('already') })
  })

  it('reports a database that does not answer, without its password', async () => {
    const env = { DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/x' }
    const { status, stderr } = await user(['list'], '', env)
    expect(status).toBe(1)
    expect(stderr).toMatch(/^curriculum: postgres:\/\/u:\*\*\*@127\.0\.0\.1:1\/x: .*->/)
    const failed = await user(['list', '--json'], '', env)
    expect(JSON.parse(failed.stdout)).toMatchObject({ ok: false, exitCode: 1, error: { code: 'STORE_UNAVAILABLE' } })
    expect(stderr + failed.stdout + failed.stderr).not.toContain('secret')
  })

  it('changes nothing while Redis does not answer: sessions would go on', async () => {
    await user(ADD, PASSWORD)
    const env = { REDIS_URL: 'redis://127.0.0.1:1', REDIS_MAX_RETRIES: '1', REDIS_RETRY_DELAY: '1' }
    const { status } = await user(['reset-password', 'ada@example.org', '--password-stdin'], 'another horse', env)
    expect(status).toBe(1)
    expect(await signIn('ada@example.org', PASSWORD)).toMatchObject({ email: 'ada@example.org' })
  })
})
