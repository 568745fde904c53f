import { describe, expect, it } from '@jest/globals'
import { runDoctor, summarizeChecks } from '../../../../src/app/doctor/index.js'
import { AppError } from '../../../../src/domain/platform/index.js'
import type { CheckFailure, CheckResult, DoctorCheck } from '../../../../src/ports/index.js'
import { ManualClock } from '../../../support/manual-clock.js'

const check = (id: string, result: Partial<CheckResult>, more: Partial<DoctorCheck> = {}): DoctorCheck => ({
  id,
  deadlineMs: 1000,
  run: async () => ({ status: 'ok', value: id, ...result }),
  ...more,
})
const defaults = { clock: new ManualClock(), quick: false, strict: false }

describe('runDoctor', () => {
  it('skips checks that need a failed one, reports the first failure, and runs the others', async () => {
    const checks = [
      check('dns', { status: 'fail' }),
      check('tcp', {}, { needs: ['dns'] }),
      check('tls', {}, { needs: ['tcp'] }),
      check('disk', {}),
    ]
    const { checks: found } = await runDoctor(checks, defaults)
    expect(found.map(({ status }) => status)).toEqual(['fail', 'skip', 'skip', 'ok'])
    expect(found[2]?.value).toBe('skipped: dns failed')
  })

  it('runs a check that needs a skipped one', async () => {
    const checks = [check('tls', { status: 'skip' }), check('sign-in', {}, { needs: ['tls'] })]
    expect((await runDoctor(checks, defaults)).checks[1]?.status).toBe('ok')
  })

  it('ends a hanging check at its deadline, with its own result, and aborts its signal', async () => {
    const clock = new ManualClock()
    let aborted = false
    const run: DoctorCheck['run'] = ({ signal }) =>
      new Promise(() => {
        signal.addEventListener('abort', () => {
          aborted = true
        })
      })
    const onDeadline = { value: 'no answer', advice: 'restart it', failure: 'unreachable' } as const
    const report = runDoctor([check('tcp', {}, { run, onDeadline })], { ...defaults, clock })
    await clock.advance(999)
    expect(aborted).toBe(false)
    await clock.advance(1)
    expect(await report).toMatchObject({
      exitCode: 2,
      checks: [{ status: 'fail', value: 'no answer', elapsedMs: 1000 }],
    })
    expect(aborted).toBe(true)
    expect(clock.timers).toBe(0)
  })

  it('reports an error of a check as a failure, with its hint', async () => {
    const run = () => {
      throw new AppError('INTERNAL', 'broken', { hint: 'repair it' })
    }
    const { checks } = await runDoctor([check('x', {}, { run })], defaults)
    expect(checks[0]).toMatchObject({ status: 'fail', value: 'broken', advice: 'repair it' })
  })

  it('reports each result at once, and skips slow checks with `quick`', async () => {
    const reported: string[] = []
    const checks = [check('a', {}), check('b', {}, { slow: true })]
    await runDoctor(checks, {
      ...defaults,
      quick: true,
      onResult: ({ id, status }) => reported.push(`${id} ${status}`),
    })
    expect(reported).toEqual(['a ok', 'b skip'])
  })
})

describe('summarizeChecks', () => {
  const failed = (...failures: readonly CheckFailure[]) =>
    failures.map((failure) => ({ id: failure, status: 'fail', value: '', failure, elapsedMs: 0 }) as const)

  it.each([
    [failed(), 0],
    [failed('check'), 1],
    [failed('check', 'auth'), 3],
    [failed('auth', 'unreachable'), 2],
    [failed('unreachable', 'configuration'), 4],
  ])('%j have the exit code of the worst failure: %d', (checks, code) =>
    expect(summarizeChecks(checks, false).exitCode).toBe(code),
  )

  it('counts a warning as a failure with `strict`', () => {
    const warned = [{ id: 'a', status: 'warn', value: '', elapsedMs: 0 }] as const
    expect(summarizeChecks(warned, false).exitCode).toBe(0)
    expect(summarizeChecks(warned, true).exitCode).toBe(1)
  })
})
