import { strict as assert } from 'node:assert'
import type { GeneratedCurriculum, Item, Program, Unit, Verdict } from '../../../domain/curriculum/index.js'
import type { ErrorCode, JsonValue } from '../../../domain/platform/index.js'
import type { CurriculumRepository, NewCurriculum, ProgramRepository, StoredProgram } from '../../curriculum/index.js'
import type { DocumentRepository, NewFile, StoredFile } from '../../knowledge/index.js'
import type { Law } from '../law.js'

/** The three repositories on one store: documents and curricula belong to programs. */
export interface Repositories {
  readonly programs: ProgramRepository
  readonly documents: DocumentRepository
  readonly curricula: CurriculumRepository
}

export type RepositoryLaw = Law<Repositories>

/** The time of the laws, in milliseconds since 1970. */
export const NOW = 1_790_000_000_000

/** Texts that some databases truncate, normalise, reject or mix up as values. */
export const HOSTILE_TEXTS: readonly string[] = [
  'a\0b',
  '\ud800',
  'x\udc00y',
  '😀👩‍👩‍👧',
  '\u2028\u2029',
  "'; drop table curriculum_programs; --",
  '\\u0000',
  '"}',
]

/** Different ids and names that some databases treat as equal. */
export const SIMILAR_NAMES: readonly string[] = [
  'a',
  'A',
  'a ',
  ' a',
  'ä',
  'a\u0308',
  'Ä',
  '%',
  '_',
  '*',
  "'",
  "''",
  '"',
  '\\',
  '\n',
  '\t',
  '../a',
  'a/b',
  '__proto__',
  'constructor',
  '😀',
  '0',
  '00',
  'null',
]

/** Texts that are no id and no name. */
export const INVALID_NAMES: readonly string[] = ['', 'a\0', '\0', '\ud800', 'a\udc00b']

/** A minimal brief with the additional fields `more`. */
export function brief(title = 'Basics', more: { readonly [name: string]: JsonValue } = {}): Program {
  const minimal = { title, audience: 'a', level: 'introductory', totalHours: 1, aims: ['b'], language: 'en' } as const
  // Not by spreading: `__proto__` must stay a property.
  return Object.assign(JSON.parse(JSON.stringify(more)), minimal)
}

export interface ResultFacts {
  readonly title?: string
  readonly units?: number
  readonly items?: number
  readonly verdict?: Verdict
  readonly readiness?: number
  /** The text of its document. */
  readonly text?: string
}

/** A generated curriculum, with the parts that a repository reads. */
export function generated(facts: ResultFacts = {}): GeneratedCurriculum {
  const { title = 'Basics', units = 1, items = 2, verdict = 'ready', readiness = 87, text = 'text' } = facts
  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `n${index}` }))
  return {
    curriculum: {
      format: 1,
      generator: { author: 'none', version: '1', seed: 0, remarks: [] },
      program: { ...brief(title), id: 'p', outcomes: [] },
      placement: { reason: 'as listed', confidence: 1 },
      scale: [],
      units: many(units) as unknown as readonly Unit[],
      assessments: [],
      items: many(items) as unknown as readonly Item[],
      blueprint: { rows: [] } as unknown as GeneratedCurriculum['curriculum']['blueprint'],
      skillBook: { skills: [] } as unknown as GeneratedCurriculum['curriculum']['skillBook'],
      sources: [],
    },
    documents: [{ id: 'd', text }] as unknown as GeneratedCurriculum['documents'],
    report: {
      readiness: { verdict, total: readiness, dimensions: [] },
      hours: { plannedMinutes: 60, filledMinutes: 30 },
      gaps: [],
      preparation: [],
      review: [],
      checks: { blocked: false, passed: 0, failed: 0, notApplicable: 0, results: [] },
    },
    sourcing: {} as unknown as GeneratedCurriculum['sourcing'],
    repairs: [],
  }
}

/** A new program of the user `u1`. */
export function begin({ programs }: Repositories, id = 'p', at = NOW, ownerId = 'u1'): Promise<StoredProgram> {
  return programs.create({ id, ownerId, brief: brief(id.slice(0, 9)), at })
}

/** A result for `programId`. */
export function result(programId: string, more: Partial<NewCurriculum> = {}): NewCurriculum {
  return { programId, fingerprint: 'f1', createdBy: 'u1', at: NOW, since: 0, generated: generated(), ...more }
}

export async function file(name: string, content: string | Uint8Array, at = NOW): Promise<NewFile> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.slice()))
  return { name, bytes, digest: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''), at }
}

/** The stored form of a file. */
export function kept({ name, bytes, digest, at }: NewFile): StoredFile {
  return { name, bytes: bytes.length, digest, addedAt: at }
}

/** @throws AssertionError if `promise` resolves or rejects with another code */
export async function refused(promise: Promise<unknown>, code: ErrorCode): Promise<void> {
  const outcome = await promise.then(
    (value) => assert.fail(`expected ${code}, got ${JSON.stringify(value)}`),
    (error: unknown) => error,
  )
  assert.ok(outcome instanceof Error, `expected ${code}, got ${String(outcome)}`)
  assert.equal('code' in outcome ? outcome.code : outcome.message, code)
}

/** The results of the successful calls. The other calls must reject with `code`. */
export async function winners<T>(calls: readonly Promise<T>[], code: ErrorCode): Promise<readonly T[]> {
  const outcomes = await Promise.allSettled(calls)
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') assert.equal(outcome.reason?.code ?? outcome.reason, code)
  }
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
}

/** Pseudorandom bytes, which are no valid text. */
export function noise(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length)
  let state = seed
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    bytes[index] = state >>> 16
  }
  return bytes
}

/** @throws AssertionError that does not print megabytes */
export function assertBytes(found: Uint8Array | undefined, expected: Uint8Array): void {
  assert.equal(found?.length, expected.length)
  for (let index = 0; index < expected.length; index++) {
    if (found?.[index] !== expected[index]) assert.fail(`byte ${index} of ${expected.length} differs`)
  }
}
