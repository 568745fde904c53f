import { nearestName } from '../platform/index.js'
import type { Program } from './program.js'
import { isRecord, type ProgramProblem, readProgram } from './read-program.js'

/** The fields of a brief, with the fields of nested objects. `*` stands for any index of a list. */
interface Fields {
  readonly [name: string]: Fields | true
}

const FIELDS: Fields = {
  id: true,
  title: true,
  audience: true,
  level: true,
  totalHours: true,
  aims: true,
  language: true,
  credits: { system: true, value: true, hoursPerCredit: true },
  outline: { '*': { title: true, documents: { '*': true }, hours: true } },
  reference: { title: true, units: { '*': { title: true, topics: true, hours: true } } },
}

/**
 * Reads a brief like {@link readProgram}, and rejects unknown fields: they would have no effect.
 *
 * @param id the id of the program, which the brief may repeat
 * @throws AppError `INVALID_PROGRAM` with all problems
 */
export function readExactProgram(value: unknown, id: string): Program {
  const unknown = unknownProgramFields(value).map((pointer): ProgramProblem => {
    const meant = nearestProgramField(value, pointer)
    const hint = meant === undefined ? '' : `; did you mean ${meant}?`
    return { pointer, expected: `no field of this name${hint}` }
  })
  const isOther = isRecord(value) && value.id !== undefined && value.id !== id
  const other = { pointer: '/id', expected: `no id, or the id of the program: ${JSON.stringify(id)}` }
  return readProgram(value, isOther ? [...unknown, other] : unknown)
}

/** JSON pointers to the unknown fields of `value`. The caller rejects or reports them. */
export function unknownProgramFields(value: unknown): readonly string[] {
  return isRecord(value) ? unknownIn(value, FIELDS, '') : []
}

/**
 * The probable intended name of the field at a pointer of {@link unknownProgramFields}: the nearest of the names that
 * are missing in the same object.
 */
export function nearestProgramField(value: unknown, pointer: string): string | undefined {
  const parts = pointer.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  let fields: Fields | true | undefined = FIELDS
  let holder: unknown = value
  for (const part of parts.slice(1, -1)) {
    if (typeof fields !== 'object' || typeof holder !== 'object' || holder === null) return undefined
    fields = Array.isArray(holder) ? fields['*'] : fields[part]
    holder = Object.entries(holder).find(([name]) => name === part)?.[1]
  }
  if (typeof fields !== 'object' || !isRecord(holder)) return undefined
  const { [parts.at(-1) ?? '']: _, ...siblings } = holder
  const missing = Object.keys(fields).filter((name) => !Object.hasOwn(siblings, name))
  const closest = nearestName(plain(parts.at(-1) ?? ''), missing.map(plain))
  return missing.find((name) => plain(name) === closest)
}

/** `total_hours` and `TotalHours` are misspellings of `totalHours`. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '')
}

function unknownIn(value: unknown, fields: Fields, pointer: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => {
    const known = Array.isArray(value) ? fields['*'] : Object.hasOwn(fields, name) ? fields[name] : undefined
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (known === undefined) return [at]
    return known === true ? [] : unknownIn(part, known, at)
  })
}
