import type { Curriculum, Item } from '../../../domain/curriculum/index.js'
import { PART_LABELS } from '../outline/part-labels.js'

/** Where something stands on the page. */
export interface Place {
  /** The id of its element, made of our own words and numbers alone. */
  readonly id: string
  /** How the page calls it: `Outcome O1.2`, `Key point 3 of unit 1`. */
  readonly name: string
  /** Its label, as in every format: `O1.2`; empty for what has none. */
  readonly code: string
}

/** A question with its place, under the unit to which its outcome belongs. */
export interface PlacedItem {
  readonly item: Item
  readonly place: Place
}

/** Where everything stands. */
export interface Places {
  /** The place of what a JSON pointer into the curriculum names, or of what is around it. */
  at(pointer: string): Place
  /** The place of a unit, outcome, item or assessment; `undefined` for an id that nothing has. */
  unit(id: string): Place | undefined
  outcome(id: string): Place | undefined
  item(id: string): Place | undefined
  /** The items of each unit; last, those that belong to none. */
  readonly itemsByUnit: readonly (readonly PlacedItem[])[]
}

/** Parts of the page that stand for parts of the curriculum. */
const PARTS: readonly (readonly [pointer: string, id: string, name: string])[] = [
  ['', 'top', 'Curriculum'],
  ['/program', 'top', 'Title'],
  ['/program/aims', 'aims', 'Aims'],
  ['/program/outcomes', 'program-outcomes', 'Program outcomes'],
  ['/units', 'units', 'Units'],
  ['/assessments', 'assessments', 'Assessments'],
  ['/items', 'questions', 'Questions'],
  ['/blueprint', 'blueprint', 'Blueprint'],
  ['/skillBook', 'skills', 'Skill book'],
  ['/sources', 'bibliography', 'Bibliography'],
]

/** Gives everything in a curriculum its place. Ids of the curriculum are never part of ids of the page. */
export function placesOf({ program, units, items, assessments, skillBook, sources }: Curriculum): Places {
  const byPointer = new Map<string, Place>(PARTS.map(([pointer, id, name]) => [pointer, { id, name, code: '' }]))
  const byId = { units: new Map<string, Place>(), outcomes: new Map<string, Place>(), items: new Map<string, Place>() }
  const put = (pointer: string, id: string, name: string, code = ''): Place => {
    const place = { id, name, code }
    byPointer.set(pointer, place)
    return place
  }
  const label = (pointer: string, id: string, kind: string, code: string) => put(pointer, id, `${kind} ${code}`, code)
  for (const [index, { id }] of program.outcomes.entries()) {
    const code = PART_LABELS.programOutcome(index)
    byId.outcomes.set(id, label(`/program/outcomes/${index}`, `p${index + 1}`, 'Program outcome', code))
  }
  const unitOfOutcome = new Map<string, number>()
  for (const [index, unit] of units.entries()) {
    const [at, number] = [`/units/${index}`, index + 1]
    byId.units.set(unit.id, put(at, `u${number}`, PART_LABELS.unit(index), PART_LABELS.unit(index)))
    for (const [list, letter, kind] of UNIT_LISTS) {
      for (const each of unit[list].keys()) {
        put(`${at}/${list}/${each}`, `u${number}-${letter}${each + 1}`, `${kind} ${each + 1} of unit ${number}`)
      }
    }
    for (const each of unit.lessons.keys()) {
      label(`${at}/lessons/${each}`, `u${number}-l${each + 1}`, 'Lesson', PART_LABELS.lesson(index, each))
    }
    for (const [each, { id }] of unit.outcomes.entries()) {
      unitOfOutcome.set(id, index)
      byId.outcomes.set(
        id,
        label(`${at}/outcomes/${each}`, `u${number}-o${each + 1}`, 'Outcome', PART_LABELS.outcome(index, each)),
      )
    }
  }
  const itemsByUnit: PlacedItem[][] = [...units.map(() => []), []]
  for (const [index, item] of items.entries()) {
    const unit = unitOfOutcome.get(item.outcomeId) ?? units.length
    const own = itemsByUnit[unit] ?? []
    const code = PART_LABELS.question(unit === units.length ? undefined : unit, own.length)
    const place = label(`/items/${index}`, `q${index + 1}`, 'Question', code)
    own.push({ item, place })
    byId.items.set(item.id, place)
  }
  for (const index of assessments.keys()) {
    label(`/assessments/${index}`, `a${index + 1}`, 'Assessment', PART_LABELS.assessment(index))
  }
  for (const index of skillBook.keys()) {
    put(`/skillBook/${index}`, `k${index + 1}`, PART_LABELS.skill(index), PART_LABELS.skill(index))
  }
  for (const index of sources.keys()) put(`/sources/${index}`, `b${index + 1}`, `Bibliography ${index + 1}`)
  const around = (pointer: string): Place =>
    byPointer.get(pointer) ??
    (pointer === ''
      ? { id: 'top', name: '', code: '' }
      : around(pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')))))
  return {
    at: around,
    unit: (id) => byId.units.get(id),
    outcome: (id) => byId.outcomes.get(id),
    item: (id) => byId.items.get(id),
    itemsByUnit,
  }
}

const UNIT_LISTS = [
  ['keyPoints', 'k', 'Key point'],
  ['glossary', 'g', 'Term'],
] as const
