import { describe, expect, it } from '@jest/globals'
import { memoryProbe } from '../../../../src/adapters/memory/index.js'

const probe = (environment: 'development' | 'production' | 'test') =>
  memoryProbe({ name: 'sessions', environment, loss: 'a restart signs all users out', advice: 'set REDIS_URL' })

describe('memoryProbe', () => {
  it('names the service and the adapter', () => {
    expect(probe('test')).toMatchObject({ name: 'sessions', adapter: 'memory' })
  })

  it.each(['development', 'test'] as const)('is healthy with a warning in %s', async (environment) => {
    const result = await probe(environment).check(AbortSignal.timeout(1000))
    expect(result.status).toBe('healthy')
    expect(result.warning).toContain('a restart signs all users out')
    expect(result.reason).toBeUndefined()
  })

  it('is degraded in production, with the reason and what to do', async () => {
    const result = await probe('production').check(AbortSignal.timeout(1000))
    expect(result.status).toBe('degraded')
    expect(result.reason).toContain('a restart signs all users out')
    expect(result.reason).toContain('REDIS_URL')
    expect(result.warning).toBeUndefined()
  })

  it('advises nothing where no setting would change it', async () => {
    const { check } = memoryProbe({ name: 'jobs', environment: 'production', loss: 'a restart loses them' })
    expect((await check(AbortSignal.timeout(1000))).reason).toMatch(/, a restart loses them$/)
  })

  it('reports losses at once', async () => {
    let lost: string | undefined
    const { check } = memoryProbe({ name: 'sessions', environment: 'test', loss: 'a', lost: async () => lost })
    expect((await check(AbortSignal.timeout(1000))).warning).toMatch(/, a$/)
    lost = '3 were lost'
    expect((await check(AbortSignal.timeout(1000))).warning).toMatch(/, a; 3 were lost$/)
  })
})
