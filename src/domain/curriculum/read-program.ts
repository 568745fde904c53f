import { utf8Length } from '../platform/index.js'
import type { Credits, Program } from './program.js'
import { PROGRAM_LIMITS } from './program-limits.js'
import { type ProgramProblem, programError } from './program-problems.js'
import { CREDIT_SYSTEMS, type CreditSystem } from './vocabulary/credit-systems.js'
import { PROGRAM_LEVELS, type ProgramLevel } from './vocabulary/program-levels.js'

/** The fields that a brief may have. */
export const PROGRAM_FIELDS: readonly string[] = [
  'title',
  'audience',
  'level',
  'totalHours',
  'aims',
  'language',
  'credits',
]

/**
 * The brief that `value` holds, e.g. a parsed JSON file. Texts are trimmed; fields that no brief has are left out, see
 * {@link unknownProgramFields}.
 *
 * @throws AppError `INVALID_PROGRAM` with every problem at once; as data in `details.problems`: `{ pointer, expected }`
 */
export function readProgram(value: unknown): Program {
  if (!isRecord(value)) throw programError([{ pointer: '', expected: 'an object with title, audience, level, ...' }])
  const problems: ProgramProblem[] = []
  const text = (pointer: string, found: unknown, most: number): string => {
    const trimmed = typeof found === 'string' ? found.trim() : ''
    if (isPlainText(trimmed) && trimmed.length > 0 && trimmed.length <= most) return trimmed
    problems.push({ pointer, expected: `1 to ${most} characters of text without control characters` })
    return ''
  }
  const number = (pointer: string, found: unknown, least: number, most: number): number => {
    if (typeof found === 'number' && found >= least && found <= most) return found
    problems.push({ pointer, expected: `a number from ${least} to ${most}` })
    return least
  }
  const oneOf = <T extends string>(pointer: string, found: unknown, known: readonly [T, ...T[]]): T => {
    const named = known.find((name) => name === found)
    if (named === undefined) problems.push({ pointer, expected: `one of ${known.join(', ')}` })
    return named ?? known[0]
  }
  const program: Program = {
    title: text('/title', value.title, PROGRAM_LIMITS.title),
    audience: text('/audience', value.audience, PROGRAM_LIMITS.audience),
    level: oneOf<ProgramLevel>('/level', value.level, PROGRAM_LEVELS),
    totalHours: number('/totalHours', value.totalHours, PROGRAM_LIMITS.leastHours, PROGRAM_LIMITS.mostHours),
    aims: readAims(value.aims, text, problems),
    language: readLanguage(value.language, problems),
    ...(value.credits === undefined ? {} : { credits: readCredits(value.credits, number, oneOf, problems) }),
  }
  if (problems.length > 0) throw programError(problems)
  return program
}

/** JSON pointers to the fields of `value` that no brief has: slips of the pen, for the caller to refuse or tell. */
export function unknownProgramFields(value: unknown): readonly string[] {
  if (!isRecord(value)) return []
  const unknown = Object.keys(value).filter((field) => field !== 'id' && !PROGRAM_FIELDS.includes(field))
  return unknown.map((field) => `/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`)
}

type ReadText = (pointer: string, found: unknown, most: number) => string
type ReadNumber = (pointer: string, found: unknown, least: number, most: number) => number
type ReadName = <T extends string>(pointer: string, found: unknown, known: readonly [T, ...T[]]) => T

function readAims(found: unknown, text: ReadText, problems: ProgramProblem[]): readonly string[] {
  if (!Array.isArray(found) || found.length === 0 || found.length > PROGRAM_LIMITS.aims) {
    problems.push({ pointer: '/aims', expected: `a list of 1 to ${PROGRAM_LIMITS.aims} aims` })
    return []
  }
  return found.map((aim: unknown, index) => text(`/aims/${index}`, aim, PROGRAM_LIMITS.aim))
}

function readLanguage(found: unknown, problems: ProgramProblem[]): string {
  if (typeof found === 'string' && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/.test(found.trim())) return found.trim()
  problems.push({ pointer: '/language', expected: 'a language tag like en or de-AT' })
  return 'en'
}

function readCredits(found: unknown, number: ReadNumber, oneOf: ReadName, problems: ProgramProblem[]): Credits {
  const systems = Object.keys(CREDIT_SYSTEMS) as [CreditSystem, ...CreditSystem[]]
  if (!isRecord(found)) {
    problems.push({ pointer: '/credits', expected: `an object with system (${systems.join(', ')}) and value` })
    return { system: 'ECTS', value: 1 }
  }
  const { hoursPerCredit } = found
  return {
    system: oneOf<CreditSystem>('/credits/system', found.system, systems),
    value: number('/credits/value', found.value, 0.5, PROGRAM_LIMITS.credits),
    ...(hoursPerCredit === undefined
      ? {}
      : { hoursPerCredit: number('/credits/hoursPerCredit', hoursPerCredit, 1, PROGRAM_LIMITS.hoursPerCredit) }),
  }
}

function isRecord(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** No control characters but tabs and line breaks, no lone surrogates. */
function isPlainText(text: string): boolean {
  return utf8Length(text) !== undefined && !/(?![\t\n\r])\p{Cc}/u.test(text)
}
