import { describe, expect, it } from '@jest/globals'
import { doctorLine, doctorSummary } from '../../../../src/adapters/cli/index.js'
import { summarizeChecks } from '../../../../src/app/doctor/index.js'

const warned = { id: 'memory', status: 'warn', value: 'no limit', advice: 'set one', elapsedMs: 1 } as const

describe('doctorLine', () => {
  it('has result and advice in one line', () => {
    expect(doctorLine(warned)).toBe('WARN  memory        no limit -> set one\n')
    expect(doctorLine({ id: 'tcp', status: 'ok', value: 'connected', elapsedMs: 1 })).toBe(
      'ok    tcp           connected\n',
    )
  })
})

describe('doctorSummary', () => {
  it('distinguishes warnings from failures, and mentions --strict', () => {
    expect(doctorSummary(summarizeChecks([warned], false))).toContain('usable, with warnings')
    expect(doctorSummary(summarizeChecks([warned], true))).toContain('count as failures with --strict')
    const failed = { id: 'tcp', status: 'fail', value: 'x', failure: 'unreachable', elapsedMs: 1 } as const
    expect(doctorSummary(summarizeChecks([warned, failed], true))).toContain('Redis cannot be reached')
  })
})
