import { type BriefUnit, readBriefOutline } from '../../../domain/curriculum/index.js'
import { checked, parseJson, unknownFields } from './brief-file.js'

/** A parsed outline. */
export interface ParsedOutline {
  readonly outline: readonly BriefUnit[]
  /** Remarks, for people: ignored fields. */
  readonly notes: readonly string[]
}

/** What `curriculum outline` adds for people. */
const FOR_PEOPLE = /^\/(?:placement|notInUnits)$|^\/outline\/\d+\/placement$/

/**
 * Parses an outline: an object with the field `outline` as in a brief, or that list alone. What `curriculum outline` adds is
 * ignored.
 *
 * @param name the source of the text, for messages
 * @throws AppError `INVALID_PROGRAM` with all problems
 */
export function parseOutline(text: string, name: string, totalHours: number): ParsedOutline {
  const what = `the outline ${name}`
  const parsed = parseJson(text, what, 'curriculum outline prints one')
  const value = Array.isArray(parsed) ? { outline: parsed } : parsed
  const { unknown, typos } = unknownFields(value)
  const units = typeof value === 'object' && value !== null && 'outline' in value ? value.outline : undefined
  const outline = checked(value, what, typos.filter(isOfOutline), () => readBriefOutline(units, totalHours))
  const ignored = unknown.filter((pointer) => !FOR_PEOPLE.test(pointer))
  return { outline, notes: ignored.map((pointer) => `${pointer} is not a field of an outline and was ignored`) }
}

function isOfOutline({ pointer }: { readonly pointer: string }): boolean {
  return pointer.startsWith('/outline/') && !FOR_PEOPLE.test(pointer)
}
