import type { Curriculum, Program } from '../../domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../domain/knowledge/index.js'
import type { AppError } from '../../domain/platform/index.js'
import type { CurriculumAuthor } from '../../ports/curriculum/index.js'
import type { DocumentSource, KnowledgeIndex } from '../../ports/knowledge/index.js'
import type { Digest } from '../../ports/platform/index.js'

/** What a curriculum is to be made from. */
export interface GenerationRequest {
  readonly programId: string
  /** Checked again: `readProgram` says what it may hold. */
  readonly brief: Program
  readonly source: DocumentSource
  /** Settles every choice that is free. Default 1. */
  readonly seed?: number
  /** What the result is compared with, unless the brief brings a reference outline. */
  readonly previous?: { readonly version: number; readonly curriculum: Curriculum }
}

/** The steps of a run, in their order. */
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

/** How far a run is. */
export interface GenerationProgress {
  readonly stage: GenerationStage
  /** 0 to 100, what is completed; never falls, and is 100 with the stage `done` alone. */
  readonly percent: number
  /** For people: "Writing units: 7 of 15 documents". */
  readonly message: string
}

/** How a run is watched and ended. */
export interface GenerationOptions {
  /** Gives up: the promise rejects with `ABORTED`, soon. */
  readonly signal?: AbortSignal
  /** Must not throw. */
  readonly onProgress?: (progress: GenerationProgress) => void
}

/** How the files of a source are read. */
export interface ReadDocumentsOptions {
  readonly signal?: AbortSignal
  /** Told after each file. */
  readonly onFile?: (done: number, total: number) => void
}

/** What came of the files of a source. */
export interface DocumentsRead {
  /** In the order of the source; at least one. */
  readonly documents: readonly KnowledgeDocument[]
  /** The files that cannot be used, each with its reason. */
  readonly refused: readonly { readonly name: string; readonly error: AppError }[]
}

/** What a run needs of a cache. One that fails costs time, never the run. */
export interface StageCache {
  /** `undefined`: there is none. */
  get(key: string, options: { readonly namespace: string }): Promise<unknown>
  set(key: string, value: unknown, options: { readonly namespace: string }): Promise<void>
}

/** What a run works with. */
export interface GenerationDeps {
  /** The version of this software: with another one, readers, rules and repair may come to something else. */
  readonly software: string
  readonly author: CurriculumAuthor
  /** @throws AppError `NO_USABLE_DOCUMENTS`, and what the source throws */
  readonly readDocuments: (source: DocumentSource, options: ReadDocumentsOptions) => Promise<DocumentsRead>
  /** An empty one, for the documents of one run. */
  readonly makeIndex: () => KnowledgeIndex
  readonly cache: StageCache
  readonly digest: Digest
  /** Lets the rest of the process have its turn between long steps. Left out: they follow one another at once. */
  readonly pause?: () => Promise<void>
}
