import { type Citation, type Curriculum, type Item, PART_LABELS } from '../../../domain/curriculum/index.js'
import type { DocumentWords, NamedKind } from '../labels/words/document-words.js'
import { filledText } from './filled.js'

/** Where something stands in the document. */
export interface Place {
  /** Made of words of our own and numbers: ids of the curriculum never get into anchors. */
  readonly anchor: string
  /** `Outcome O1.2`, `Key point 3 of unit 1`. */
  readonly name: string
  /** `O1.2`; empty for parts without a label. */
  readonly label: string
  /** Left out: it is a chapter. */
  readonly kind?: NamedKind
  /** What tells it from others of its kind: `O1.2`, `3`. */
  readonly number?: string
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
export function placesOf(
  { program, units, items, assessments, skillBook, sources }: Curriculum,
  words: DocumentWords,
): Places {
  const { kinds, chapters } = words
  const byPointer = new Map<string, Place>([
    ['/program', { anchor: 'top', name: words.say.curriculum, label: '' }],
    ...CHAPTERS.map(([at, anchor, chapter]) => [at, { anchor, name: chapters[chapter], label: '' }] as const),
  ])
  const byId = {
    units: new Map<string, Place>(),
    outcomes: new Map<string, Place>(),
    lessons: new Map<string, Place>(),
    items: new Map<string, Place>(),
    assessments: new Map<string, Place>(),
  }
  const put = (pointer: string, anchor: string, kind: NamedKind, number: string, label = number): Place => {
    const place = { anchor, kind, number, label, name: `${kinds[kind].one} ${number}` }
    byPointer.set(pointer, place)
    return place
  }
  for (const index of program.aims.keys()) put(`/program/aims/${index}`, `aim${index + 1}`, 'aim', `${index + 1}`, '')
  for (const [index, { id }] of program.outcomes.entries()) {
    const label = PART_LABELS.programOutcome(index)
    byId.outcomes.set(id, put(`/program/outcomes/${index}`, `p${index + 1}`, 'programOutcome', label))
  }
  const unitOfOutcome = new Map<string, number>()
  for (const [index, unit] of units.entries()) {
    const [at, number] = [`/units/${index}`, index + 1]
    const name = unitName(index, words)
    byId.units.set(unit.id, put(at, `u${number}`, 'unit', `${number}`, name))
    for (const [list, letter, kind] of UNIT_LISTS) {
      for (const each of unit[list].keys()) {
        const pointer = `${at}/${list}/${each}`
        const place = put(pointer, `u${number}-${letter}${each + 1}`, kind, `${number}.${each + 1}`, '')
        const own = `${kinds[kind].one} ${each + 1}`
        byPointer.set(pointer, { ...place, name: filledText(words.tell.ofUnit, { name: own, unit: name }) })
      }
    }
    for (const [each, { id }] of unit.lessons.entries()) {
      const label = PART_LABELS.lesson(index, each)
      byId.lessons.set(id, put(`${at}/lessons/${each}`, `u${number}-l${each + 1}`, 'lesson', label))
    }
    for (const [each, { id }] of unit.outcomes.entries()) {
      const label = PART_LABELS.outcome(index, each)
      unitOfOutcome.set(id, index)
      byId.outcomes.set(id, put(`${at}/outcomes/${each}`, `u${number}-o${each + 1}`, 'outcome', label))
    }
  }
  const itemsByUnit: PlacedItem[][] = [...units.map(() => []), []]
  for (const [index, item] of items.entries()) {
    const unit = unitOfOutcome.get(item.outcomeId) ?? units.length
    const own = itemsByUnit[unit] ?? []
    const label = PART_LABELS.question(unit === units.length ? undefined : unit, own.length)
    own.push({ item, place: put(`/items/${index}`, `q${index + 1}`, 'question', label) })
  }
  for (const { item, place } of itemsByUnit.flat()) byId.items.set(item.id, place)
  for (const [index, { id }] of assessments.entries()) {
    byId.assessments.set(id, put(`/assessments/${index}`, `a${index + 1}`, 'assessment', PART_LABELS.assessment(index)))
  }
  for (const index of skillBook.keys()) {
    put(`/skillBook/${index}`, `k${index + 1}`, 'skill', `${index + 1}`, `${kinds.skill.one} ${index + 1}`)
  }
  for (const [index, { docId }] of sources.entries()) put(`/sources/${index}`, `b${index + 1}`, 'document', docId)
  const top: Place = { anchor: 'top', name: words.say.curriculum, label: '' }
  const at = (pointer: string): Place =>
    byPointer.get(pointer) ?? (pointer === '' ? top : at(pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')))))
  return { at, byId, itemsByUnit }
}

/** `Unit 1`. */
export function unitName(index: number, { kinds }: DocumentWords): string {
  return `${kinds.unit.one} ${index + 1}`
}

/** Chapters by the part of the curriculum that they show. */
const CHAPTERS: readonly (readonly [pointer: string, anchor: string, chapter: keyof DocumentWords['chapters']])[] = [
  ['/program/aims', 'aims', 'aims'],
  ['/program/outcomes', 'program-outcomes', 'programOutcomes'],
  ['/units', 'units', 'units'],
  ['/assessments', 'assessments', 'assessments'],
  ['/items', 'questions', 'questions'],
  ['/blueprint', 'specifications', 'specifications'],
  ['/skillBook', 'skills', 'skills'],
  ['/sources', 'bibliography', 'bibliography'],
]

const UNIT_LISTS = [
  ['keyPoints', 'k', 'keyPoint'],
  ['glossary', 'g', 'term'],
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
