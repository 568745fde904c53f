import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ThreadedDocumentReader } from '../../../src/adapters/documents/threaded-document-reader.js'
import { SystemClock } from '../../../src/adapters/system/index.js'
import type { App } from '../../../src/app/app.js'
import { type AppConfig, createApp, type JobStatus, type Overrides } from '../../../src/index.js'
import { patient } from '../../support/patient-config.js'
import { RecordingLogger } from '../../support/recording-logger.js'

const SAMPLE = 'docs/samples/home-network'

/** Apps over one data folder, closed and removed together. */
export class AppFixture {
  readonly #ending: (() => Promise<unknown>)[] = []
  #dataDir: string | undefined

  async dataDir(): Promise<string> {
    if (this.#dataDir === undefined) {
      const folder = await mkdtemp(join(tmpdir(), 'curriculum-'))
      this.#dataDir = folder
      this.#ending.push(() => rm(folder, { recursive: true, force: true }))
    }
    return this.#dataDir
  }

  async open(config: AppConfig = {}, overrides: Overrides = {}): Promise<App> {
    // The tests run from source, the thread of the reader from what was built.
    const entry = pathToFileURL(resolve('dist/adapters/documents/document-worker.js'))
    const documentReader = new ThreadedDocumentReader({ clock: new SystemClock(), entry })
    const database = config.database ?? { dataDir: await this.dataDir() }
    const logger = new RecordingLogger()
    const app = await createApp(patient({ ...config, database }), { logger, documentReader, ...overrides })
    this.#ending.push(async () => {
      await app.close()
      await documentReader.close()
    })
    return app
  }

  async end(): Promise<void> {
    for (const end of this.#ending.splice(0).reverse()) await end()
    this.#dataDir = undefined
  }
}

type Target = Pick<App, 'programs' | 'knowledge'>

const ID = 'home-network'

/** The sample on home networks as a program with its documents. */
export async function addSample(app: Target) {
  return add(app, await readBrief(), await readdir(`${SAMPLE}/documents`))
}

/** A small part of the sample under the same id: a version is generated much faster. */
export async function addSmallSample(app: Target) {
  const documents = ['01-what-a-network-is.md', '10-finding-faults.md', '11-measuring-speed.md', '15-reference.md']
  return add(app, { ...(await readBrief()), totalHours: 6 }, documents)
}

async function readBrief(): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(`${SAMPLE}/brief.json`, 'utf8'))
}

async function add({ programs, knowledge }: Target, brief: unknown, documents: readonly string[]) {
  const program = await programs.createProgram(brief, { ownerId: 'user-1', id: ID })
  for (const name of documents) {
    await knowledge.addDocument(ID, { name, bytes: await readFile(`${SAMPLE}/documents/${name}`) })
  }
  return program
}

/** The snapshots of a job up to its end. */
export async function watched(app: App, id: string): Promise<readonly JobStatus[]> {
  const seen: JobStatus[] = []
  for await (const status of app.jobs.watch('curriculum_generation', id)) seen.push(status)
  return seen
}

/** The job once it has ended. */
export async function ended(app: App, id: string): Promise<JobStatus> {
  const last = (await watched(app, id)).at(-1)
  if (last === undefined) throw new Error(`job ${id} is gone`)
  return last
}
