import { CURRICULUM_FORMAT, type Program, readProgram } from '../../domain/curriculum/index.js'
import { AppError } from '../../domain/platform/index.js'
import type { CurriculumRepository, CurriculumSummary, ProgramRepository } from '../../ports/curriculum/index.js'
import type { DocumentSource } from '../../ports/knowledge/index.js'
import type { Clock } from '../../ports/platform/index.js'
import { generateCurriculum } from './generate-curriculum.js'
import type { GenerationOptions, GenerationParts, GenerationProgress, GenerationRequest } from './generation.js'
import { unlessGivenUp } from './give-up.js'
import { PassingRefusals } from './passing-refusals.js'
import { programNotFound } from './program-not-found.js'

/** Who wants a curriculum of which program. */
export interface MakeCurriculum {
  readonly programId: string
  readonly userId: string
}

/** What became of it. */
export interface MadeCurriculum {
  readonly programId: string
  readonly version: number
  /** Whether this run made the version; else there was one of the same brief, documents and author. */
  readonly created: boolean
  /** Of the quality report: 0 to 100. */
  readonly score: number
  readonly gatesHold: boolean
}

/** What a curriculum is made from, as it was at one moment. */
interface Inputs {
  readonly brief: Program
  readonly documents: { readonly source: DocumentSource; readonly digest: string }
}

/** What a {@link CurriculumMaker} needs. */
export interface CurriculumMakerParts {
  readonly programs: ProgramRepository
  readonly curricula: CurriculumRepository
  /** The documents of a program as they are now, and what changes with each name and byte. */
  readonly openDocuments: (programId: string) => Promise<Inputs['documents']>
  /** What a run works with; asked for when there is something to run. */
  readonly generation: () => Promise<GenerationParts>
  readonly clock: Clock
}

/** Nothing asks for another one yet; results are told apart by it all the same. */
const SEED = 1

/** Makes the next version of a program's curriculum, unless the newest one is made from the same. */
export class CurriculumMaker {
  readonly #parts: CurriculumMakerParts

  constructor(parts: CurriculumMakerParts) {
    this.#parts = parts
  }

  /**
   * @throws AppError `PROGRAM_NOT_FOUND`, `INVALID_PROGRAM`, `NO_USABLE_DOCUMENTS`, `ABORTED`; `VERSION_CONFLICT` if the
   *   brief or the documents were changed, or another version was made meanwhile: to be done again
   */
  async make({ programId, userId }: MakeCurriculum, options: GenerationOptions = {}): Promise<MadeCurriculum> {
    const { curricula, clock, generation } = this.#parts
    const { signal, onProgress } = options
    const wanted = <T>(work: () => Promise<T>): Promise<T> => unlessGivenUp(signal, work)

    const { brief, documents } = await wanted(() => this.#openInputs(programId))
    const latest = await wanted(() => curricula.latest(programId))
    const parts = await wanted(generation)
    const fingerprint = fingerprintOf(brief, documents.digest, parts)
    if (latest?.fingerprint === fingerprint) {
      onProgress?.({ stage: 'done', percent: 100, message: `Version ${latest.version} is made from the same already` })
      return toMade(latest, false)
    }
    const previous = await wanted(() => this.#readPrevious(brief, latest))
    const request = { programId, brief, source: documents.source, seed: SEED, ...(previous ? { previous } : {}) }
    // Nothing is done before it is kept.
    let done: GenerationProgress | undefined
    const refusals = new PassingRefusals()
    const generated = await generateCurriculum(request, refusals.watching(parts), {
      ...options,
      onProgress: (progress) => {
        if (progress.stage === 'done') done = progress
        else onProgress?.(progress)
      },
    })
    const now = await wanted(() => this.#openInputs(programId))
    if (fingerprintOf(now.brief, now.documents.digest, parts) !== fingerprint) throw changedMeanwhile(programId)
    const { summary, created } = await curricula.save({
      programId,
      fingerprint: refusals.mark(fingerprint, parts.digest),
      createdBy: userId,
      at: clock.now(),
      since: latest?.version ?? 0,
      generated,
    })
    if (done !== undefined) onProgress?.(done)
    return toMade(summary, created)
  }

  async #openInputs(programId: string): Promise<Inputs> {
    const program = await this.#parts.programs.read(programId)
    if (program === undefined) throw programNotFound(programId)
    return { brief: readProgram(program.brief), documents: await this.#parts.openDocuments(programId) }
  }

  /** Read only if something is compared with it. */
  async #readPrevious(
    { reference }: Program,
    latest: CurriculumSummary | undefined,
  ): Promise<GenerationRequest['previous']> {
    if (latest === undefined || reference !== undefined) return undefined
    const { programId, version } = latest
    const stored = await this.#parts.curricula.read(programId, version)
    return stored && { version, curriculum: stored.generated.curriculum }
  }
}

/** Of all that a result depends on but the version that it is compared with: nothing becomes new by being compared. */
function fingerprintOf(brief: Program, documentsDigest: string, parts: GenerationParts): string {
  const { author, software, digest } = parts
  const facts = ['curriculum', CURRICULUM_FORMAT, software, author.facts, SEED, brief, documentsDigest]
  return digest.sha256(JSON.stringify(facts))
}

function changedMeanwhile(programId: string): AppError {
  const what = `the brief or the documents of ${JSON.stringify(programId)} were changed while a curriculum was made`
  return new AppError('VERSION_CONFLICT', what, { hint: 'have it made again', details: { programId } })
}

function toMade({ programId, version, score, gatesHold }: CurriculumSummary, created: boolean): MadeCurriculum {
  return { programId, version, created, score, gatesHold }
}
