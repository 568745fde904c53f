import { isRecord } from './brief-reader.js'

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

function unknownIn(value: unknown, fields: Fields, pointer: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => {
    const known = Array.isArray(value) ? fields['*'] : Object.hasOwn(fields, name) ? fields[name] : undefined
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (known === undefined) return [at]
    return known === true ? [] : unknownIn(part, known, at)
  })
}
