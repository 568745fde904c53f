import {
  isProgramId,
  nearestProgramField,
  type Program,
  type ProgramProblem,
  programIdFrom,
  readProgram,
  unknownProgramFields,
} from '../../../domain/curriculum/index.js'
import { AppError, isAppError } from '../../../domain/platform/index.js'
import type { Digest } from '../../../ports/index.js'
import { findJsonFault } from './json-fault.js'

/** A brief as it was given. */
export interface BriefRead {
  readonly brief: Program
  readonly programId: string
  /** What is odd about it without making it useless, for people. */
  readonly notes: readonly string[]
}

/**
 * The brief that a JSON text holds. A field that is nearly one of a brief is a slip of the pen and refused: to go on
 * without it would make something else than was asked for. Others are left out and noted.
 *
 * @param name where the text comes from, for people
 * @throws AppError `INVALID_PROGRAM` with every problem
 */
export function readBrief(text: string, name: string, digest: Digest): BriefRead {
  const value = parsed(text, name)
  const unknown = unknownProgramFields(value).map((pointer) => ({
    pointer,
    meant: nearestProgramField(value, pointer),
  }))
  const slips = unknown.flatMap(({ pointer, meant }): readonly ProgramProblem[] =>
    meant === undefined ? [] : [{ pointer, expected: `no field of this name; did you mean ${meant}?` }],
  )
  const brief = briefIn(value, name, slips)
  const { id } = value as { readonly id?: unknown }
  const programId = isProgramId(id) ? id : programIdFrom(brief.title, (title) => digest.sha256(title))
  const ignored = unknown.map(({ pointer }) => `${pointer} is no field of a brief and was left out`)
  const isOdd = id !== undefined && !isProgramId(id)
  const odd = `/id is not 1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or digit: ${programId} was taken instead`
  return { brief, programId, notes: isOdd ? [...ignored, odd] : ignored }
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const fault = findJsonFault(text)
    const where =
      text.trim() === ''
        ? ' is empty'
        : fault
          ? `:${fault.line}:${fault.column} is not JSON: ${fault.message}`
          : ' is not JSON'
    const place = fault ? { line: fault.line, column: fault.column } : {}
    throw new AppError('INVALID_PROGRAM', `the program brief ${name}${where}`, {
      hint: 'curriculum generate --help shows a brief',
      details: { problems: [], ...place },
      cause: error,
    })
  }
}

function briefIn(value: unknown, name: string, slips: readonly ProgramProblem[]): Program {
  let problems: readonly ProgramProblem[] = slips
  try {
    const brief = readProgram(value)
    if (slips.length === 0) return brief
  } catch (error) {
    if (!isAppError(error, 'INVALID_PROGRAM')) throw error
    problems = [...(error.details.problems as unknown as readonly ProgramProblem[]), ...slips]
  }
  const lines = problems.map(({ pointer, expected }) => {
    const isSlip = slips.some((slip) => slip.pointer === pointer)
    return isSlip
      ? `  ${pointer}: ${expected}`
      : `  ${pointer || 'the brief'}: ${foundAt(value, pointer)}; expected ${expected}`
  })
  throw new AppError('INVALID_PROGRAM', `the program brief ${name} cannot be used:\n${lines.join('\n')}`, {
    hint: 'correct these fields; docs/generate.md says what each may hold',
    details: { problems: problems.map(({ pointer, expected }) => ({ pointer, expected })) },
  })
}

const MOST_SHOWN = 40

/** What stands at a pointer, shortly. */
function foundAt(value: unknown, pointer: string): string {
  let found: unknown = value
  for (const part of pointer.split('/').slice(1)) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return 'missing'
    found = (found as { readonly [name: string]: unknown })[part]
  }
  if (typeof found === 'string' && found.trim() === '') return 'found an empty text'
  if (Array.isArray(found)) return `found a list of ${found.length}`
  if (typeof found === 'object' && found !== null) return 'found an object'
  const shown = JSON.stringify(found)
  return `found ${shown.length > MOST_SHOWN ? `${shown.slice(0, MOST_SHOWN - 3)}...` : shown}`
}
