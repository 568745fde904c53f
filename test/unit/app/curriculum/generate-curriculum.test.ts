import { describe, expect, it } from '@jest/globals'
import { ExtractiveAuthor } from '../../../../src/adapters/extractive/index.js'
import { LruCache } from '../../../../src/adapters/memory/index.js'
import { SystemClock } from '../../../../src/adapters/system/index.js'
import type {
  GenerationDeps,
  GenerationProgress,
  GenerationRequest,
} from '../../../../src/app/curriculum/generation.js'
import { generateCurriculum } from '../../../../src/app/curriculum/index.js'
import type { Program } from '../../../../src/domain/curriculum/index.js'
import { AppError } from '../../../../src/domain/platform/index.js'
import { NOTES } from '../../../support/corpora.js'
import { documentsOf, generationDeps, NO_SOURCE, RecordingStageCache } from '../../../support/generation-deps.js'

const DOCUMENTS = documentsOf(NOTES.files)
const REQUEST: GenerationRequest = { programId: 'finance', brief: NOTES.brief, source: NO_SOURCE }

async function bytesOf(deps: Partial<GenerationDeps> = {}, request = REQUEST): Promise<string> {
  return JSON.stringify(await generateCurriculum(request, generationDeps(DOCUMENTS, deps)))
}

describe('generateCurriculum', () => {
  it('reports increasing progress up to 100', async () => {
    const steps: GenerationProgress[] = []
    await generateCurriculum(REQUEST, generationDeps(DOCUMENTS), { onProgress: (step) => steps.push(step) })
    const ends = new Map(steps.map(({ stage, percent }) => [stage, percent]))
    expect([...ends]).toEqual([
      ['validate', 5],
      ['retrieve', 15],
      ['program', 30],
      ['units', 50],
      ['assessments', 65],
      ['skill-book', 75],
      ['quality', 85],
      ['benchmark', 95],
      ['done', 100],
    ])
    for (const [index, step] of steps.entries()) {
      const before = steps[index - 1]
      if (before === undefined) continue
      if (before.stage === step.stage) expect(step.percent).toBeGreaterThan(before.percent)
      else expect(step.percent).toBeGreaterThanOrEqual(before.percent)
    }
    expect(steps.map(({ message }) => message)).toContain('Writing units: 7 of 20 documents')
    expect(steps.at(-1)?.message).toMatch(/^Done: \d+ units, \d+ items, (?:ready|needs work|not usable) \(\d+\)$/)
  })

  it('reports the passages for each aim', async () => {
    const aims = ['Manage a household budget', 'Bake sourdough bread', 'Judge the risk of loans']
    const { sourcing } = await generateCurriculum(
      { ...REQUEST, brief: { ...NOTES.brief, aims } },
      generationDeps(DOCUMENTS),
    )
    expect(sourcing.aims.map(({ aim, covered }) => [aim, covered])).toEqual([
      ['Manage a household budget', true],
      ['Bake sourdough bread', false],
      ['Judge the risk of loans', true],
    ])
    expect(sourcing.aims[0]?.passages[0]?.docId).toBe('budget.md')
    expect(sourcing.aims[1]).toMatchObject({ missing: ['sourdough', 'bread'], passages: [] })
  })

  it('reports the unreadable files', async () => {
    const error = new AppError('UNREADABLE_DOCUMENT', '"broken.pdf" is encrypted', {
      hint: 'save it without a password',
    })
    const readDocuments = async () => ({ documents: DOCUMENTS, refused: [{ name: 'broken.pdf', error }] })
    const { sourcing, curriculum } = await generateCurriculum(REQUEST, generationDeps([], { readDocuments }))
    expect(curriculum.sources).toHaveLength(DOCUMENTS.length)
    expect(sourcing.refused).toEqual([
      {
        name: 'broken.pdf',
        code: 'UNREADABLE_DOCUMENT',
        reason: '"broken.pdf" is encrypted',
        hint: 'save it without a password',
      },
    ])
  })

  it('compares with the reference, or the previous version, or nothing', async () => {
    const first = await generateCurriculum(REQUEST, generationDeps(DOCUMENTS))
    expect(first).not.toHaveProperty('benchmark')
    const previous = { version: 4, curriculum: first.curriculum }
    const second = await generateCurriculum({ ...REQUEST, previous }, generationDeps(DOCUMENTS))
    expect(second.benchmark).toMatchObject({
      against: { kind: 'version', version: 4 },
      coverage: 1,
      order: 1,
      hours: 1,
    })
    const reference = { title: 'Money', units: [{ title: 'Bankruptcy', hours: 3 }] }
    const third = await generateCurriculum(
      { ...REQUEST, previous, brief: { ...NOTES.brief, reference } },
      generationDeps(DOCUMENTS),
    )
    expect(third.benchmark?.against).toEqual({ kind: 'reference', title: 'Money' })
    // What the work is compared with is not part of it.
    expect(JSON.stringify(third.curriculum)).toBe(JSON.stringify(first.curriculum))
  })

  it.each([
    ['INVALID_PROGRAM', { ...REQUEST, brief: { ...NOTES.brief, totalHours: -1 } }, DOCUMENTS],
    ['NO_USABLE_DOCUMENTS', REQUEST, []],
  ])('refuses with %s', async (code, request, documents) => {
    await expect(generateCurriculum(request, generationDeps(documents))).rejects.toMatchObject({ code })
  })

  it('rejects with the errors of the author', async () => {
    const author = new ExtractiveAuthor()
    author.specifyUnits = () => Promise.reject(new AppError('INTERNAL', 'out of ideas'))
    await expect(bytesOf({ author })).rejects.toMatchObject({ code: 'INTERNAL', message: 'out of ideas' })
  })
})

describe('the bytes of a curriculum', () => {
  it('are the same with any cache: cold, warm, failing, absent, forgetting', async () => {
    const cold = await bytesOf()
    const cache = new RecordingStageCache()
    await bytesOf({ cache })
    const before = cache.missed.length
    expect(await bytesOf({ cache })).toBe(cold)
    // The second run found everything.
    expect(cache.missed.length).toBe(before)
    const broken = { get: () => Promise.reject(new Error('down')), set: () => Promise.reject(new Error('down')) }
    expect(await bytesOf({ cache: broken })).toBe(cold)
    const throwing = {
      get: () => {
        throw new Error('at once')
      },
      set: async () => undefined,
    }
    expect(await bytesOf({ cache: throwing })).toBe(cold)
    expect(await bytesOf({ cache: { get: async () => undefined, set: async () => undefined } })).toBe(cold)
  })

  it('are the same if the cache rejects large entries', async () => {
    const port = new LruCache({
      clock: new SystemClock(),
      limits: { maxEntries: 9, maxBytes: 60_000, maxEntryBytes: 20_000 },
    })
    const cache = {
      get: async (key: string) => (await port.getMany('content', [key]))[0]?.value,
      set: (key: string, value: unknown) => port.setMany('content', [{ key, value, ttlMs: 1000 }]),
    }
    const cold = await bytesOf()
    expect(await bytesOf({ cache })).toBe(cold)
    expect(await bytesOf({ cache })).toBe(cold)
  })

  it('are the same if cached values are foreign, truncated or changed', async () => {
    const cold = await bytesOf()
    const cache = new RecordingStageCache()
    await bytesOf({ cache })
    const spoil: readonly ((entry: string) => string)[] = [
      () => 'null',
      () => '"text"',
      () => '{}',
      () => '{"value":{},"digest":"x"}',
      (entry) => entry.replace(/"text":"[^"]+"/, '"text":"Forged"'),
      (entry) => entry.replace(/"value":\{"value":/, '"value":{"values":'),
    ]
    for (const change of spoil) {
      for (const [place, entry] of cache.entries) cache.entries.set(place, change(entry))
      expect(await bytesOf({ cache })).toBe(cold)
    }
    // An entry of another place is as foreign.
    const [first = '', second = ''] = [...cache.entries.values()].slice(-2)
    for (const place of cache.entries.keys()) cache.entries.set(place, place.startsWith('kb') ? first : second)
    expect(await bytesOf({ cache })).toBe(cold)
  })
})

describe('the keys of the cache', () => {
  const BRIEF: Program = { ...NOTES.brief, aims: NOTES.brief.aims.slice(0, 2) }
  const [first, ...rest] = DOCUMENTS

  /** The queries and stages that ran again after a change, of two aims and four stages. */
  async function repeated(
    request: Partial<GenerationRequest>,
    documents = DOCUMENTS,
    deps: Partial<GenerationDeps> = {},
  ) {
    const cache = new RecordingStageCache()
    await generateCurriculum({ ...REQUEST, brief: BRIEF }, generationDeps(DOCUMENTS, { cache }))
    cache.missed.length = 0
    await generateCurriculum({ ...REQUEST, brief: BRIEF, ...request }, generationDeps(documents, { ...deps, cache }))
    const count = (namespace: string) => cache.missed.filter((place) => place.startsWith(`${namespace}:`)).length
    return { queries: count('kb'), stages: count('content') }
  }

  class Newer extends ExtractiveAuthor {
    override readonly facts = { author: 'extractive', version: '3' } as const
  }
  const author = Object.assign(new Newer(), { facts: { author: 'extractive', version: 'newer' } })

  it.each([
    ['nothing', {}, DOCUMENTS, {}, { queries: 0, stages: 0 }],
    ['the seed', { seed: 2 }, DOCUMENTS, {}, { queries: 0, stages: 4 }],
    ['the program', { programId: 'other' }, DOCUMENTS, {}, { queries: 0, stages: 4 }],
    ['the author', {}, DOCUMENTS, { author }, { queries: 0, stages: 4 }],
    ['the hours', { brief: { ...BRIEF, totalHours: 13 } }, DOCUMENTS, {}, { queries: 0, stages: 4 }],
    [
      'an aim',
      { brief: { ...BRIEF, aims: [BRIEF.aims[0] ?? '', 'Pay taxes'] } },
      DOCUMENTS,
      {},
      { queries: 1, stages: 4 },
    ],
    [
      'the reference',
      { brief: { ...BRIEF, reference: { title: 'Money', units: [{ title: 'Loans' }] } } },
      DOCUMENTS,
      {},
      { queries: 0, stages: 0 },
    ],
    ['a document less', {}, rest, {}, { queries: 2, stages: 4 }],
    ['a title', {}, first ? [{ ...first, title: 'Other' }, ...rest] : [], {}, { queries: 2, stages: 4 }],
    ['the order of documents', {}, first ? [...rest, first] : [], {}, { queries: 2, stages: 4 }],
  ])('depend on %s', async (_what, request, documents, deps, expected) => {
    expect(await repeated(request, documents, deps)).toEqual(expected)
  })

  it('depend on the previous stages', async () => {
    const other = new ExtractiveAuthor()
    // The same facts, but another program: later stages must not be taken from the run before.
    other.specifyProgram = async (...given) => {
      const { value, remarks } = await new ExtractiveAuthor().specifyProgram(...given)
      return { value: { ...value, outcomes: value.outcomes.slice(0, 1) }, remarks }
    }
    const cache = new RecordingStageCache()
    await generateCurriculum(REQUEST, generationDeps(DOCUMENTS, { cache, author: other }))
    for (const place of [...cache.entries.keys()].slice(0, 4)) cache.entries.delete(place)
    cache.missed.length = 0
    await generateCurriculum(REQUEST, generationDeps(DOCUMENTS, { cache }))
    // Three queries and the program were taken out; the rest builds on the program.
    expect(cache.missed).toHaveLength(7)
  })
})
