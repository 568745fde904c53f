import type { TeachingMaterial } from '../../ports/curriculum/index.js'
import type { GenerationDeps, GenerationOptions, GenerationRequest, GenerationStage } from './generation.js'
import type { StageResults } from './stage-results.js'

/** What every stage of a run has at hand. */
export interface GenerationRun {
  readonly request: GenerationRequest
  readonly deps: GenerationDeps
  readonly results: StageResults
  readonly track: ProgressTrack
  readonly signal: AbortSignal | undefined
  /** Yields to the event loop. Throws `ABORTED` if the signal has fired. */
  readonly pause: () => Promise<void>
}

/** The material of a run, with what stands for it in the keys of the cache. */
export interface DigestedMaterial {
  readonly material: TeachingMaterial
  /** Of the documents, with their ids and order. */
  readonly documentsDigest: string
}

/** What is completed at the end of each stage, in percent. */
const COMPLETED: { readonly [stage in GenerationStage]: number } = {
  validate: 5,
  retrieve: 15,
  program: 30,
  units: 50,
  assessments: 65,
  'skill-book': 75,
  quality: 85,
  benchmark: 95,
  done: 100,
}

/** Tells how far a run is: rising, each stage within its share of the whole. */
export class ProgressTrack {
  readonly #options: GenerationOptions
  #stage: GenerationStage = 'validate'
  #begun = 0
  #told = -1

  constructor(options: GenerationOptions) {
    this.#options = options
  }

  begin(stage: GenerationStage, message: string): void {
    this.#begun = Math.max(0, this.#told)
    // The first word on a stage is told, though no more is done than at the end of the last one.
    this.#told = -1
    this.#stage = stage
    this.#tell(this.#begun, message)
  }

  /** @param share of the stage, 0 to 1 */
  advance(share: number, message: string): void {
    this.#tell(this.#begun + (COMPLETED[this.#stage] - this.#begun) * Math.min(1, Math.max(0, share)), message)
  }

  end(message: string): void {
    this.#tell(COMPLETED[this.#stage], message)
  }

  /** Everything is done. */
  finish(message: string): void {
    this.#stage = 'done'
    this.#tell(COMPLETED.done, message)
  }

  #tell(exact: number, message: string): void {
    const percent = Math.round(exact * 10) / 10
    const { signal, onProgress } = this.#options
    // Who gave up hears no more, and nobody hears the same twice.
    if (signal?.aborted || !(percent > this.#told)) return
    this.#told = percent
    onProgress?.({ stage: this.#stage, percent, message })
  }
}
