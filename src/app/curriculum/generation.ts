import type { Curriculum, Program } from '../../domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../domain/knowledge/index.js'
import type { AuthorOptions, CurriculumAuthor } from '../../ports/curriculum/index.js'
import type { DocumentSource, KnowledgeIndex } from '../../ports/knowledge/index.js'
import type { Digest } from '../../ports/platform/index.js'
import type { ReadDocumentsOptions, ReadDocumentsResult } from './read-documents.js'

/** The inputs of a curriculum. */
export interface GenerationRequest {
  readonly programId: string
  /** Checked by `readProgram`. */
  readonly brief: Program
  readonly source: DocumentSource
  /** The seed of all random choices. Default 1. */
  readonly seed?: number
  /** The version to compare with, unless the brief has a reference outline. */
  readonly previous?: { readonly version: number; readonly curriculum: Curriculum }
}

/** The stages of a run, in order. */
export type GenerationStage =
  | 'validate'
  | 'retrieve'
  | 'program'
  | 'units'
  | 'assessments'
  | 'skill-book'
  | 'quality'
  | 'benchmark'
  | 'done'

/** The progress of a run. */
export interface GenerationProgress {
  readonly stage: GenerationStage
  /** 0 to 100. Never falls; 100 only in the stage `done`. */
  readonly percent: number
  /** For people: "Writing units: 7 of 15 documents". */
  readonly message: string
}

/** The options of a run. */
export interface GenerationOptions {
  /** Aborts the run: the promise rejects with `ABORTED`. */
  readonly signal?: AbortSignal
  /** Must not throw. */
  readonly onProgress?: (progress: GenerationProgress) => void
}

/** The used part of a cache. Its errors do not fail the run. */
export interface StageCache {
  /** Returns `undefined` for a miss. */
  get(key: string, options: { readonly namespace: string }): Promise<unknown>
  set(key: string, value: unknown, options: { readonly namespace: string }): Promise<void>
}

/** The dependencies of a run. */
export interface GenerationDeps {
  /** The version of this software. Another version may give another result. */
  readonly software: string
  readonly author: CurriculumAuthor
  /** @throws AppError `NO_USABLE_DOCUMENTS`, and what the source throws */
  readonly readDocuments: (source: DocumentSource, options: ReadDocumentsOptions) => Promise<ReadDocumentsResult>
  /** Analyses the documents as the author does, for an outline without a curriculum. Left out: only by their form. */
  readonly analyze?: (documents: readonly KnowledgeDocument[], options: AuthorOptions) => Promise<unknown>
  /** An empty one, for the documents of one run. */
  readonly makeIndex: () => KnowledgeIndex
  readonly cache: StageCache
  readonly digest: Digest
  /** Lets the rest of the process have its turn between long steps. Left out: they follow one another at once. */
  readonly pause?: () => Promise<void>
}
