import { getEventListeners } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ExtractiveAuthor } from '../../../../src/adapters/extractive/index.js'
import type { GenerationDeps, GenerationProgress } from '../../../../src/app/curriculum/generation.js'
import { generateCurriculum } from '../../../../src/app/curriculum/index.js'
import { CHAPTER } from '../../../support/corpora.js'
import { documentsOf, generationDeps, NO_SOURCE } from '../../../support/generation-deps.js'

const DOCUMENTS = documentsOf(CHAPTER.files)
const REQUEST = { programId: 'p', brief: CHAPTER.brief, source: NO_SOURCE }

/** Runs until `giveUp`, called after each event and each turn of the loop, says so. */
async function run(
  signal: AbortSignal,
  onProgress?: (step: GenerationProgress) => void,
  deps?: Partial<GenerationDeps>,
) {
  return generateCurriculum(REQUEST, generationDeps(DOCUMENTS, deps), {
    signal,
    ...(onProgress === undefined ? {} : { onProgress }),
  })
}

async function expectGivenUp(signal: AbortSignal, running: Promise<unknown>): Promise<void> {
  await expect(running).rejects.toMatchObject({ code: 'ABORTED' })
  await setImmediate()
  expect(getEventListeners(signal, 'abort')).toEqual([])
}

describe('an aborted run', () => {
  it('rejects with ABORTED after any event and reports nothing more', async () => {
    const all: GenerationProgress[] = []
    await run(new AbortController().signal, (step) => all.push(step))
    for (const index of all.keys()) {
      const controller = new AbortController()
      const heard: GenerationProgress[] = []
      const running = run(controller.signal, (step) => {
        if (heard.push(step) === index + 1) controller.abort(new Error('enough'))
      })
      await expectGivenUp(controller.signal, running)
      expect(heard).toEqual(all.slice(0, index + 1))
    }
  })

  it('rejects with ABORTED at any turn of the event loop', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 40 }), async (turns) => {
        const controller = new AbortController()
        const running = run(controller.signal).then(
          () => 'made',
          (error: { code: string }) => error.code,
        )
        for (let turn = 0; turn < turns; turn++) await setImmediate()
        controller.abort()
        expect(['made', 'ABORTED']).toContain(await running)
        await setImmediate()
        expect(getEventListeners(controller.signal, 'abort')).toEqual([])
      }),
      { numRuns: 30 },
    )
  })

  it('does not start if it is already aborted', async () => {
    const readDocuments = () => Promise.reject(new Error('it began'))
    await expectGivenUp(AbortSignal.abort(), run(AbortSignal.abort(), undefined, { readDocuments }))
  })

  const never = () => new Promise<never>(() => undefined)
  const author = Object.assign(new ExtractiveAuthor(), { specifyUnits: never })
  it.each<[string, Partial<GenerationDeps>]>([
    ['a reader', { readDocuments: never }],
    ['an author', { author }],
    ['an index', { makeIndex: () => ({ add: never, remove: never, search: never }) }],
    ['a cache that reads', { cache: { get: never, set: never } }],
    ['a cache that writes', { cache: { get: async () => undefined, set: never } }],
  ])('does not wait for %s that hangs', async (_what, deps) => {
    const controller = new AbortController()
    const running = run(controller.signal, undefined, deps)
    for (let turn = 0; turn < 20; turn++) await setImmediate()
    controller.abort()
    await expectGivenUp(controller.signal, running)
  })

  it('removes its listener from the signal', async () => {
    const { signal } = new AbortController()
    await run(signal)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})
