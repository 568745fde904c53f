import { toJson } from '../../../domain/platform/index.js'
import type { StoredCurriculum, StoredProgram } from '../../curriculum/index.js'

/** A program with all that belongs to it. */
export interface ModelProgram {
  program: StoredProgram
  readonly documents: Map<string, ModelDocument>
  /** Version 1 first. */
  readonly versions: StoredCurriculum[]
}

export interface ModelDocument {
  readonly bytes: Uint8Array
  readonly digest: string
  readonly addedAt: number
}

export type ModelStore = Map<string, ModelProgram>

/** A value as JSON brings it back, the caller's own. */
export function copyOf<T>(value: T, what: string): T {
  return JSON.parse(toJson(value, what))
}
