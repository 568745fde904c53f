import {
  chmodSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { FirstSetUp, type FirstSetUpOptions } from '../../../../src/app/composition/first-set-up.js'
import { AppError } from '../../../../src/index.js'
import { AccountsFixture, ADMIN } from '../../../support/accounts/accounts-fixture.js'

let dataDir: string
let fixture: AccountsFixture
let links: string[]
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'set-up-'))
  fixture = new AccountsFixture()
  links = []
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const path = () => join(dataDir, 'setup-token')
const written = () => readFileSync(path(), 'utf8')
const logged = () => JSON.stringify(fixture.logger.lines)

function setUpOf(more: Partial<FirstSetUpOptions> = {}, accounts = fixture.open()): FirstSetUp {
  const app = { accounts, platform: fixture }
  return new FirstSetUp({ app, dataDir, url: 'https://example.org/curricula', ...more })
}

const printLink = (link: string) => void links.push(link)

/** Accounts whose database answers after some failures. */
function failing(times: number) {
  let left = times
  const calls: number[] = []
  const hasUsers = async () => {
    calls.push(fixture.clock.monotonic())
    if (left-- > 0) throw new AppError('STORE_UNAVAILABLE', 'no answer', { hint: 'check the database' })
    return fixture.model.hasUsers()
  }
  return { calls, accounts: fixture.open({ users: { hasUsers } }) }
}

describe('on a terminal', () => {
  it('there is a link with a token in its fragment, a new one at each start', async () => {
    writeFileSync(path(), 'of an earlier start without a terminal')
    const found: string[] = []
    for (let start = 0; start < 2; start++) {
      const link = await setUpOf({ printLink }).start()
      const [, token = ''] = /^https:\/\/example\.org\/curricula\/setup#token=([\w-]{43})$/.exec(link ?? '') ?? []
      expect(await fixture.open().isSetupToken(token)).toBe(true)
      expect(logged()).not.toContain(token)
      found.push(token)
    }
    expect(found[0]).not.toBe(found[1])
    expect(await fixture.open().isSetupToken(found[0])).toBe(false)
    // The caller prints it with the banner.
    expect(links).toEqual([])
  })
})

describe('without a terminal', () => {
  it('the token is in a file that only the owner can read; the log has the path alone', async () => {
    expect(await setUpOf().start()).toBeUndefined()
    expect(written()).toMatch(/^[\w-]{43}\n$/)
    expect(statSync(path()).mode & 0o777).toBe(0o600)
    expect(await fixture.open().isSetupToken(written().trim())).toBe(true)
    expect(fixture.logger.messages('info')).toEqual([expect.stringContaining(path())])
    expect(logged()).not.toContain(written().trim())
    expect(readdirSync(dataDir)).toEqual(['setup-token'])
  })

  it('an existing file is replaced as a whole, whatever its rights', async () => {
    for (const mode of [0o666, 0o444]) {
      writeFileSync(path(), 'old token')
      chmodSync(path(), mode)
      const reader = openSync(path(), 'r')
      await setUpOf().start()
      expect(readFileSync(reader, 'utf8')).toBe('old token')
      closeSync(reader)
      expect(statSync(path()).mode & 0o777).toBe(0o600)
      expect(await fixture.open().isSetupToken(written().trim())).toBe(true)
    }
  })

  it('the folder is made if it is missing', async () => {
    const deep = join(dataDir, 'a', 'b')
    await setUpOf({ dataDir: deep }).start()
    expect(await fixture.open().isSetupToken(readFileSync(join(deep, 'setup-token'), 'utf8').trim())).toBe(true)
  })

  it('the file has the token that is valid, also if several processes start at once', async () => {
    for (let round = 0; round < 10; round++) {
      await Promise.all(Array.from({ length: 6 }, () => setUpOf().start()))
      expect(await fixture.open().isSetupToken(written().trim())).toBe(true)
      expect(readdirSync(dataDir)).toEqual(['setup-token'])
    }
    expect(fixture.logger.messages('warn')).toEqual([])
  })

  it('a newer file of another process, replaced in between, gets a newer token', async () => {
    let isFirst = true
    const readSetupToken = async () => {
      const seen = await fixture.model.readSetupToken()
      // The other process runs from start to end between the last look of this one and its file.
      if (isFirst) {
        isFirst = false
        await setUpOf().start()
      }
      return seen
    }
    await setUpOf({}, fixture.open({ users: { readSetupToken } })).start()
    expect(await fixture.open().isSetupToken(written().trim())).toBe(true)
  })

  it('of two machines, the one with the older token writes none', async () => {
    const other = join(dataDir, 'other')
    const saveSetupToken = async (...args: Parameters<typeof fixture.model.saveSetupToken>) => {
      await fixture.model.saveSetupToken(...args)
      await setUpOf({ dataDir: other }).start()
    }
    await setUpOf({}, fixture.open({ users: { saveSetupToken } })).start()
    expect(readdirSync(dataDir)).toEqual(['other'])
    expect(fixture.logger.messages('info').at(-1)).toContain('another process')
    expect(await fixture.open().isSetupToken(readFileSync(join(other, 'setup-token'), 'utf8').trim())).toBe(true)
  })

  it('a folder that cannot be written is a warning that says what to do, and is tried again', async () => {
    writeFileSync(join(dataDir, 'file'), '')
    const setUp = setUpOf({ dataDir: join(dataDir, 'file') })
    expect(await setUp.start()).toBeUndefined()
    expect(fixture.logger.messages('warn')).toEqual([expect.stringMatching(/cannot be written.*set DATA_DIR/)])
    rmSync(join(dataDir, 'file'))
    await fixture.clock.advance(5000)
    await expect(eventually(() => existsSync(join(dataDir, 'file', 'setup-token')))).resolves.toBe(true)
    setUp.stop()
  })
})

describe('with ADMIN_EMAIL and ADMIN_PASSWORD', () => {
  it('the administrator is added, once, and nothing of it is logged', async () => {
    writeFileSync(path(), 'old token')
    const admin = { email: ADMIN.email, password: ADMIN.password }
    const starts = Array.from({ length: 3 }, () => setUpOf({ admin }).start())
    expect(await Promise.all(starts)).toEqual([undefined, undefined, undefined])
    expect(await fixture.open().signIn(ADMIN.email, ADMIN.password)).toMatchObject({ role: 'administrator' })
    expect((await fixture.model.list()).users).toHaveLength(1)
    expect(fixture.logger.messages('warn')).toEqual([])
    expect(logged()).not.toContain(ADMIN.email)
    expect(logged()).not.toContain(ADMIN.password)
    expect(existsSync(path())).toBe(false)
  })
})

describe('when there is a user', () => {
  it('nothing is made, and a used token is removed', async () => {
    await fixture.open().createFirstAdministrator(ADMIN)
    writeFileSync(path(), 'used token')
    for (const more of [{}, { printLink }, { admin: { email: 'b@example.org', password: 'another horse' } }])
      expect(await setUpOf(more).start()).toBeUndefined()
    expect(existsSync(path())).toBe(false)
    expect(fixture.logger.lines).toEqual([])
    expect((await fixture.model.list()).users).toHaveLength(1)
  })
})

describe('while the database does not answer', () => {
  it('the start goes on, one warning says so, and the link is printed later', async () => {
    const { accounts } = failing(2)
    const setUp = setUpOf({ printLink }, accounts)
    expect(await setUp.start()).toBeUndefined()
    await fixture.clock.advance(5000)
    expect(links).toEqual([])
    await fixture.clock.advance(10_000)
    expect(links).toEqual([expect.stringContaining('/setup#token=')])
    expect(fixture.logger.messages('warn')).toEqual([expect.stringMatching(/no answer.*check the database/)])
    await fixture.clock.advance(600_000)
    expect([links.length, fixture.clock.timers]).toEqual([1, 0])
  })

  it('the attempts become rarer, up to one a minute, and end with the service', async () => {
    const { accounts, calls } = failing(1000)
    const setUp = setUpOf({}, accounts)
    await setUp.start()
    await fixture.clock.advance(200_000)
    expect(calls).toEqual([0, 5000, 15_000, 35_000, 75_000, 135_000, 195_000])
    setUp.stop()
    expect(fixture.clock.timers).toBe(0)
  })

  it('a start that is stopped meanwhile tries no more', async () => {
    const { accounts } = failing(1)
    const setUp = setUpOf({}, accounts)
    const starting = setUp.start()
    setUp.stop()
    await starting
    expect([fixture.clock.timers, fixture.logger.lines]).toEqual([0, []])
  })
})

/** Files are real: the test waits for them, up to a minute. */
async function eventually(holds: () => boolean): Promise<boolean> {
  const end = performance.now() + 60_000
  while (!holds() && performance.now() < end) await new Promise((resolve) => setImmediate(resolve))
  return holds()
}
