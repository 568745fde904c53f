import type { Curriculum, Item } from '../../../domain/curriculum/index.js'

/** Where something stands on the page. */
export interface Place {
  /** The id of its element, made of our own words and numbers alone. */
  readonly id: string
  /** How the page calls it: `Outcome 1.2`. */
  readonly name: string
  /** The part of the name that numbers it: `1.2`. */
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
  const put = (pointer: string, id: string, kind: string, code: string): Place => {
    const place = { id, name: `${kind} ${code}`, code }
    byPointer.set(pointer, place)
    return place
  }
  for (const [index, { id }] of program.outcomes.entries()) {
    byId.outcomes.set(id, put(`/program/outcomes/${index}`, `p${index + 1}`, 'Program outcome', `P${index + 1}`))
  }
  const unitOfOutcome = new Map<string, number>()
  for (const [index, unit] of units.entries()) {
    const [at, number] = [`/units/${index}`, index + 1]
    byId.units.set(unit.id, put(at, `u${number}`, 'Unit', `${number}`))
    for (const [list, letter, kind] of UNIT_LISTS) {
      for (const each of unit[list].keys()) {
        put(`${at}/${list}/${each}`, `u${number}-${letter}${each + 1}`, kind, `${number}.${each + 1}`)
      }
    }
    for (const [each, { id }] of unit.outcomes.entries()) {
      unitOfOutcome.set(id, index)
      byId.outcomes.set(
        id,
        put(`${at}/outcomes/${each}`, `u${number}-o${each + 1}`, 'Outcome', `${number}.${each + 1}`),
      )
    }
  }
  const itemsByUnit: PlacedItem[][] = [...units.map(() => []), []]
  for (const [index, item] of items.entries()) {
    const unit = unitOfOutcome.get(item.outcomeId) ?? units.length
    const own = itemsByUnit[unit] ?? []
    const number = unit === units.length ? 'X' : unit + 1
    const place = put(`/items/${index}`, `q${index + 1}`, 'Question', `${number}.${own.length + 1}`)
    own.push({ item, place })
    byId.items.set(item.id, place)
  }
  for (const index of assessments.keys()) put(`/assessments/${index}`, `a${index + 1}`, 'Assessment', `A${index + 1}`)
  for (const index of skillBook.keys()) put(`/skillBook/${index}`, `k${index + 1}`, 'Skill', `${index + 1}`)
  for (const index of sources.keys()) put(`/sources/${index}`, `b${index + 1}`, 'Bibliography', `${index + 1}`)
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
  ['lessons', 'l', 'Lesson'],
] as const
