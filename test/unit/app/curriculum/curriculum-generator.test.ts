import { describe, expect, it } from '@jest/globals'
import { CurriculumGenerator } from '../../../../src/app/curriculum/curriculum-generator.js'
import type { GenerationDeps } from '../../../../src/app/curriculum/generation.js'
import type { Program } from '../../../../src/domain/curriculum/index.js'
import { AppError } from '../../../../src/domain/platform/index.js'
import type { CurriculumRepository, CurriculumSummary, ProgramRepository } from '../../../../src/ports/index.js'
import { NOTES } from '../../../support/corpora.js'
import { documentsOf, generationDeps, NO_SOURCE } from '../../../support/generation-deps.js'
import { ManualClock } from '../../../support/manual-clock.js'

const DOCUMENTS = documentsOf(NOTES.files)
const [first, ...others] = DOCUMENTS

/** A program whose brief and documents a test changes, and versions that are only summaries. */
class GeneratorFixture {
  brief: Program = NOTES.brief
  documents = 'digest of the documents'
  software = '1.0.0'
  readDocuments: GenerationDeps['readDocuments'] = async () => ({ documents: DOCUMENTS, refused: [] })
  readonly versions: CurriculumSummary[] = []
  readonly generator: CurriculumGenerator

  constructor() {
    const programs: Pick<ProgramRepository, 'read'> = {
      read: async (id) => ({ id, ownerId: 'u', brief: this.brief, version: 1, createdAt: 0, updatedAt: 0 }),
    }
    const curricula: Pick<CurriculumRepository, 'latest' | 'read' | 'save'> = {
      latest: async () => this.versions.at(-1),
      read: async () => undefined,
      save: async ({ programId, fingerprint, createdBy, at, generated }) => {
        const latest = this.versions.at(-1)
        if (latest?.fingerprint === fingerprint) return { summary: latest, created: false }
        const { verdict, total: readiness } = generated.report.readiness
        const { title } = generated.curriculum.program
        const version = this.versions.length + 1
        const counts = { units: 1, items: 1 }
        const summary = {
          programId,
          version,
          fingerprint,
          createdBy,
          createdAt: at,
          title,
          ...counts,
          verdict,
          readiness,
        }
        this.versions.push(summary)
        return { summary, created: true }
      },
    }
    this.generator = new CurriculumGenerator({
      programs: programs as ProgramRepository,
      curricula: curricula as CurriculumRepository,
      openDocuments: async () => ({ source: NO_SOURCE, digest: this.documents }),
      generation: async () =>
        generationDeps(DOCUMENTS, {
          software: this.software,
          readDocuments: (source, options) => this.readDocuments(source, options),
        }),
      clock: new ManualClock(),
    })
  }

  generate(): Promise<unknown> {
    return this.generator.generate({ programId: 'finance', userId: 'u' })
  }

  /** Reads all but the first document. */
  refuse(reason: string): void {
    const error = new AppError('UNREADABLE_DOCUMENT', `it is ${reason}`, { details: { reason } })
    this.readDocuments = async () => ({ documents: others, refused: [{ name: String(first?.id), error }] })
  }
}

describe('CurriculumGenerator', () => {
  it('creates one version for the same inputs', async () => {
    const fixture = new GeneratorFixture()
    expect(await fixture.generate()).toMatchObject({ version: 1, created: true })
    expect(await fixture.generate()).toMatchObject({ version: 1, created: false })
  })

  it.each(['too-slow', 'too-much-memory'])(
    'makes it again after a document was %s, until it is read',
    async (reason) => {
      const fixture = new GeneratorFixture()
      const whole = fixture.readDocuments
      fixture.refuse(reason)
      expect(await fixture.generate()).toMatchObject({ version: 1, created: true })
      // Still without it: nothing new.
      expect(await fixture.generate()).toMatchObject({ version: 1, created: false })
      fixture.readDocuments = whole
      expect(await fixture.generate()).toMatchObject({ version: 2, created: true })
      fixture.refuse(reason)
      expect(await fixture.generate()).toMatchObject({ version: 2, created: false })
    },
  )

  it('does not generate again for permanent errors of a file', async () => {
    const fixture = new GeneratorFixture()
    const whole = fixture.readDocuments
    fixture.refuse('encrypted')
    await fixture.generate()
    fixture.readDocuments = whole
    expect(await fixture.generate()).toMatchObject({ version: 1, created: false })
  })

  it('generates again with another version of the software', async () => {
    const fixture = new GeneratorFixture()
    await fixture.generate()
    fixture.software = '1.0.1'
    expect(await fixture.generate()).toMatchObject({ version: 2, created: true })
  })

  it.each<readonly [what: string, change: (fixture: GeneratorFixture) => void]>([
    ['brief', (fixture) => Object.assign(fixture, { brief: { ...NOTES.brief, title: 'Another title' } })],
    ['documents', (fixture) => Object.assign(fixture, { documents: 'another digest' })],
  ])('keeps nothing that was made from a %s that changed meanwhile', async (_, change) => {
    const fixture = new GeneratorFixture()
    const whole = fixture.readDocuments
    fixture.readDocuments = async (source, options) => {
      change(fixture)
      return whole(source, options)
    }
    await expect(fixture.generate()).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      hint: 'generate the curriculum again',
    })
    expect(fixture.versions).toEqual([])
    expect(await fixture.generate()).toMatchObject({ version: 1, created: true })
  })
})
