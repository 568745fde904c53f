import assert from 'node:assert/strict'

const BRIEF = {
  title: 'Keeping Bees',
  audience: 'Beginners with a garden',
  level: 'introductory',
  totalHours: 6,
  language: 'en',
  aims: ['Explain how a colony of bees lives through the year'],
}

const NOTES = `# The colony

A **colony** is a family of bees that lives in one hive. A **worker** is a female bee that gathers food and cares for the
brood. A **drone** is a male bee that mates with a queen. In winter the bees form a cluster around the queen.
`

/** The configuration of an app that keeps its data in the folder of the host. */
export const CONFIG = { database: { dataDir: './data' }, log: { level: 'error' } }

/** Uses the cache, the database, the document reader and a worker of an app: the parts that a bundler can break. */
export async function generateCurriculum(app) {
  await app.cache.set('bees', { count: 1 })
  assert.deepEqual(await app.cache.get('bees'), { count: 1 })
  const stop = await app.startWorkers()
  const { id: program } = await app.programs.createProgram(BRIEF, { ownerId: 'u-1' })
  await app.knowledge.addDocument(program, { name: 'colony.md', bytes: Buffer.from(NOTES) })
  const { id } = await app.curricula.requestCurriculum(program, { userId: 'u-1' })
  // A failed attempt would be repeated: the first one must succeed.
  for await (const { state, attemptsMade, failure } of app.jobs.watch('curriculum_generation', id)) {
    assert.ok(state !== 'delayed' && state !== 'failed', `${state} ${attemptsMade} ${JSON.stringify(failure)}`)
  }
  const [page] = await app.curricula.exportCurriculum(program, undefined, 'html')
  assert.match(Buffer.from(page.bytes).toString(), /Keeping Bees/)
  await stop()
}
