import { describe, expect, it } from '@jest/globals'
import { banner } from '../../../../src/adapters/cli/index.js'

const facts = {
  version: '1.2.3',
  environment: 'development',
  url: 'http://localhost:4000',
  workers: 'in this process',
  warnings: [],
}

describe('banner', () => {
  it('says where the service is and which adapter serves what', () => {
    const text = banner({ ...facts, adapters: { cache: { adapter: 'tiered' }, jobs: { adapter: 'redis' } } })
    expect(text).toBe(
      [
        'Curriculum Generator 1.2.3 (development)',
        '  address   http://localhost:4000',
        '  health    http://localhost:4000/health',
        '  cache     tiered',
        '  jobs      redis',
        '  workers   in this process',
        '',
      ].join('\n'),
    )
  })

  it('says where the data are', () => {
    const database = { adapter: 'embedded', place: './data/curriculum.db' }
    expect(banner({ ...facts, adapters: { database } })).toContain('\n  database  embedded (./data/curriculum.db)\n')
  })

  it('offers the sample to whoever has nothing yet', () => {
    const text = banner({ ...facts, adapters: {}, sample: 'npm run generate -- --out curriculum' })
    expect(text).toMatch(/\n {2}first curriculum\n {4}npm run generate -- --out curriculum\n$/)
  })

  it('names each degradation once, and how to change it', () => {
    const degraded = 'cache: kept in memory'
    const text = banner({
      ...facts,
      adapters: { cache: { adapter: 'memory', degraded } },
      warnings: ['REDIS_ULR is unknown', degraded],
      fix: 'set REDIS_URL=redis://host:6379',
    })
    expect(text.split(degraded)).toHaveLength(2)
    expect(text).toContain('- REDIS_ULR is unknown')
    expect(text).toContain('To change this, set REDIS_URL=')
    const adapters = { cache: { adapter: 'memory', degraded } }
    expect(banner({ ...facts, adapters })).not.toContain('To change this')
  })
})
