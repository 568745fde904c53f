import { nearestName } from '../platform/index.js'
import { isRecord } from './read-program.js'

/** The fields of a brief; of those that hold further fields, these. A `*` stands for any place in a list. */
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
  reference: { title: true, units: { '*': { title: true, topics: true, hours: true } } },
}

/** JSON pointers to the fields of `value` that no brief has: slips of the pen, for the caller to refuse or tell. */
export function unknownProgramFields(value: unknown): readonly string[] {
  return isRecord(value) ? unknownIn(value, FIELDS, '') : []
}

/**
 * What the field at a pointer of {@link unknownProgramFields} was probably meant to be: the nearest name of those that
 * are missing beside it.
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
  const { [parts.at(-1) ?? '']: _, ...beside } = holder
  const missing = Object.keys(fields).filter((name) => !Object.hasOwn(beside, name))
  const near = nearestName(plain(parts.at(-1) ?? ''), missing.map(plain))
  return missing.find((name) => plain(name) === near)
}

/** `total_hours` and `TotalHours` are slips of `totalHours`. */
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
