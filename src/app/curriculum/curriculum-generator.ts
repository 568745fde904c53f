import { CURRICULUM_FORMAT, type Program, readProgram, type Verdict } from '../../domain/curriculum/index.js'
import { programNotFound } from '../../domain/curriculum/read-program.js'
import { type JobProgress, UnrecoverableError } from '../../domain/jobs/index.js'
import { AppError, isAppError } from '../../domain/platform/index.js'
import type { CurriculumRepository, CurriculumSummary, ProgramRepository } from '../../ports/curriculum/index.js'
import type { DocumentSource } from '../../ports/knowledge/index.js'
import type { Clock, Digest } from '../../ports/platform/index.js'
import { untilAborted } from './abort.js'
import { generateCurriculum } from './generate-curriculum.js'
import type { GenerationDeps, GenerationOptions, GenerationProgress, GenerationRequest } from './generation.js'
import type { ReadDocumentsResult } from './read-documents.js'

/** The payload of the job. */
export interface CurriculumRequest {
  readonly programId: string
  readonly userId: string
}

/** The result of a generation. */
export interface CurriculumResult {
  readonly programId: string
  readonly version: number
  /** Whether this run created the version. `false`: the newest version has the same brief, documents and author. */
  readonly created: boolean
  readonly verdict: Verdict
  /** Total readiness, 0 to 100. */
  readonly readiness: number
}

/** The inputs of a curriculum at one time. */
interface Inputs {
  readonly brief: Program
  readonly documents: { readonly source: DocumentSource; readonly digest: string }
}

/** The dependencies of a {@link CurriculumGenerator}. */
export interface CurriculumGeneratorDeps {
  readonly programs: ProgramRepository
  readonly curricula: CurriculumRepository
  /** The current documents of a program, with a digest of all names and bytes. */
  readonly openDocuments: (programId: string) => Promise<Inputs['documents']>
  /** Loads the dependencies of a run. */
  readonly generation: () => Promise<GenerationDeps>
  readonly clock: Clock
}

/** There is no setting for another seed yet. The fingerprint includes it nevertheless. */
const SEED = 1

/** Generates the next version of a program's curriculum, unless the newest one has the same inputs. */
export class CurriculumGenerator {
  readonly #deps: CurriculumGeneratorDeps

  constructor(deps: CurriculumGeneratorDeps) {
    this.#deps = deps
  }

  /**
   * @throws AppError `PROGRAM_NOT_FOUND`, `INVALID_PROGRAM`, `NO_USABLE_DOCUMENTS`, `ABORTED`; `VERSION_CONFLICT` if the
   *   brief, the documents or the versions changed during the run: call it again
   */
  async generate({ programId, userId }: CurriculumRequest, options: GenerationOptions = {}): Promise<CurriculumResult> {
    const { curricula, clock, generation } = this.#deps
    const { signal, onProgress } = options
    const unlessAborted = <T>(work: () => Promise<T>): Promise<T> => untilAborted(signal, work)

    const { brief, documents } = await unlessAborted(() => this.#openInputs(programId))
    const latest = await unlessAborted(() => curricula.latest(programId))
    const deps = await unlessAborted(generation)
    const fingerprint = fingerprintOf(brief, documents.digest, deps)
    if (latest?.fingerprint === fingerprint) {
      onProgress?.({ stage: 'done', percent: 100, message: `Version ${latest.version} already has the same inputs` })
      return toResult(latest, false)
    }
    const previous = await unlessAborted(() => this.#readPrevious(brief, latest))
    const request = { programId, brief, source: documents.source, seed: SEED, ...(previous ? { previous } : {}) }
    // Reports `done` only when the version is stored.
    let done: GenerationProgress | undefined
    const readErrors = new TransientReadErrors()
    const generated = await generateCurriculum(request, readErrors.watching(deps), {
      ...options,
      onProgress: (progress) => {
        if (progress.stage === 'done') done = progress
        else onProgress?.(progress)
      },
    })
    const now = await unlessAborted(() => this.#openInputs(programId))
    if (fingerprintOf(now.brief, now.documents.digest, deps) !== fingerprint) throw changedMeanwhile(programId)
    const { summary, created } = await curricula.save({
      programId,
      fingerprint: readErrors.mark(fingerprint, deps.digest),
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

  /** Reads the newest version, if the benchmark compares with it. */
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

/** A digest of all inputs, without the version of the benchmark: a new version to compare with is no new input. */
function fingerprintOf(brief: Program, documentsDigest: string, deps: GenerationDeps): string {
  const { author, software, digest } = deps
  const facts = ['curriculum', CURRICULUM_FORMAT, software, author.facts, SEED, brief, documentsDigest]
  return digest.sha256(JSON.stringify(facts))
}

function changedMeanwhile(programId: string): AppError {
  const what = `the brief or the documents of ${JSON.stringify(programId)} changed during the generation`
  return new AppError('VERSION_CONFLICT', what, { hint: 'generate the curriculum again', details: { programId } })
}

function toResult({ programId, version, verdict, readiness }: CurriculumSummary, created: boolean): CurriculumResult {
  return { programId, version, created, verdict, readiness }
}

/** Reasons that also depend on the machine: another attempt may read the file. */
const TRANSIENT: readonly unknown[] = ['too-slow', 'too-much-memory']

/**
 * The documents that a run could not read because of a time or memory limit. They change the fingerprint, so that the next
 * request generates the curriculum again.
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

  /** The fingerprint, changed if documents are missing. The same missing documents give the same fingerprint. */
  mark(fingerprint: string, digest: Digest): string {
    if (this.#names.length === 0) return fingerprint
    return digest.sha256(JSON.stringify(['without', this.#names, fingerprint]))
  }
}

function namesIn({ refused }: ReadDocumentsResult): readonly string[] {
  return refused.filter(({ error }) => TRANSIENT.includes(error.details.reason)).map(({ name }) => name)
}

/** The used part of a run. */
interface CurriculumJobRun {
  readonly payload: CurriculumRequest
  readonly signal: AbortSignal
  readonly progress: (progress: JobProgress) => void
}

/** A retry cannot succeed after these. */
const FINAL = ['INVALID_PROGRAM', 'PROGRAM_NOT_FOUND', 'NO_USABLE_DOCUMENTS'] as const

/**
 * The handler of `curriculum_generation`. It may run more than once: the same inputs give one version. Errors are retried,
 * except those of the brief, the program and the documents.
 */
export function curriculumJob(generator: CurriculumGenerator): (run: CurriculumJobRun) => Promise<CurriculumResult> {
  return async ({ payload, signal, progress }) => {
    try {
      return await generator.generate(payload, { signal, onProgress: wholePercents(progress) })
    } catch (error) {
      if (!isAppError(error, ...FINAL)) throw error
      throw Object.assign(new UnrecoverableError(error.message, { cause: error }), { code: error.code })
    }
  }
}

/** Reports whole percents only, because each report may be a write to a store. */
function wholePercents(progress: CurriculumJobRun['progress']): (step: GenerationProgress) => void {
  let reported: { readonly stage: string; readonly percent: number } | undefined
  return ({ stage, percent, message }) => {
    const whole = Math.floor(percent)
    if (reported?.stage === stage && reported.percent === whole) return
    reported = { stage, percent: whole }
    progress({ percent: whole, stage, message })
  }
}
