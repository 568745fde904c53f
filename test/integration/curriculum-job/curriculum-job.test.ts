import { afterEach, describe, expect, it } from '@jest/globals'
import { ExtractiveAuthor } from '../../../src/adapters/extractive/index.js'
import type { CurriculumAuthor } from '../../../src/ports/index.js'
import { AppFixture, addSample, addSmallSample, ended, watched } from './app-fixture.js'

const fixture = new AppFixture()

afterEach(() => fixture.end())

/** An author that calls `act` when it is asked for the units, the first time. */
function interrupted(act: (signal: AbortSignal | undefined) => Promise<void> | void): CurriculumAuthor {
  let calls = 0
  const author = new ExtractiveAuthor()
  const specifyUnits: CurriculumAuthor['specifyUnits'] = async (material, program, options) => {
    if (++calls === 1) await act(options?.signal)
    return new ExtractiveAuthor().specifyUnits(material, program, options)
  }
  return Object.assign(author, { specifyUnits })
}

describe('the job curriculum_generation', () => {
  it('creates version 1 of a program, with progress, in the process of the app', async () => {
    const app = await fixture.open()
    await addSample(app)
    const { id, created } = await app.curricula.requestCurriculum('home-network', { userId: 'user-1' })
    expect(created).toBe(true)
    await app.startWorkers()
    const seen = await watched(app, id)
    expect(seen.at(-1)).toMatchObject({
      state: 'completed',
      progress: { percent: 100, stage: 'done', message: expect.stringContaining('units') },
      result: {
        programId: 'home-network',
        version: 1,
        created: true,
        verdict: expect.stringMatching(/ready|needs-work/),
        readiness: expect.any(Number),
      },
    })
    const percents = seen.map(({ progress }) => progress.percent)
    expect(percents).toEqual([...percents].sort((a, b) => a - b))
    const stages = new Set(seen.map(({ progress }) => progress.stage))
    expect(stages.size).toBeGreaterThan(5)

    const { summary, generated } = await app.curricula.getCurriculum('home-network')
    expect(summary).toMatchObject({
      version: 1,
      createdBy: 'user-1',
      title: 'Running a Home Network',
      readiness: generated.report.readiness.total,
    })
    expect(generated.sourcing.refused).toEqual([])
    expect(await app.curricula.getReport('home-network')).toEqual(generated.report)
    expect(await app.curricula.listVersions('home-network')).toEqual([summary])
  })

  it('creates one version for several requests at the same time', async () => {
    const first = await fixture.open()
    const second = await fixture.open()
    await addSmallSample(first)
    const once = await first.curricula.requestCurriculum('home-network', { userId: 'user-1' })
    const again = await first.curricula.requestCurriculum('home-network', { userId: 'user-2' })
    expect(again).toEqual({ id: once.id, created: false })
    await first.startWorkers()
    // Jobs in memory are each process's own: the other app works on the same database at the same time.
    const other = second.curricula.generate('home-network', { userId: 'user-3' })
    const [job, made] = await Promise.all([ended(first, once.id), other])
    expect([job.result, made].map((result) => (result as { version: number }).version)).toEqual([1, 1])
    expect([job.result, made].filter((result) => (result as { created: boolean }).created)).toHaveLength(1)
    const later = await second.curricula.generate('home-network', { userId: 'user-3' })
    expect(later).toMatchObject({ version: 1, created: false })
    expect(await first.curricula.listVersions('home-network')).toHaveLength(1)
  })

  it('creates version 2 from a changed document, compared with version 1', async () => {
    const app = await fixture.open()
    await addSmallSample(app)
    await app.curricula.generate('home-network', { userId: 'u' })
    await app.knowledge.removeDocument('home-network', '11-measuring-speed.md')
    const made = await app.curricula.generate('home-network', { userId: 'u' })
    expect(made).toMatchObject({ version: 2, created: true })
    const { generated } = await app.curricula.getCurriculum('home-network', 2)
    expect(generated.benchmark).toMatchObject({ against: { kind: 'version', version: 1 } })
    expect(generated.benchmark?.coverage).toBeGreaterThan(0.5)
    expect((await app.curricula.getCurriculum('home-network', 1)).generated).not.toHaveProperty('benchmark')
  })

  it.each([
    ['PROGRAM_NOT_FOUND', async () => undefined],
    [
      'NO_USABLE_DOCUMENTS',
      async (app: Awaited<ReturnType<AppFixture['open']>>) => {
        await app.programs.createProgram(
          { title: 'T', audience: 'A', level: 'introductory', totalHours: 5, aims: ['Learn'], language: 'en' },
          { ownerId: 'u', id: 'p' },
        )
        await app.knowledge.addDocument('p', { name: 'a.bin', bytes: new Uint8Array([0, 1, 2, 3]) })
      },
    ],
  ])('fails permanently with %s', async (code, prepare) => {
    const app = await fixture.open()
    await prepare(app)
    const { id } = await app.jobs.addJob('curriculum_generation', { programId: 'p', userId: 'u' })
    await app.startWorkers()
    const job = await ended(app, id)
    expect(job).toMatchObject({ state: 'failed', attempts: 1, maxAttempts: 10, error: { code } })
    expect(job.error?.message).not.toBe('')
  })

  it('retries transient errors, and uses finished stages from the cache', async () => {
    const fails = interrupted(() => {
      throw new Error('the model is busy')
    })
    const app = await fixture.open({}, { author: fails })
    await addSmallSample(app)
    const { id } = await app.curricula.requestCurriculum('home-network', { userId: 'u' })
    await app.startWorkers()
    expect(await ended(app, id)).toMatchObject({ state: 'completed', attempts: 2, result: { version: 1 } })
    const { hits } = await app.cache.getStats()
    // The aims and the program.
    expect(hits).toBeGreaterThanOrEqual(5)
  })

  it('ends as cancelled without a version if it is cancelled while it runs', async () => {
    let cancel: (() => Promise<unknown>) | undefined
    const author = interrupted(async (signal) => {
      const fired = new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }))
      await cancel?.()
      await fired
    })
    const app = await fixture.open({}, { author })
    await addSmallSample(app)
    const { id } = await app.curricula.requestCurriculum('home-network', { userId: 'u' })
    cancel = () => app.jobs.cancelJob('curriculum_generation', id)
    await app.startWorkers()
    expect(await ended(app, id)).toMatchObject({ state: 'cancelled' })
    expect(await app.curricula.listVersions('home-network')).toEqual([])
    // And it can be asked for again.
    const next = await app.curricula.requestCurriculum('home-network', { userId: 'u' })
    expect(next.created).toBe(true)
    expect(await ended(app, next.id)).toMatchObject({ state: 'completed', result: { version: 1 } })
  })

  it('fails permanently if the program is deleted while it runs', async () => {
    let remove: (() => Promise<unknown>) | undefined
    const app = await fixture.open({}, { author: interrupted(async () => void (await remove?.())) })
    await addSmallSample(app)
    remove = () => app.programs.deleteProgram('home-network')
    const { id } = await app.curricula.requestCurriculum('home-network', { userId: 'u' })
    await app.startWorkers()
    expect(await ended(app, id)).toMatchObject({ state: 'failed', attempts: 1, error: { code: 'PROGRAM_NOT_FOUND' } })
  })

  it('starts again if brief and documents change while it runs', async () => {
    let change: (() => Promise<unknown>) | undefined
    const app = await fixture.open({}, { author: interrupted(async () => void (await change?.())) })
    const { brief } = await addSmallSample(app)
    change = async () => {
      await app.programs.updateProgram('home-network', { ...brief, title: 'Another title' }, { since: 1 })
      await app.knowledge.removeDocument('home-network', '15-reference.md')
    }
    const { id } = await app.curricula.requestCurriculum('home-network', { userId: 'u' })
    await app.startWorkers()
    expect(await ended(app, id)).toMatchObject({
      state: 'completed',
      attempts: 2,
      result: { version: 1, created: true },
    })
    const { summary, generated } = await app.curricula.getCurriculum('home-network')
    expect(summary.title).toBe('Another title')
    expect(generated.curriculum.sources.map(({ docId }) => docId)).not.toContain('15-reference.md')
  })

  it('starts again if another version is created while it runs', async () => {
    let change: (() => Promise<unknown>) | undefined
    const app = await fixture.open({}, { author: interrupted(async () => void (await change?.())) })
    const other = await fixture.open()
    await addSmallSample(app)
    change = async () => {
      await other.knowledge.removeDocument('home-network', '15-reference.md')
      await other.curricula.generate('home-network', { userId: 'other' })
    }
    const { id } = await app.curricula.requestCurriculum('home-network', { userId: 'u' })
    await app.startWorkers()
    // The other one is version 1; it is made from what there is now, so the second attempt finds it.
    expect(await ended(app, id)).toMatchObject({
      state: 'completed',
      attempts: 2,
      result: { version: 1, created: false },
    })
    expect(await app.curricula.listVersions('home-network')).toHaveLength(1)
  })
})
