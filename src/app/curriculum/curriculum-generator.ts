import { CURRICULUM_FORMAT, type Program, readProgram } from '../../domain/curriculum/index.js'
import { programNotFound } from '../../domain/curriculum/read-program.js'
import { AppError } from '../../domain/platform/index.js'
import type { CurriculumRepository, CurriculumSummary, ProgramRepository } from '../../ports/curriculum/index.js'
import type { DocumentSource } from '../../ports/knowledge/index.js'
import type { Clock, Digest } from '../../ports/platform/index.js'
import { abortable } from './abort.js'
import { generateCurriculum } from './generate-curriculum.js'
import type {
  DocumentsRead,
  GenerationDeps,
  GenerationOptions,
  GenerationProgress,
  GenerationRequest,
} from './generation.js'

/** Who wants a curriculum of which program. */
export interface CurriculumRequest {
  readonly programId: string
  readonly userId: string
}

/** What became of it. */
export interface CurriculumResult {
  readonly programId: string
  readonly version: number
  /** Whether this run made the version; else there was one of the same brief, documents and author. */
  readonly created: boolean
  /** Of the quality report: 0 to 100. */
  readonly score: number
  readonly passesHardRules: boolean
}

/** What a curriculum is made from, as it was at one moment. */
interface Inputs {
  readonly brief: Program
  readonly documents: { readonly source: DocumentSource; readonly digest: string }
}

/** What a {@link CurriculumGenerator} needs. */
export interface CurriculumGeneratorDeps {
  readonly programs: ProgramRepository
  readonly curricula: CurriculumRepository
  /** The documents of a program as they are now, and what changes with each name and byte. */
  readonly openDocuments: (programId: string) => Promise<Inputs['documents']>
  /** What a run works with; asked for when there is something to run. */
  readonly generation: () => Promise<GenerationDeps>
  readonly clock: Clock
}

/** Nothing asks for another one yet; results are told apart by it all the same. */
const SEED = 1

/** Makes the next version of a program's curriculum, unless the newest one is made from the same. */
export class CurriculumGenerator {
  readonly #deps: CurriculumGeneratorDeps

  constructor(deps: CurriculumGeneratorDeps) {
    this.#deps = deps
  }

  /**
   * @throws AppError `PROGRAM_NOT_FOUND`, `INVALID_PROGRAM`, `NO_USABLE_DOCUMENTS`, `ABORTED`; `VERSION_CONFLICT` if the
   *   brief or the documents were changed, or another version was made meanwhile: to be done again
   */
  async generate({ programId, userId }: CurriculumRequest, options: GenerationOptions = {}): Promise<CurriculumResult> {
    const { curricula, clock, generation } = this.#deps
    const { signal, onProgress } = options
    const wanted = <T>(work: () => Promise<T>): Promise<T> => abortable(signal, work)

    const { brief, documents } = await wanted(() => this.#openInputs(programId))
    const latest = await wanted(() => curricula.latest(programId))
    const deps = await wanted(generation)
    const fingerprint = fingerprintOf(brief, documents.digest, deps)
    if (latest?.fingerprint === fingerprint) {
      onProgress?.({ stage: 'done', percent: 100, message: `Version ${latest.version} is made from the same already` })
      return toResult(latest, false)
    }
    const previous = await wanted(() => this.#readPrevious(brief, latest))
    const request = { programId, brief, source: documents.source, seed: SEED, ...(previous ? { previous } : {}) }
    // Nothing is done before it is kept.
    let done: GenerationProgress | undefined
    const refusals = new TransientReadErrors()
    const generated = await generateCurriculum(request, refusals.watching(deps), {
      ...options,
      onProgress: (progress) => {
        if (progress.stage === 'done') done = progress
        else onProgress?.(progress)
      },
    })
    const now = await wanted(() => this.#openInputs(programId))
    if (fingerprintOf(now.brief, now.documents.digest, deps) !== fingerprint) throw changedMeanwhile(programId)
    const { summary, created } = await curricula.save({
      programId,
      fingerprint: refusals.mark(fingerprint, deps.digest),
      createdBy: userId,
      at: clock.now(),
      since: latest?.version ?? 0,
      generated,
    })
    if (done !== undefined) onProgress?.(done)
    return toResult(summary, created)
  }

  async #openInputs(programId: string): Promise<Inputs> {
    const program = await this.#deps.programs.read(programId)
    if (program === undefined) throw programNotFound(programId)
    return { brief: readProgram(program.brief), documents: await this.#deps.openDocuments(programId) }
  }

  /** Read only if something is compared with it. */
  async #readPrevious(
    { reference }: Program,
    latest: CurriculumSummary | undefined,
  ): Promise<GenerationRequest['previous']> {
    if (latest === undefined || reference !== undefined) return undefined
    const { programId, version } = latest
    const stored = await this.#deps.curricula.read(programId, version)
    return stored && { version, curriculum: stored.generated.curriculum }
  }
}

/** Of all that a result depends on but the version that it is compared with: nothing becomes new by being compared. */
function fingerprintOf(brief: Program, documentsDigest: string, deps: GenerationDeps): string {
  const { author, software, digest } = deps
  const facts = ['curriculum', CURRICULUM_FORMAT, software, author.facts, SEED, brief, documentsDigest]
  return digest.sha256(JSON.stringify(facts))
}

function changedMeanwhile(programId: string): AppError {
  const what = `the brief or the documents of ${JSON.stringify(programId)} were changed while a curriculum was made`
  return new AppError('VERSION_CONFLICT', what, { hint: 'have it made again', details: { programId } })
}

function toResult(
  { programId, version, score, passesHardRules }: CurriculumSummary,
  created: boolean,
): CurriculumResult {
  return { programId, version, created, score, passesHardRules }
}

/** Reasons that lie with the machine as much as with the file: read again, it may be read. */
const TRANSIENT: readonly unknown[] = ['too-slow', 'too-much-memory']

/**
 * The documents that a run went without for want of time or memory. What is made without them must not be taken for
 * what the documents give: the next one who asks has it made again.
 */
class TransientReadErrors {
  #names: readonly string[] = []

  /** `deps`, with a `readDocuments` that records the failed files. */
  watching(deps: GenerationDeps): GenerationDeps {
    const readDocuments: GenerationDeps['readDocuments'] = async (source, options) => {
      const read = await deps.readDocuments(source, options)
      this.#names = namesIn(read)
      return read
    }
    return { ...deps, readDocuments }
  }

  /** The fingerprint; another one if documents are missing, the same for the same ones. */
  mark(fingerprint: string, digest: Digest): string {
    if (this.#names.length === 0) return fingerprint
    return digest.sha256(JSON.stringify(['without', this.#names, fingerprint]))
  }
}

function namesIn({ refused }: DocumentsRead): readonly string[] {
  return refused.filter(({ error }) => TRANSIENT.includes(error.details.reason)).map(({ name }) => name)
}
