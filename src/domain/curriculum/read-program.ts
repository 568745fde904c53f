import { AppError, docsUrl, shown, utf8Length } from '../platform/index.js'
import {
  type BriefUnit,
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

const OUTLINE_UNITS = { min: 1, max: PROGRAM_LIMITS.outlineUnits, of: 'units' }
const OUTLINE_DOCUMENTS = { min: 1, max: PROGRAM_LIMITS.outlineDocuments, of: 'documents' }
const UNITS = { min: 1, max: PROGRAM_LIMITS.referenceUnits, of: 'units' }
/** A quarter of an hour. */
const MIN_UNIT_HOURS = 0.25
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
  const { title, audience, level, totalHours, aims, language, credits, outline, reference } = value
  const program: Program = {
    title: reader.text('/title', title, PROGRAM_LIMITS.title),
    audience: reader.text('/audience', audience, PROGRAM_LIMITS.audience),
    level: reader.oneOf<ProgramLevel>('/level', level, PROGRAM_LEVELS),
    totalHours: reader.number('/totalHours', totalHours, PROGRAM_LIMITS.minHours, PROGRAM_LIMITS.maxHours),
    aims: reader.list('/aims', aims, AIMS, (pointer, aim) => reader.text(pointer, aim, PROGRAM_LIMITS.aim)),
    language: readLanguage(language, reader),
    ...(credits === undefined ? {} : { credits: readCredits(credits, reader) }),
    ...(outline === undefined ? {} : { outline: readOutline(outline, totalHours, reader) }),
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

/**
 * Reads the units in `value` as `outline` of a brief with so many hours.
 *
 * @throws AppError `INVALID_PROGRAM` with all problems, their pointers below `/outline`
 */
export function readBriefOutline(value: unknown, totalHours: number): readonly BriefUnit[] {
  const reader = new BriefReader()
  const outline = readOutline(value, totalHours, reader)
  if (reader.problems.length > 0) throw programError(reader.problems)
  return outline
}

/** The units that a brief asks for. */
function readOutline(found: unknown, totalHours: unknown, reader: BriefReader): readonly BriefUnit[] {
  const units = reader.list('/outline', found, OUTLINE_UNITS, (pointer, unit) => readBriefUnit(pointer, unit, reader))
  const titles = new Map<string, number>()
  for (const [index, { title }] of units.entries()) {
    const before = titles.get(title.toLowerCase())
    if (before !== undefined && title !== '')
      reader.refuse(`/outline/${index}/title`, `a title of its own: unit ${before + 1} has the same`)
    titles.set(title.toLowerCase(), before ?? index)
  }
  if (typeof totalHours !== 'number') return units
  const hours = Math.round(units.reduce((sum, unit) => sum + (unit.hours ?? 0), 0) * 60) / 60
  const isOpen = units.some((unit) => unit.hours === undefined)
  if (units.length > 0 && (isOpen ? hours >= totalHours : Math.abs(hours - totalHours) > 1 / 60)) {
    const most = isOpen ? `less than the ${totalHours} hours` : `the ${totalHours} hours`
    reader.refuse('/outline', `hours that add up to ${most} of the program, not ${Math.round(hours * 100) / 100}`)
  }
  return units
}

function readBriefUnit(pointer: string, found: unknown, reader: BriefReader): BriefUnit {
  if (!isRecord(found)) {
    reader.refuse(pointer, 'an object with title, and documents and hours if they are known')
    return { title: '' }
  }
  const { title, documents, hours } = found
  const readName = (at: string, name: unknown) => reader.text(at, name, PROGRAM_LIMITS.documentName)
  return {
    title: reader.text(`${pointer}/title`, title, PROGRAM_LIMITS.title),
    ...(documents === undefined
      ? {}
      : { documents: reader.list(`${pointer}/documents`, documents, OUTLINE_DOCUMENTS, readName) }),
    ...(hours === undefined
      ? {}
      : { hours: reader.number(`${pointer}/hours`, hours, MIN_UNIT_HOURS, PROGRAM_LIMITS.maxHours) }),
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

/** One error for all problems of a brief. The values themselves are not repeated. */
export function programError(problems: readonly ProgramProblem[], what = 'program brief'): AppError {
  const lines = problems.map(({ pointer, expected }) => `  ${pointer || 'the brief'}: expected ${expected}`)
  return new AppError('INVALID_PROGRAM', `the ${what} cannot be used:\n${lines.join('\n')}`, {
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
