import { AppError, docsUrl, shown, utf8Length } from '../platform/index.js'
import {
  CREDIT_SYSTEMS,
  type CreditSystem,
  type Credits,
  PROGRAM_LEVELS,
  PROGRAM_LIMITS,
  type Program,
  type ProgramLevel,
  type ReferenceOutline,
  type ReferenceUnit,
} from './program.js'

const AIMS = { min: 1, max: PROGRAM_LIMITS.aims, of: 'aims' }

const UNITS = { min: 1, max: PROGRAM_LIMITS.referenceUnits, of: 'units' }
const TOPICS = { min: 0, max: PROGRAM_LIMITS.referenceTopics, of: 'topics' }

/**
 * Reads the brief in `value`, such as a parsed JSON file. Trims texts; ignores unknown fields, see
 * `unknownProgramFields`.
 *
 * @param otherProblems problems that the caller has found: the error reports them too
 * @throws AppError `INVALID_PROGRAM` with all problems in `details.problems`: `{ pointer, expected }`
 */
export function readProgram(value: unknown, otherProblems: readonly ProgramProblem[] = []): Program {
  if (!isRecord(value)) throw programError([{ pointer: '', expected: 'an object with title, audience, level, ...' }])
  const reader = new BriefReader()
  const { title, audience, level, totalHours, aims, language, credits, reference } = value
  const program: Program = {
    title: reader.text('/title', title, PROGRAM_LIMITS.title),
    audience: reader.text('/audience', audience, PROGRAM_LIMITS.audience),
    level: reader.oneOf<ProgramLevel>('/level', level, PROGRAM_LEVELS),
    totalHours: reader.number('/totalHours', totalHours, PROGRAM_LIMITS.minHours, PROGRAM_LIMITS.maxHours),
    aims: reader.list('/aims', aims, AIMS, (pointer, aim) => reader.text(pointer, aim, PROGRAM_LIMITS.aim)),
    language: readLanguage(language, reader),
    ...(credits === undefined ? {} : { credits: readCredits(credits, reader) }),
    ...(reference === undefined ? {} : { reference: readReference(reference, reader) }),
  }
  const problems = [...reader.problems, ...otherProblems]
  if (problems.length > 0) throw programError(problems)
  return program
}

function readLanguage(found: unknown, reader: BriefReader): string {
  if (typeof found === 'string' && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/.test(found.trim())) return found.trim()
  reader.refuse('/language', 'a language tag like en or de-AT')
  return 'en'
}

function readCredits(found: unknown, reader: BriefReader): Credits {
  const systems = Object.keys(CREDIT_SYSTEMS) as [CreditSystem, ...CreditSystem[]]
  if (!isRecord(found)) {
    reader.refuse('/credits', `an object with system (${systems.join(', ')}) and value`)
    return { system: 'ECTS', value: 1 }
  }
  const { system, value, hoursPerCredit } = found
  const { credits, hoursPerCredit: maxHours } = PROGRAM_LIMITS
  return {
    system: reader.oneOf<CreditSystem>('/credits/system', system, systems),
    value: reader.number('/credits/value', value, 0.5, credits),
    ...(hoursPerCredit === undefined
      ? {}
      : { hoursPerCredit: reader.number('/credits/hoursPerCredit', hoursPerCredit, 1, maxHours) }),
  }
}

/** The reference outline of a brief. */
function readReference(found: unknown, reader: BriefReader): ReferenceOutline {
  if (!isRecord(found)) {
    reader.refuse('/reference', 'an object with title and units')
    return { title: '', units: [] }
  }
  return {
    title: reader.text('/reference/title', found.title, PROGRAM_LIMITS.title),
    units: reader.list('/reference/units', found.units, UNITS, (pointer, unit) => readUnit(pointer, unit, reader)),
  }
}

function readUnit(pointer: string, found: unknown, reader: BriefReader): ReferenceUnit {
  if (!isRecord(found)) {
    reader.refuse(pointer, 'an object with title, and topics and hours if they are known')
    return { title: '' }
  }
  const { title, topics, hours } = found
  const readTopic = (at: string, topic: unknown) => reader.text(at, topic, PROGRAM_LIMITS.title)
  return {
    title: reader.text(`${pointer}/title`, title, PROGRAM_LIMITS.title),
    ...(topics === undefined ? {} : { topics: reader.list(`${pointer}/topics`, topics, TOPICS, readTopic) }),
    ...(hours === undefined ? {} : { hours: reader.number(`${pointer}/hours`, hours, 0, PROGRAM_LIMITS.maxHours) }),
  }
}

/** Reads the values of a brief and collects problems. Returns a placeholder for an invalid value. */
class BriefReader {
  readonly problems: ProgramProblem[] = []

  refuse(pointer: string, expected: string): void {
    this.problems.push({ pointer, expected })
  }

  text(pointer: string, found: unknown, max: number): string {
    const trimmed = typeof found === 'string' ? found.trim() : ''
    if (isPlainText(trimmed) && trimmed.length > 0 && trimmed.length <= max) return trimmed
    this.refuse(pointer, `1 to ${max} characters of text without control characters`)
    return ''
  }

  number(pointer: string, found: unknown, min: number, max: number): number {
    if (typeof found === 'number' && found >= min && found <= max) return found
    this.refuse(pointer, `a number from ${min} to ${max}`)
    return min
  }

  oneOf<T extends string>(pointer: string, found: unknown, known: readonly [T, ...T[]]): T {
    const named = known.find((name) => name === found)
    if (named === undefined) this.refuse(pointer, `one of ${known.join(', ')}`)
    return named ?? known[0]
  }

  /** @param range the allowed number and kind, for messages: `1 to 20 aims` */
  list<T>(
    pointer: string,
    found: unknown,
    { min, max, of }: { readonly min: number; readonly max: number; readonly of: string },
    read: (pointer: string, found: unknown) => T,
  ): readonly T[] {
    if (!Array.isArray(found) || found.length < min || found.length > max) {
      this.refuse(pointer, `a list of ${min} to ${max} ${of}`)
      return []
    }
    return found.map((value: unknown, index) => read(`${pointer}/${index}`, value))
  }
}

export function isRecord(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** No control characters but tabs and line breaks, no lone surrogates. */
function isPlainText(text: string): boolean {
  return utf8Length(text) !== undefined && !/(?![\t\n\r])\p{Cc}/u.test(text)
}

/** One problem of a brief. */
export interface ProgramProblem {
  /** JSON pointer (RFC 6901) into the brief. */
  readonly pointer: string
  /** The expected value. */
  readonly expected: string
}

/** One error for all problems. The values themselves are not repeated. */
function programError(problems: readonly ProgramProblem[]): AppError {
  const lines = problems.map(({ pointer, expected }) => `  ${pointer || 'the brief'}: expected ${expected}`)
  return new AppError('INVALID_PROGRAM', `the program brief cannot be used:\n${lines.join('\n')}`, {
    hint: `correct the fields named above; each field: ${docsUrl('guides/generate.md#the-brief')}`,
    details: { problems: problems.map(({ pointer, expected }) => ({ pointer, expected })) },
  })
}

/** `PROGRAM_NOT_FOUND` for `id`. A longer id is cut in the message. */
export function programNotFound(id: string): AppError {
  const programId = typeof id === 'string' ? id.slice(0, MAX_SHOWN_ID) : shown(id)
  return new AppError('PROGRAM_NOT_FOUND', `there is no program ${JSON.stringify(programId)}`, {
    hint: 'create the program first, or list the programs to find its id',
    details: { programId },
  })
}

const MAX_SHOWN_ID = 256
