import type { TeachingMaterial } from '../../ports/curriculum/index.js'
import { throwIfAborted } from './abort.js'
import type { GenerationDeps, GenerationOptions, GenerationRequest, GenerationStage } from './generation.js'
import { StageResults } from './stage-results.js'

/** The context of all stages of a run. */
export interface GenerationRun {
  readonly request: GenerationRequest
  readonly deps: GenerationDeps
  readonly results: StageResults
  readonly track: ProgressTrack
  readonly signal: AbortSignal | undefined
  /** Yields to the event loop. Throws `ABORTED` if the signal has fired. */
  readonly pause: () => Promise<void>
}

/** Starts a run. */
export function startRun(request: GenerationRequest, deps: GenerationDeps, options: GenerationOptions): GenerationRun {
  const { signal } = options
  return {
    request,
    deps,
    results: new StageResults(deps.cache, deps.digest, signal),
    track: new ProgressTrack(options),
    signal,
    pause: async () => {
      await deps.pause?.()
      throwIfAborted(signal)
    },
  }
}

/** The material of a run, with its digest for keys of the cache. */
export interface DigestedMaterial {
  readonly material: TeachingMaterial
  /** A digest of the documents, with their ids and order. */
  readonly documentsDigest: string
}

/** The progress at the end of each stage, in percent. */
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

/** Reports the progress of a run. It never falls, and each stage has its share. */
export class ProgressTrack {
  readonly #options: GenerationOptions
  #stage: GenerationStage = 'validate'
  #start = 0
  #reported = -1

  constructor(options: GenerationOptions) {
    this.#options = options
  }

  begin(stage: GenerationStage, message: string): void {
    this.#start = Math.max(0, this.#reported)
    // Reports the start of a stage, although the percentage is that of the previous end.
    this.#reported = -1
    this.#stage = stage
    this.#report(this.#start, message)
  }

  /** @param share of the stage, 0 to 1 */
  advance(share: number, message: string): void {
    this.#report(this.#start + (COMPLETED[this.#stage] - this.#start) * Math.min(1, Math.max(0, share)), message)
  }

  end(message: string): void {
    this.#report(COMPLETED[this.#stage], message)
  }

  /** Everything is done. */
  finish(message: string): void {
    this.#stage = 'done'
    this.#report(COMPLETED.done, message)
  }

  #report(exact: number, message: string): void {
    const percent = Math.round(exact * 10) / 10
    const { signal, onProgress } = this.#options
    // No reports after an abort, and none without progress.
    if (signal?.aborted || !(percent > this.#reported)) return
    this.#reported = percent
    onProgress?.({ stage: this.#stage, percent, message })
  }
}
