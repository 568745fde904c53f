import type { TeachingMaterial } from '../../ports/curriculum/index.js'
import type { GenerationParts, GenerationRequest } from './generation.js'
import type { ProgressTrack } from './progress-track.js'
import type { StageResults } from './stage-results.js'

/** What every stage of a run has at hand. */
export interface GenerationRun {
  readonly request: GenerationRequest
  readonly parts: GenerationParts
  readonly results: StageResults
  readonly track: ProgressTrack
  readonly signal: AbortSignal | undefined
  /** Lets others have their turn, and ends the run here if it was given up. */
  readonly pause: () => Promise<void>
}

/** The material of a run, with what stands for it in the keys of the cache. */
export interface DigestedMaterial {
  readonly material: TeachingMaterial
  /** Of the documents, with their ids and order. */
  readonly documentsDigest: string
}
