import { describe, expect, it } from '@jest/globals'
import { runDoctor, verdictOf } from '../../../../src/app/doctor/index.js'
import { AppError } from '../../../../src/domain/platform/index.js'
import type { CheckFailure, CheckResult, DoctorCheck } from '../../../../src/ports/index.js'
import { ManualClock } from '../../../support/manual-clock.js'

const check = (id: string, result: Partial<CheckResult>, more: Partial<DoctorCheck> = {}): DoctorCheck => ({
  id,
  deadlineMs: 1000,
  run: async () => ({ status: 'ok', value: id, ...result }),
  ...more,
})
const calm = { clock: new ManualClock(), quick: false, strict: false }

describe('runDoctor', () => {
  it('skips what needs a failed check, names where it began, and goes on with the rest', async () => {
    const checks = [
      check('dns', { status: 'fail' }),
      check('tcp', {}, { needs: ['dns'] }),
      check('tls', {}, { needs: ['tcp'] }),
      check('disk', {}),
    ]
    const { checks: found } = await runDoctor(checks, calm)
    expect(found.map(({ status }) => status)).toEqual(['fail', 'skip', 'skip', 'ok'])
    expect(found[2]?.value).toBe('not tested, as dns failed')
  })

  it('is not held up by a check that was skipped by its own choice', async () => {
    const checks = [check('tls', { status: 'skip' }), check('sign-in', {}, { needs: ['tls'] })]
    expect((await runDoctor(checks, calm)).checks[1]?.status).toBe('ok')
  })

  it('gives a mute check up at its deadline, with what that means, and aborts its signal', async () => {
    const clock = new ManualClock()
    let aborted = false
    const run: DoctorCheck['run'] = ({ signal }) =>
      new Promise(() => {
        signal.addEventListener('abort', () => {
          aborted = true
        })
      })
    const onDeadline = { value: 'mute', advice: 'restart it', failure: 'unreachable' } as const
    const report = runDoctor([check('tcp', {}, { run, onDeadline })], { ...calm, clock })
    await clock.advance(999)
    expect(aborted).toBe(false)
    await clock.advance(1)
    expect(await report).toMatchObject({ exitCode: 2, checks: [{ status: 'fail', value: 'mute', elapsedMs: 1000 }] })
    expect(aborted).toBe(true)
    expect(clock.timers).toBe(0)
  })

  it('turns what a check throws into a failure, with its hint', async () => {
    const run = () => {
      throw new AppError('INTERNAL', 'broken', { hint: 'mend it' })
    }
    const { checks } = await runDoctor([check('x', {}, { run })], calm)
    expect(checks[0]).toMatchObject({ status: 'fail', value: 'broken', advice: 'mend it' })
  })

  it('tells of each result as it comes, and leaves out what is slow in haste', async () => {
    const told: string[] = []
    const checks = [check('a', {}), check('b', {}, { slow: true })]
    await runDoctor(checks, { ...calm, quick: true, onResult: ({ id, status }) => told.push(`${id} ${status}`) })
    expect(told).toEqual(['a ok', 'b skip'])
  })
})

describe('verdictOf', () => {
  const failed = (...failures: readonly CheckFailure[]) =>
    failures.map((failure) => ({ id: failure, status: 'fail', value: '', failure, elapsedMs: 0 }) as const)

  it.each([
    [failed(), 0],
    [failed('check'), 1],
    [failed('check', 'auth'), 3],
    [failed('auth', 'unreachable'), 2],
    [failed('unreachable', 'configuration'), 4],
  ])('tells %j by its gravest failure: %d', (checks, code) => expect(verdictOf(checks, false).exitCode).toBe(code))

  it('counts a warning as a failure where that was asked for', () => {
    const warned = [{ id: 'a', status: 'warn', value: '', elapsedMs: 0 }] as const
    expect(verdictOf(warned, false).exitCode).toBe(0)
    expect(verdictOf(warned, true).exitCode).toBe(1)
  })
})
