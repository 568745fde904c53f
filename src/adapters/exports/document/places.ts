import { type Citation, type Curriculum, type Item, PART_LABELS } from '../../../domain/curriculum/index.js'

/** Where something stands in the document. */
export interface Place {
  /** Made of words of our own and numbers: ids of the curriculum never get into anchors. */
  readonly anchor: string
  /** `Outcome O1.2`, `Key point 3 of unit 1`. */
  readonly name: string
  /** `O1.2`; empty for parts without a label. */
  readonly label: string
}

/** An item with its place, under the unit to which its outcome belongs. */
export interface PlacedItem {
  readonly item: Item
  readonly place: Place
}

/** The kinds of parts that other parts refer to by id. */
export type ReferredPart = 'units' | 'outcomes' | 'lessons' | 'items' | 'assessments'

/** Where everything stands. */
export interface Places {
  /** The place of a JSON pointer into the curriculum, or of the part around it. */
  at(pointer: string): Place
  /** The places of all parts of a kind by their ids, in the order of the curriculum. */
  readonly byId: { readonly [part in ReferredPart]: ReadonlyMap<string, Place> }
  /** The items of each unit; the last list has those of no unit. */
  readonly itemsByUnit: readonly (readonly PlacedItem[])[]
}

/** Gives each part of a curriculum its place. */
export function placesOf({ program, units, items, assessments, skillBook, sources }: Curriculum): Places {
  const byPointer = new Map<string, Place>(CHAPTERS.map(([at, anchor, name]) => [at, { anchor, name, label: '' }]))
  const byId = {
    units: new Map<string, Place>(),
    outcomes: new Map<string, Place>(),
    lessons: new Map<string, Place>(),
    items: new Map<string, Place>(),
    assessments: new Map<string, Place>(),
  }
  const put = (pointer: string, anchor: string, name: string, label = ''): Place => {
    const place = { anchor, name, label }
    byPointer.set(pointer, place)
    return place
  }
  for (const index of program.aims.keys()) put(`/program/aims/${index}`, `aim${index + 1}`, `Aim ${index + 1}`)
  for (const [index, { id }] of program.outcomes.entries()) {
    const label = PART_LABELS.programOutcome(index)
    byId.outcomes.set(id, put(`/program/outcomes/${index}`, `p${index + 1}`, `Program outcome ${label}`, label))
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
    for (const [each, { id }] of unit.lessons.entries()) {
      const label = PART_LABELS.lesson(index, each)
      byId.lessons.set(id, put(`${at}/lessons/${each}`, `u${number}-l${each + 1}`, `Lesson ${label}`, label))
    }
    for (const [each, { id }] of unit.outcomes.entries()) {
      const label = PART_LABELS.outcome(index, each)
      unitOfOutcome.set(id, index)
      byId.outcomes.set(id, put(`${at}/outcomes/${each}`, `u${number}-o${each + 1}`, `Outcome ${label}`, label))
    }
  }
  const itemsByUnit: PlacedItem[][] = [...units.map(() => []), []]
  for (const [index, item] of items.entries()) {
    const unit = unitOfOutcome.get(item.outcomeId) ?? units.length
    const own = itemsByUnit[unit] ?? []
    const label = PART_LABELS.question(unit === units.length ? undefined : unit, own.length)
    own.push({ item, place: put(`/items/${index}`, `q${index + 1}`, `Question ${label}`, label) })
  }
  for (const { item, place } of itemsByUnit.flat()) byId.items.set(item.id, place)
  for (const [index, { id }] of assessments.entries()) {
    const label = PART_LABELS.assessment(index)
    byId.assessments.set(id, put(`/assessments/${index}`, `a${index + 1}`, `Assessment ${label}`, label))
  }
  for (const index of skillBook.keys()) {
    put(`/skillBook/${index}`, `k${index + 1}`, PART_LABELS.skill(index), PART_LABELS.skill(index))
  }
  for (const [index, { docId }] of sources.entries()) put(`/sources/${index}`, `b${index + 1}`, `Document ${docId}`)
  const at = (pointer: string): Place =>
    byPointer.get(pointer) ?? (pointer === '' ? TOP : at(pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')))))
  return { at, byId, itemsByUnit }
}

const TOP: Place = { anchor: 'top', name: 'Curriculum', label: '' }

/** Chapters by the part of the curriculum that they show. */
const CHAPTERS: readonly (readonly [pointer: string, anchor: string, name: string])[] = [
  ['/program', 'top', 'Title'],
  ['/program/aims', 'aims', 'Aims'],
  ['/program/outcomes', 'program-outcomes', 'Program outcomes'],
  ['/units', 'units', 'Units'],
  ['/assessments', 'assessments', 'Assessments'],
  ['/items', 'questions', 'Questions'],
  ['/blueprint', 'specifications', 'Table of specifications'],
  ['/skillBook', 'skills', 'Skill book'],
  ['/sources', 'bibliography', 'Bibliography'],
]

const UNIT_LISTS = [
  ['keyPoints', 'k', 'Key point'],
  ['glossary', 'g', 'Term'],
] as const

/** A citation with the place of the statement that it supports. */
export interface CitedPlace {
  readonly citation: Citation
  readonly place: Place
}

/** All citations of a curriculum, in the order of the document. */
export function citedPlaces(
  { program, units, items, assessments, skillBook }: Curriculum,
  places: Places,
): readonly CitedPlace[] {
  const under = (pointer: string, cited: readonly { readonly citations: readonly Citation[] }[]) =>
    cited.flatMap(({ citations }, index) => {
      const place = places.at(`${pointer}/${index}`)
      return citations.map((citation) => ({ citation, place }))
    })
  return [
    ...under('/program/outcomes', program.outcomes),
    ...units.flatMap(({ outcomes, keyPoints, glossary, lessons }, unit) => [
      ...under(`/units/${unit}/outcomes`, outcomes),
      ...under(`/units/${unit}/keyPoints`, keyPoints),
      ...under(`/units/${unit}/glossary`, glossary),
      // An activity stands in its lesson.
      ...under(
        `/units/${unit}/lessons`,
        lessons.map(({ activities }) => ({ citations: activities.flatMap(({ citations }) => citations) })),
      ),
    ]),
    ...under('/assessments', assessments),
    ...under('/items', items),
    ...under('/skillBook', skillBook),
  ]
}
