import { describe, expect, it } from '@jest/globals'
import { banner, hostInUrl } from '../../../../src/adapters/cli/index.js'

const facts = {
  version: '1.2.3',
  environment: 'development',
  url: 'http://localhost:4000',
  workers: 'in this process',
  warnings: [],
}

describe('banner', () => {
  it('has the address of the service and the adapter of each capability', () => {
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

  it('has the location of the data', () => {
    const database = { adapter: 'embedded', place: './data/curriculum.db' }
    expect(banner({ ...facts, adapters: { database } })).toContain('\n  database  embedded (./data/curriculum.db)\n')
  })

  it('offers the sample if there is no curriculum yet', () => {
    const text = banner({ ...facts, adapters: {}, sample: 'npm run generate -- --out curriculum' })
    expect(text).toMatch(/\n {2}first curriculum\n {4}npm run generate -- --out curriculum\n$/)
  })

  it('has one line for a capability in memory, one for the missing Redis, and the warnings', () => {
    const text = banner({
      ...facts,
      adapters: { cache: { adapter: 'memory', place: 'a restart empties it', degraded: 'not shown' } },
      warnings: ['REDIS_ULR is unknown'],
      advice: 'set REDIS_URL=redis://host:6379',
    })
    expect(text.split('\n').slice(3)).toEqual([
      '  cache     memory (a restart empties it)',
      '  workers   in this process',
      '  redis     none; to keep what is in memory, set REDIS_URL=redis://host:6379',
      '  note',
      '    - REDIS_ULR is unknown',
      '',
    ])
  })

  it.each([
    ['127.0.0.1', 'localhost'],
    ['0.0.0.0', 'localhost'],
    ['::', 'localhost'],
    ['::1', 'localhost'],
    ['192.168.0.7', '192.168.0.7'],
    ['fe80::7', '[fe80::7]'],
    ['box.local', 'box.local'],
  ])('shows %s as the host %s', (host, shown) => {
    expect(hostInUrl(host)).toBe(shown)
  })
})
