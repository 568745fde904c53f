import { describe, expect, it } from '@jest/globals'
import { doctorLine, doctorSummary } from '../../../../src/adapters/cli/index.js'
import { verdictOf } from '../../../../src/app/doctor/index.js'

const warned = { id: 'memory', status: 'warn', value: 'no limit', advice: 'set one', elapsedMs: 1 } as const

describe('doctorLine', () => {
  it('says what was found and what to do, in one line', () => {
    expect(doctorLine(warned)).toBe('WARN  memory        no limit -> set one\n')
    expect(doctorLine({ id: 'tcp', status: 'ok', value: 'connected', elapsedMs: 1 })).toBe(
      'ok    tcp           connected\n',
    )
  })
})

describe('doctorSummary', () => {
  it('tells warnings from failures, and what --strict does', () => {
    expect(doctorSummary(verdictOf([warned], false))).toContain('usable, with warnings')
    expect(doctorSummary(verdictOf([warned], true))).toContain('--strict counts as a failure')
    const failed = { id: 'tcp', status: 'fail', value: 'x', failure: 'unreachable', elapsedMs: 1 } as const
    expect(doctorSummary(verdictOf([warned, failed], true))).toContain('Redis cannot be reached')
  })
})
