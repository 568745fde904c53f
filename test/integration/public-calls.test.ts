import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type App, AppError } from '../../src/index.js'
import { WRONG } from '../../src/ports/conformance/wrong-arguments.js'
import { BRIEF, type PublicCall, publicCalls } from '../support/public-calls.js'
import { AppFixture } from './curriculum-job/app-fixture.js'

// What a caller without types can send: every wrong kind of every argument, missing arguments, misspelled options. The values
// of the options have their own tables: test/unit/app/option-types.test.ts, and the laws `*/arguments` of the ports.

const fixture = new AppFixture()
let app: App
let calls: { readonly [name: string]: PublicCall }

beforeAll(async () => {
  app = await fixture.open({ environment: 'test', jobs: { workers: 'off' } })
  await app.programs.createProgram(BRIEF, { ownerId: 'u1', id: 'p' })
  await app.knowledge.addDocument('p', { name: 'a.md', bytes: new TextEncoder().encode('# Bees\n\nBees fly.') })
  calls = publicCalls(app, await fixture.dataDir())
})
afterAll(() => fixture.end())

/** The facades whose methods are public calls, and the methods without arguments. */
const FACADES = ['cache', 'sessions', 'jobs', 'programs', 'knowledge', 'curricula', 'accounts', 'access'] as const
const WITHOUT_ARGUMENTS = [
  'cache.getStats',
  'sessions.getStats',
  'jobs.findUnworkedJobs',
  'jobs.handledTypes',
  'jobs.close',
  'accounts.isSetUp',
  'accounts.createSetupToken',
]

describe('public calls', () => {
  it('the table has all of them', () => {
    const methods = FACADES.flatMap((facade) => Object.keys(app[facade]).map((name) => `${facade}.${name}`))
    const missing = methods.filter((name) => calls[name] === undefined)
    expect(missing.sort()).toEqual([...WITHOUT_ARGUMENTS].sort())
  })

  it('the valid arguments of the table reach the work of the call', async () => {
    for (const [name, { run, valid }] of Object.entries(calls)) {
      const error = await errorOf(() => run(...valid))
      // What the work itself may answer: this session, job, version or material does not exist.
      const fine = [
        ...['SESSION_ENDED', 'JOB_NOT_FOUND', 'CURRICULUM_NOT_FOUND', 'NO_USABLE_DOCUMENTS'],
        ...['INVALID_SETUP_TOKEN', 'ALREADY_SET_UP', 'WRONG_CREDENTIALS', 'USER_NOT_FOUND'],
      ]
      const code = error instanceof AppError ? error.code : undefined
      // A request without the middleware is a fault of the host.
      const isFine = code !== undefined && (fine.includes(code) || (name === 'sessionOf' && code === 'INTERNAL'))
      if (error !== undefined && !isFine) {
        throw new Error(`${name} with valid arguments`, { cause: error })
      }
    }
  })

  it('every argument of a wrong kind is refused with a typed error and a hint', async () => {
    const faults: string[] = []
    for (const [name, { run, valid, args }] of Object.entries(calls)) {
      for (const [index, { kind, accepts = () => false }] of args.entries()) {
        for (const value of kind === undefined ? [] : WRONG[kind]) {
          if (accepts(value)) continue
          const error = await errorOf(() => run(...withArgument(valid, index, value)))
          faults.push(
            ...faultOf(error, `${name}, argument ${index}: ${String(Object(value).constructor?.name ?? value)}`),
          )
        }
      }
    }
    expect(faults).toEqual([])
  })

  it('a missing argument is refused with a typed error and a hint', async () => {
    const faults: string[] = []
    for (const [name, { run, valid, args }] of Object.entries(calls)) {
      for (const [index, { kind, optional }] of args.entries()) {
        if (kind === undefined || optional) continue
        const error = await errorOf(() => run(...valid.slice(0, index)))
        faults.push(...faultOf(error, `${name} with ${index} arguments`))
      }
    }
    expect(faults).toEqual([])
  })

  it('a misspelled option is refused, and the error names the option that was meant', async () => {
    const faults: string[] = []
    for (const [name, { run, valid, args }] of Object.entries(calls)) {
      for (const [index, { options, given }] of args.entries()) {
        for (const option of options ?? []) {
          const { [option as keyof object]: value = 1, ...others } = { ...given } as { [name: string]: unknown }
          for (const misspelled of [`${option}s`, `${option.slice(0, -2)}${option.slice(-1)}`]) {
            if (options?.includes(misspelled) || misspelled.length < 2) continue
            const error = await errorOf(() => run(...withArgument(valid, index, { ...others, [misspelled]: value })))
            const where = `${name}, option ${misspelled}`
            faults.push(...faultOf(error, where))
            if (error instanceof AppError && !/did you mean \w|expected: \w/.test(`${error.message} ${error.hint}`)) {
              faults.push(`${where}: ${error.message}; ${error.hint}`)
            }
          }
        }
        if (options === undefined) continue
        const error = await errorOf(() => run(...withArgument(valid, index, { ...given, nonsense: 1 })))
        faults.push(...faultOf(error, `${name}, option nonsense`))
        const none = await errorOf(() => run(...withArgument(valid, index, { ...given, nonsense: undefined })))
        if (none instanceof AppError && none.message.includes('nonsense'))
          faults.push(`${name}: undefined is an option`)
      }
    }
    expect(faults).toEqual([])
  })

  it('unknown fields of a brief are refused, each with the field that was meant', async () => {
    const { audience, ...rest } = BRIEF
    const brief = { ...rest, audiance: audience, credits: { system: 'ECTS', value: 1, vaule: 2 }, notes: 'n' }
    for (const run of [
      () => app.programs.createProgram(brief, { ownerId: 'u1', id: 'q' }),
      () => app.programs.updateProgram('p', brief, { since: 1 }),
    ]) {
      await expect(run()).rejects.toMatchObject({
        code: 'INVALID_PROGRAM',
        details: {
          problems: [
            { pointer: '/audience', expected: expect.any(String) },
            { pointer: '/audiance', expected: 'no field of this name; did you mean audience?' },
            { pointer: '/credits/vaule', expected: 'no field of this name' },
            { pointer: '/notes', expected: 'no field of this name' },
          ],
        },
      })
    }
    expect(await app.programs.getProgram('q')).toBeUndefined()
  })

  it('a brief may repeat the id of its program, and no other', async () => {
    const options = { ownerId: 'u1', id: 'same' }
    expect(await app.programs.createProgram({ ...BRIEF, id: 'same' }, options)).toMatchObject({ id: 'same' })
    await expect(app.programs.createProgram({ ...BRIEF, id: 'other' }, options)).rejects.toMatchObject({
      code: 'INVALID_PROGRAM',
      details: { problems: [{ pointer: '/id', expected: 'no id, or the id of the program: "same"' }] },
    })
  })

  it('what the refused calls would have changed is unchanged', async () => {
    expect(await app.cache.get('free')).toBeUndefined()
    expect(await app.programs.getProgram('p')).toMatchObject({ brief: BRIEF })
  })
})

function withArgument(valid: readonly unknown[], index: number, value: unknown): readonly unknown[] {
  return Array.from({ length: Math.max(valid.length, index + 1) }, (_, at) => (at === index ? value : valid[at]))
}

async function errorOf(run: () => unknown): Promise<unknown> {
  try {
    await run()
    return undefined
  } catch (error) {
    return error
  }
}

/** What is wrong with the error of a refused call, for people. */
function faultOf(error: unknown, where: string): readonly string[] {
  if (error === undefined) return [`${where} is accepted`]
  if (!(error instanceof AppError)) return [`${where}: ${String(error)}`]
  if (error.code === 'INTERNAL' && !where.startsWith('sessionOf')) return [`${where}: ${error.message}`]
  return error.hint === undefined ? [`${where} has no hint: ${error.message}`] : []
}
