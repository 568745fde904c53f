import { beforeEach, describe, expect, it } from '@jest/globals'
import type { ActingServices } from '../../../../src/app/access/index.js'
import { defineJob } from '../../../../src/app/jobs/define-job.js'
import { curriculumId } from '../../../../src/domain/curriculum/index.js'
import { AppError } from '../../../../src/domain/platform/index.js'
import { begin, result } from '../../../../src/ports/conformance/curriculum/repository-fixture.js'
import { PASSWORD } from '../../../support/accounts/accounts-fixture.js'
import { type MemoryServices, memoryServices } from '../../../support/memory-services.js'
import { BRIEF } from '../../../support/public-calls.js'
import { RecordingLogger } from '../../../support/recording-logger.js'
import { smallCurriculum } from '../../../support/small-curriculum.js'

type Call = (services: ActingServices) => Promise<unknown>

let app: MemoryServices
let job: string
const user = (userId: string, role: string) => app.access.actingAs({ userId, email: `${userId}@example.org`, role })

beforeEach(async () => {
  app = memoryServices({ logger: new RecordingLogger() })
  for (const id of ['p', 'secret']) {
    await begin(app.repositories, id, 1, 'owner')
    await app.knowledge.addDocument(id, { name: 'a.md', bytes: new TextEncoder().encode('# Bees') })
    await app.repositories.curricula.save(result(id, { generated: smallCurriculum('x') }))
  }
  await app.programs.setViewers('p', ['viewer', 'guest'])
  job = (await app.curricula.requestCurriculum('p', { userId: 'owner' })).id
})

const CURRICULUM = curriculumId({ programId: 'p', version: 1 })

/** Calls on the program `p`, which `viewer` and `guest` may view. */
const READS: { readonly [name: string]: Call } = {
  'programs.get': ({ programs }) => programs.get('p'),
  'documents.list': ({ documents }) => documents.list('p'),
  'documents.get': ({ documents }) => documents.get('p', 'a.md'),
  'curricula.list': ({ curricula }) => curricula.list('p'),
  'curricula.open': async ({ curricula }) => (await curricula.open(CURRICULUM)).read(),
  'curricula.open, an export': async ({ curricula }) => (await curricula.open(CURRICULUM)).export('json'),
  'jobs.get': ({ jobs }) => jobs.get('curriculum_generation', job),
}

/** Calls that only administrators may make. */
const MANAGEMENT: { readonly [name: string]: Call } = {
  'users.list': ({ users }) => users.list(),
  'users.add': ({ users }) => users.add({ email: 'new@example.org', role: 'viewer', password: PASSWORD }),
  'users.get': ({ users }) => users.get('viewer'),
  'users.update': ({ users }) => users.update('viewer', { name: 'x' }, () => true),
  'users.setPassword': ({ users }) => users.setPassword('viewer', 'another horse'),
}

const CHANGES: { readonly [name: string]: Call } = {
  'programs.update': ({ programs }) => programs.update('p', BRIEF, () => true),
  'programs.getViewers': ({ programs }) => programs.getViewers('p'),
  'programs.setViewers': ({ programs }) => programs.setViewers('p', ['guest']),
  'documents.add': ({ documents }) => documents.add('p', { name: 'b.md', bytes: new Uint8Array(1) }),
  'documents.remove': ({ documents }) => documents.remove('p', 'a.md'),
  'curricula.request': ({ curricula }) => curricula.request('p'),
  'jobs.cancel': ({ jobs }) => jobs.cancel('curriculum_generation', job),
  'programs.delete': ({ programs }) => programs.delete('p'),
}

/** An administrator `root` and a user `viewer`, with PASSWORD. */
async function addUsers(): Promise<void> {
  const passwordHash = await app.hasher.hash(PASSWORD)
  for (const [id, role] of [
    ['root', 'administrator'],
    ['viewer', 'viewer'],
  ] as const) {
    await app.users.create({ id, email: `${id}@example.org`, name: id, role, passwordHash, at: 1 })
  }
}

const outcome = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error) => error.code,
  )

describe('a user of the app', () => {
  it.each(Object.entries(READS))(
    '%s: owner, viewers and administrators read it, others do not find it',
    async (_name, read) => {
      expect(await outcome(read(user('owner', 'author')))).toBe('done')
      expect(await outcome(read(user('owner', 'viewer')))).toBe('done')
      expect(await outcome(read(user('viewer', 'viewer')))).toBe('done')
      expect(await outcome(read(user('guest', 'author')))).toBe('done')
      expect(await outcome(read(user('root', 'administrator')))).toBe('done')
      expect(await outcome(read(user('other', 'author')))).toMatch(/_NOT_FOUND$/)
      expect(await outcome(read(user('other', 'viewer')))).toMatch(/_NOT_FOUND$/)
      expect(await outcome(read(user('owner', 'editor')))).toBe('FORBIDDEN')
    },
  )

  it.each(Object.entries(CHANGES))('%s: the owner and administrators change it', async (_name, change) => {
    expect(await outcome(change(user('viewer', 'viewer')))).toBe('FORBIDDEN')
    expect(await outcome(change(user('owner', 'viewer')))).toBe('FORBIDDEN')
    expect(await outcome(change(user('guest', 'author')))).toBe('FORBIDDEN')
    expect(await outcome(change(user('other', 'author')))).toMatch(/_NOT_FOUND$/)
    expect(await outcome(change(user('owner', 'author')))).toBe('done')
  })

  it.each(Object.entries(CHANGES))('%s: an administrator changes what others own', async (_name, change) => {
    expect(await outcome(change(user('root', 'administrator')))).toBe('done')
  })

  it('lists what it owns and what is shared with it, an administrator all', async () => {
    const { id } = await user('guest', 'author').programs.create(BRIEF)
    const idsOf = async (services: ActingServices) => (await services.programs.list()).programs.map((one) => one.id)
    expect(await idsOf(user('guest', 'author'))).toEqual([id, 'p'])
    expect(await idsOf(user('viewer', 'viewer'))).toEqual(['p'])
    expect(await idsOf(user('other', 'author'))).toEqual([])
    expect(await idsOf(user('root', 'administrator'))).toEqual([id, 'p', 'secret'])
  })

  it('creates programs that it owns, as an author', async () => {
    expect(await user('a', 'author').programs.create(BRIEF)).toMatchObject({ ownerId: 'a' })
    expect(await outcome(user('a', 'viewer').programs.create(BRIEF))).toBe('FORBIDDEN')
  })

  it('gets the same error for what is hidden as for what does not exist, after as many queries', async () => {
    const other = user('other', 'author')
    const hidden = await app.curricula.requestCurriculum('secret', { userId: 'owner' })
    const pairs: readonly (readonly [Call, Call])[] = [
      [({ programs }) => programs.get('secret'), ({ programs }) => programs.get('absent')],
      [({ curricula }) => curricula.open('secret~1'), ({ curricula }) => curricula.open('absent~1')],
      [
        ({ jobs }) => jobs.get('curriculum_generation', hidden.id),
        ({ jobs }) => jobs.get('curriculum_generation', 'absent'),
      ],
      [({ documents }) => documents.get('secret', 'a.md'), ({ documents }) => documents.get('absent', 'a.md')],
    ]
    for (const [ofHidden, ofAbsent] of pairs) {
      const seen = [await queriesOf(() => ofHidden(other)), await queriesOf(() => ofAbsent(other))]
      expect(seen[0]).toEqual(seen[1])
    }
  })

  it('sees the statistics as an administrator only', async () => {
    for (const role of ['viewer', 'author', 'editor']) {
      expect(await outcome(user('u', role).operations.getCacheStats())).toBe('FORBIDDEN')
      expect(await outcome(user('u', role).operations.getQueueStats('curriculum_generation'))).toBe('FORBIDDEN')
    }
    const { operations } = user('root', 'administrator')
    expect(await operations.getQueueStats('curriculum_generation')).toMatchObject({ waiting: 1 })
    expect(await operations.getCacheStats()).toMatchObject({ connected: true })
  })

  it.each(Object.entries(MANAGEMENT))('may call %s as an administrator only', async (_name, call) => {
    await addUsers()
    for (const role of ['viewer', 'author', 'editor']) expect(await outcome(call(user('u', role)))).toBe('FORBIDDEN')
    expect((await app.accounts.listUsers()).users).toMatchObject([{ version: 1 }, { version: 1 }])
    expect(await outcome(call(user('root', 'administrator')))).toBe('done')
  })

  it('changes users from the expected state only', async () => {
    await addUsers()
    const { users } = user('root', 'administrator')
    const seen: unknown[] = []
    const refused = users.update('viewer', { name: 'x' }, (current) => {
      seen.push(current)
      return false
    })
    expect(await outcome(refused)).toBe('VERSION_CONFLICT')
    expect(seen).toEqual([await users.get('viewer')])
    expect(await outcome(users.get('absent'))).toBe('USER_NOT_FOUND')
  })

  it('sees and changes its own account only', async () => {
    await addUsers()
    const { account } = user('viewer', 'viewer')
    expect(await account.get()).toMatchObject({ id: 'viewer', role: 'viewer' })
    await account.changePassword(PASSWORD, 'another horse')
    expect(await outcome(app.accounts.signIn('viewer@example.org', 'another horse'))).toBe('done')
    expect(await outcome(app.accounts.signIn('root@example.org', PASSWORD))).toBe('done')
    expect(await outcome(user('stranger', 'viewer').account.get())).toBe('USER_NOT_FOUND')
    expect(await outcome(user('viewer', 'editor').account.get())).toBe('FORBIDDEN')
    expect(await outcome(user('viewer', 'editor').account.changePassword('x', 'y'))).toBe('FORBIDDEN')
  })

  it('sees and ends its own sessions only', async () => {
    const create = (userId: string) =>
      app.sessions.createSession(undefined, { userId, email: 'e@example.org', role: 'viewer' })
    const [own, foreign] = [await create('u'), await create('v')]
    const { sessions } = user('u', 'viewer')
    expect((await sessions.list()).map(({ handle }) => handle)).toEqual([own.handle])
    expect(await sessions.revoke(foreign.handle)).toBe(false)
    expect(await sessions.revoke(own.handle)).toBe(true)
    expect(await app.sessions.getSession(foreign.id)).toBeDefined()
  })

  it('sees jobs of other types as an administrator only', async () => {
    const payload = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } } as const
    app.jobs.define(defineJob({ type: 'mail', payload }))
    const { id } = await app.jobs.addJob('mail', { programId: 'p', userId: 'owner' })
    expect(await outcome(user('owner', 'author').jobs.get('mail', id))).toBe('JOB_NOT_FOUND')
    expect(await outcome(user('root', 'administrator').jobs.get('mail', id))).toBe('done')
    expect(await outcome(user('owner', 'author').jobs.get('unknown', id))).toBe('UNKNOWN_JOB_TYPE')
  })
})

/** The error of a call without names, and how often it reads a program. */
async function queriesOf(call: () => Promise<unknown>) {
  const { programs } = app.repositories
  const { read } = programs
  let reads = 0
  Object.assign(programs, {
    read: (...args: Parameters<typeof read>) => {
      reads += 1
      return read(...args)
    },
  })
  const error: unknown = await call().catch((thrown) => thrown)
  Object.assign(programs, { read })
  if (!(error instanceof AppError)) throw new Error('the call succeeded', { cause: error })
  const { code, hint, message } = error
  return { code, hint, reads, message: message.replace(/secret|absent|\S+$/g, '') }
}

describe('a request for a curriculum', () => {
  it('needs documents', async () => {
    const { programs, curricula } = user('a', 'author')
    const { id } = await programs.create(BRIEF)
    expect(await outcome(curricula.request(id))).toBe('NO_USABLE_DOCUMENTS')
  })

  it('returns the same job for the same key of the same user and program, also after it has ended', async () => {
    const owner = user('owner', 'author')
    await app.jobs.cancelJob('curriculum_generation', job)
    const first = await owner.curricula.request('p', { idempotencyKey: 'k' })
    expect(first.created).toBe(true)
    await owner.jobs.cancel('curriculum_generation', first.id)
    expect(await owner.curricula.request('p', { idempotencyKey: 'k' })).toEqual({ id: first.id, created: false })
    const others = [
      await owner.curricula.request('secret', { idempotencyKey: 'k' }),
      await owner.curricula.request('p', { idempotencyKey: 'K' }),
    ]
    await owner.jobs.cancel('curriculum_generation', others[1]?.id ?? '')
    others.push(await user('root', 'administrator').curricula.request('p', { idempotencyKey: 'k' }))
    expect(others.map(({ created }) => created)).toEqual([true, true, true])
    expect(new Set([first, ...others].map(({ id }) => id)).size).toBe(4)
  })
})

describe('an update', () => {
  it('is refused for another state than the expected one', async () => {
    const { programs } = user('owner', 'author')
    const update = programs.update('p', BRIEF, ({ version }) => version === 7)
    await expect(update).rejects.toMatchObject({ code: 'VERSION_CONFLICT', hint: expect.any(String) })
    expect(await outcome(programs.delete('p', () => false))).toBe('VERSION_CONFLICT')
    expect(await programs.get('p')).toMatchObject({ version: 1 })
  })
})

describe('the id of a curriculum', () => {
  it('is that of its program, also with the separator in it, and of its content', async () => {
    const owner = user('owner', 'author')
    await begin(app.repositories, 'a~1', 5, 'owner')
    await app.repositories.curricula.save(result('a~1'))
    const first = await owner.curricula.open('a~1~1')
    expect(first).toMatchObject({ programId: 'a~1', version: 1 })
    await owner.programs.delete('a~1')
    await begin(app.repositories, 'a~1', 6, 'owner')
    expect((await owner.curricula.open('a~1~1')).contentKey).not.toBe(first.contentKey)
    for (const id of ['', '~1', 'p', 'p~', 'p~0', 'p~01', 'p~1.5', 'p~-1', 'p~99999999999999999', 'p~1~', '\0~1']) {
      expect([id, await outcome(owner.curricula.open(id))]).toEqual([id, 'CURRICULUM_NOT_FOUND'])
    }
    await expect((await owner.curricula.open('p~9')).read()).rejects.toMatchObject({ code: 'CURRICULUM_NOT_FOUND' })
  })
})

describe('a principal', () => {
  it.each([
    [undefined, 'principal is undefined'],
    ['hunter2', 'principal is a string'],
    [{}, 'principal.userId is undefined'],
    [{ userId: 7, email: 'e', role: 'author' }, 'principal.userId is 7'],
    [{ userId: '', email: 'e', role: 'author' }, 'principal.userId is a text of 0 characters that cannot be used'],
    [{ userId: 'u\n', email: 'e', role: 'author' }, 'principal.userId is a text of 2 characters that cannot be used'],
    [{ userId: 'x'.repeat(257), email: 'e', role: 'author' }, 'principal.userId is a text of 257 characters that'],
    [{ userId: 'u', role: 'author' }, 'principal.email is undefined'],
    [{ userId: 'u', email: 'e', role: null }, 'principal.role is null'],
  ])('%j is refused, and the field is named', (value, message) => {
    expect(() => app.access.actingAs(value as never)).toThrow(message)
  })
})
