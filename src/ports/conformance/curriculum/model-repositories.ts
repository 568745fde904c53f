import { readingOrder } from '../../../domain/knowledge/index.js'
import { AppError, type ErrorCode, toJson, utf8Length } from '../../../domain/platform/index.js'
import {
  type CurriculumRepository,
  type CurriculumSummary,
  MAX_PROGRAM_VIEWERS,
  type ProgramRepository,
  type StoredCurriculum,
  type StoredProgram,
} from '../../curriculum/index.js'
import { DOCUMENT_REPOSITORY_LIMITS, type DocumentRepository, type StoredFile } from '../../knowledge/index.js'
import type { Repositories } from './repository-fixture.js'

/**
 * The reference implementation of the repositories, in memory and simple enough to check by reading. Each call is one
 * step. Adapters are compared with it; tests of code that uses repositories may use it too.
 */
export function modelRepositories(): Repositories {
  const store: ModelStore = new Map()
  return { programs: modelPrograms(store), documents: modelDocuments(store), curricula: modelCurricula(store) }
}

/** A program with its documents and versions. */
interface ModelProgram {
  program: StoredProgram
  viewers: readonly string[]
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

/** A copy of the value, through JSON. */
function copyOf<T>(value: T, what: string): T {
  return JSON.parse(toJson(value, what))
}

/** Programs in a map. */
function modelPrograms(store: ModelStore): ProgramRepository {
  /** The last program of each page, by the `next` of the page. */
  const ends = new Map<string, StoredProgram>()
  const copy = (program: StoredProgram): StoredProgram => ({ ...program, brief: copyOf(program.brief, 'brief') })
  return {
    create: async ({ id, ownerId, brief, at }) => {
      assertThat(isName(id) && isName(ownerId), 'INVALID_ARGUMENT')
      const own = copyOf(brief, 'brief')
      assertThat(!store.has(id), 'PROGRAM_EXISTS')
      const program = { id, ownerId, brief: own, version: 1, createdAt: at, updatedAt: at }
      store.set(id, { program, viewers: [], documents: new Map(), versions: [] })
      return copy(program)
    },
    read: async (id, { visibleTo } = {}) => {
      const found = store.get(id)
      return found && isVisible(found, visibleTo) ? copy(found.program) : undefined
    },
    list: async ({ ownerId, visibleTo, limit = 50, after } = {}) => {
      assertLimit(limit)
      const end = after === undefined ? undefined : ends.get(after)
      assertThat(after === undefined || end !== undefined, 'INVALID_ARGUMENT')
      const matching = [...store.values()]
        .filter((found) => isVisible(found, visibleTo))
        .map(({ program }) => program)
        .filter((program) => ownerId === undefined || program.ownerId === ownerId)
        .sort(newestFirst)
        .filter((program) => end === undefined || newestFirst(end, program) < 0)
      const programs = matching.slice(0, limit).map(copy)
      const last = programs.at(-1)
      if (matching.length === programs.length || !last) return { programs }
      const next = `after ${last.createdAt} ${last.id}`
      ends.set(next, last)
      return { programs, next }
    },
    update: async (id, brief, { since, at }) => {
      const own = copyOf(brief, 'brief')
      const found = store.get(id)
      assertThat(found !== undefined, 'PROGRAM_NOT_FOUND')
      assertThat(found.program.version === since, 'VERSION_CONFLICT')
      found.program = { ...found.program, brief: own, version: since + 1, updatedAt: at }
      return copy(found.program)
    },
    delete: async (id) => store.delete(id),
    readViewers: async (id) => store.get(id)?.viewers ?? [],
    replaceViewers: async (id, viewers) => {
      const own = [...new Set(viewers)].sort(byCodePoint)
      assertThat(own.length <= MAX_PROGRAM_VIEWERS && own.every((user) => isName(user)), 'INVALID_ARGUMENT')
      const found = store.get(id)
      assertThat(found !== undefined, 'PROGRAM_NOT_FOUND')
      found.viewers = own
    },
  }
}

function isVisible({ program, viewers }: ModelProgram, user: string | undefined): boolean {
  return user === undefined || program.ownerId === user || viewers.includes(user)
}

function newestFirst(one: StoredProgram, other: StoredProgram): number {
  return other.createdAt - one.createdAt || byCodePoint(one.id, other.id)
}

/** JavaScript compares UTF-16 units, which gives another order for some characters. */
function byCodePoint(one: string, other: string): number {
  const [left, right] = [[...one], [...other]]
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

const { documents: MAX_DOCUMENTS, name: MAX_NAME } = DOCUMENT_REPOSITORY_LIMITS

/** Documents in a map for each program. */
function modelDocuments(store: ModelStore): DocumentRepository {
  return {
    put: async (programId, { name, bytes, digest, at }) => {
      assertThat(isName(name, MAX_NAME), 'INVALID_ARGUMENT')
      const documents = store.get(programId)?.documents
      assertThat(documents !== undefined, 'PROGRAM_NOT_FOUND')
      const before = documents.get(name)
      if (before?.digest === digest) return { file: storedFile(name, before), created: false }
      assertThat(before !== undefined || documents.size < MAX_DOCUMENTS, 'TOO_MANY_DOCUMENTS')
      const document = { bytes: bytes.slice(), digest, addedAt: at }
      documents.set(name, document)
      return { file: storedFile(name, document), created: before === undefined }
    },
    list: async (programId) =>
      [...(store.get(programId)?.documents ?? [])]
        .map(([name, document]) => storedFile(name, document))
        .sort((one, other) => readingOrder(one.name, other.name)),
    read: async (programId, name) => {
      const found = store.get(programId)?.documents.get(name)
      return found && { name, bytes: found.bytes.slice() }
    },
    remove: async (programId, name) => store.get(programId)?.documents.delete(name) ?? false,
  }
}

function storedFile(name: string, { bytes, digest, addedAt }: ModelDocument): StoredFile {
  return { name, bytes: bytes.length, digest, addedAt }
}

/** Curricula in an array for each program. */
function modelCurricula(store: ModelStore): CurriculumRepository {
  return {
    save: async ({ programId, fingerprint, createdBy, at, since, generated }) => {
      assertThat(isName(fingerprint) && isName(createdBy), 'INVALID_ARGUMENT')
      const own = copyOf(generated, 'generated')
      const versions = store.get(programId)?.versions
      assertThat(versions !== undefined, 'PROGRAM_NOT_FOUND')
      const newest = versions.at(-1)?.summary
      if (newest?.fingerprint === fingerprint) return { summary: { ...newest }, created: false }
      assertThat(versions.length <= since, 'VERSION_CONFLICT')
      const { program, units, items } = own.curriculum
      const summary: CurriculumSummary = {
        programId,
        version: versions.length + 1,
        fingerprint,
        createdBy,
        createdAt: at,
        title: program.title,
        units: units.length,
        items: items.length,
        verdict: own.report.readiness.verdict,
        readiness: own.report.readiness.total,
      }
      versions.push({ summary, generated: own })
      return { summary: { ...summary }, created: true }
    },
    latest: async (programId) => store.get(programId)?.versions.at(-1)?.summary,
    read: async (programId, version) => {
      const found = store.get(programId)?.versions.find(({ summary }) => summary.version === version)
      return found && { summary: found.summary, generated: copyOf(found.generated, 'generated') }
    },
    list: async (programId, { limit = 50, below = Number.MAX_SAFE_INTEGER } = {}) => {
      assertLimit(limit)
      assertThat(Number.isSafeInteger(below) && below >= 1, 'INVALID_ARGUMENT')
      const summaries = (store.get(programId)?.versions ?? []).map(({ summary }) => summary)
      return summaries
        .filter(({ version }) => version < below)
        .reverse()
        .slice(0, limit)
    },
  }
}

/** Whether a text is a valid id or name. */
function isName(text: string, maxLength = 256): boolean {
  return text.length >= 1 && text.length <= maxLength && !text.includes('\0') && utf8Length(text) !== undefined
}

/** @throws AppError `code` unless `fits` */
function assertThat(fits: boolean, code: ErrorCode): asserts fits {
  if (!fits) throw new AppError(code, code)
}

/** @throws AppError `INVALID_ARGUMENT` for a limit of a list outside of 1 to 200 */
function assertLimit(limit: number): void {
  assertThat(Number.isInteger(limit) && limit >= 1 && limit <= 200, 'INVALID_ARGUMENT')
}
