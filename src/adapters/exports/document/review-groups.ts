import type { DocumentContext } from './document-context.js'
import { type Content, joined, link } from './inline.js'
import type { Place } from './places.js'
import { kindOfReason, sayAlike } from './reasons.js'

/** Parts that a person should look at for the same reason. */
export interface ReviewGroup {
  /** `full`: the kinds with the labels of all parts; `short`: with their number. */
  readonly name: (form: 'full' | 'short') => Content
  readonly reason: Content
}

/** What a person should look at, the most serious first: parts with reasons of one kind are one group. @param byLevel of one level, too */
export function reviewGroups(context: DocumentContext, byLevel: boolean): readonly ReviewGroup[] {
  const groups = new Map<string, { readonly places: Place[]; readonly texts: string[] }>()
  for (const { pointer, reasons } of context.generated.report.review) {
    for (const text of reasons) {
      const key = kindOfReason(text, byLevel)
      const group = groups.get(key) ?? { places: [], texts: [] }
      group.places.push(context.places.at(pointer))
      group.texts.push(text)
      groups.set(key, group)
    }
  }
  return [...groups.values()].map(({ places, texts }) => ({
    name: (form) => nameOf(context, places, form),
    reason: sayAlike(texts, context.words),
  }))
}

/** Documents have long names, so a list names only some of them. */
const MAX_DOCUMENTS = 3
/** Labels in a short list; a longer one is a number. */
const MAX_LABELS = 5

/** `Questions Q1.3, Q1.4; Outcome O1.2`. */
function nameOf(context: DocumentContext, places: readonly Place[], form: 'full' | 'short'): Content {
  const kinds = [...new Set(places.map(({ kind }) => kind))]
  const named = kinds.map((kind): Content => {
    const own = new Map(places.filter((place) => place.kind === kind).map((place) => [place.anchor, place]))
    const all = [...own.values()]
    const [only] = all
    if (kind === undefined || (all.length === 1 && only !== undefined))
      return joined(
        all.map(({ anchor, name }) => [link(anchor, name)]),
        ', ',
      )
    const { many } = context.words.kinds[kind]
    const max = kind === 'document' ? 1 : MAX_LABELS
    if (form === 'short' && all.length > max) return [`${many} (${all.length})`]
    const shown = kind === 'document' ? all.slice(0, MAX_DOCUMENTS) : all
    const left = all.length - shown.length
    const labels = shown.map(({ anchor, number = '' }) => ({ anchor, text: number }))
    return [
      `${many} `,
      { kind: 'labels', labels },
      ...(left > 0 ? [' ', ...context.tell('more', { count: [String(left)] })] : []),
    ]
  })
  return joined(named, '; ')
}
