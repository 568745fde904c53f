import { isGenericTitle } from '../../knowledge/assembly/document-title.js'
import { wordsOf } from '../../text/words.js'
import { upperFirst } from '../language/phrases.js'
import { type DocumentPart, textOfPart, withinPart } from './document-part.js'
import { comparedWords } from './likeness.js'
import { plainTitle } from './unit-title.js'

/** How often each part uses a word, by its stem. */
export type WordCounts = ReadonlyMap<DocumentPart, ReadonlyMap<string, number>>

/** A few parts share a word by chance. */
const MIN_PARTS = 4
/** The least share of the parts whose title or objectives name the concept. */
const NAMED_IN = 0.5
/** Uses in a thousand words, and how much more often than the other groups use it. */
const CENTRAL = { uses: 25, ratio: 2.5 } as const
/** A noun is named in the plural if the texts use the plural so often. */
const PLURAL_SHARE = 0.15

/**
 * The noun that a group is about: all its parts use it, most name it in their title or their objectives, and other groups use it
 * far less; `undefined` if there is none. Only in English, where nouns are known.
 */
export function sharedConcept(
  parts: readonly DocumentPart[],
  others: readonly DocumentPart[],
  counts: WordCounts,
): string | undefined {
  const named = parts.filter(({ title }) => !isGenericTitle(title))
  if (named.length < MIN_PARTS || others.length === 0) return undefined
  const nouns = named.map(nounsNamedIn)
  const usesIn = (some: readonly DocumentPart[], noun: string) => {
    const words = some.reduce((sum, part) => sum + part.words, 0)
    return (1000 * some.reduce((sum, part) => sum + (counts.get(part)?.get(noun) ?? 0), 0)) / (words || 1)
  }
  let best: { readonly noun: string; readonly value: number } | undefined
  const titles = new Set(named.map(({ title }) => comparedWords(plainTitle(title)).join(' ')))
  for (const noun of [...new Set(nouns.flatMap((own) => [...own]))].sort()) {
    // The subject of one lesson is not that of all.
    if (titles.has(noun)) continue
    const share = nouns.filter((own) => own.has(noun)).length / named.length
    const inAll = named.every((part) => (counts.get(part)?.get(noun) ?? 0) > 0)
    const uses = usesIn(parts, noun)
    const isCentral = uses >= CENTRAL.uses && uses >= CENTRAL.ratio * usesIn(others, noun)
    if (share < NAMED_IN || !inAll || !isCentral) continue
    const value = share * uses
    if (best === undefined || value > best.value) best = { noun, value }
  }
  return best === undefined ? undefined : nameOf(best.noun, parts)
}

/** The stems of the nouns in the title and the objectives of a part. */
function nounsNamedIn(part: DocumentPart): ReadonlySet<string> {
  const { tagger, objectives } = part.analysis
  const texts = [part.title.toLowerCase(), ...withinPart(part, objectives).map(({ text }) => text)]
  const tagged = tagger?.tag(texts) ?? []
  return new Set(tagged.flat().flatMap(({ text, tag }) => (tag === 'NOUN' ? comparedWords(text) : [])))
}

/** A stem as the texts write it, in the plural if they use it. */
function nameOf(noun: string, parts: readonly DocumentPart[]): string {
  const forms = new Map<string, number>()
  for (const word of parts.flatMap((part) => wordsOf(textOfPart(part))))
    if (comparedWords(word)[0] === noun) forms.set(word, (forms.get(word) ?? 0) + 1)
  const all = [...forms].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  const uses = all.reduce((sum, [, count]) => sum + count, 0)
  const plural = all.find(([form, count]) => /[^su]s$/.test(form) && count >= uses * PLURAL_SHARE)
  return upperFirst(plural?.[0] ?? all[0]?.[0] ?? noun)
}
