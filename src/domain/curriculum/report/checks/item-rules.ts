import { contentWords, ITEM_STOP_WORDS, jaccard, shareWithin } from '../../../text/content-words.js'
import { leadingPronoun, openReference } from '../../../text/open-references.js'
import { excerpt } from '../../../text/plain-text.js'
import type { Item } from '../../item.js'
import { type CheckRule, check } from './check-rule.js'

const MIN_STEM_SUPPORT = 0.5

/** R36 to R38: the questions of items. */
export const ITEM_CONTENT_RULES: readonly CheckRule[] = [
  {
    id: 'R36',
    title: 'No duplicate items',
    hard: true,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum: { items } }) => {
      const duplicates = findDuplicates(items)
      return items.map(({ stem }, index) => {
        const duplicate = duplicates[index]
        const message = duplicate === undefined ? undefined : `${excerpt(stem)} asks the same as item ${duplicate + 1}`
        return check(`/items/${index}`, message, 'drop one of them')
      })
    },
  },
  {
    id: 'R37',
    title: 'Item answer is supported: its words, and half of those of the stem, are in its quotes',
    hard: false,
    threshold: 0.95,
    language: 'english',
    checks: ({ curriculum: { items } }) =>
      items.flatMap((item, index) => {
        if (item.format === 'open') return []
        const quoted = contentWords(item.citations.map(({ quote }) => quote).join('\n'))
        const key = shareWithin(contentWords(keyText(item)), quoted)
        const stem = shareWithin(contentWords(item.stem, ITEM_STOP_WORDS), quoted)
        const weak =
          key < 1
            ? `has ${Math.round(key * 100)} % of the words of its key in its quotes`
            : stem < MIN_STEM_SUPPORT
              ? `has ${Math.round(stem * 100)} % of the words of its stem in its quotes`
              : undefined
        const message = weak === undefined ? undefined : `${excerpt(item.stem)} ${weak}`
        return [check(`/items/${index}`, message, 'cite the passage that holds the answer, or stay closer to it')]
      }),
  },
  {
    id: 'R38',
    title: 'Item is self-contained',
    hard: false,
    threshold: 1,
    language: 'english',
    checks: ({ curriculum: { items } }) =>
      items.map((item, index) => {
        const open = itemOpenReference(item)
        const message = open === undefined ? undefined : `${excerpt(item.stem)} refers to something else: "${open}"`
        return check(`/items/${index}`, message, 'say what is meant, or show it with the item')
      }),
  },
]

/** The key of an item: the right option, the steps, the answer. */
export function keyText(item: Item): string {
  if (item.format === 'open') return item.answer
  const right = item.format === 'choice' ? [item.key] : item.key
  return item.options.flatMap(({ id, text }) => (right.includes(id) ? [text] : [])).join('\n')
}

/** The words of the item that refer to another text, if any. */
function itemOpenReference(item: Item): string | undefined {
  const options = item.format === 'open' ? [] : item.options.map(({ text }) => text)
  const stem = leadingPronoun(item.stem) ?? openReference(item.stem)
  return stem ?? options.map(openReference).find((found) => found !== undefined)
}

/**
 * The question in a form for comparison: the stem with its material and, where steps are put
 * in order, the steps. Single letters keep their case, because options of commands differ by it alone.
 */
function askedText(stem: string, material = '', steps: readonly string[] = []): string {
  return [stem, material, ...[...steps].sort()]
    .map((text) =>
      text
        .normalize('NFKC')
        .replace(/[“”"‘’'«»`*]/g, '')
        .replace(/[\s.?!:;,]+(?=\s|$)/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
        .replace(/\p{L}{2,}/gu, (word) => word.toLowerCase()),
    )
    .join('\n')
}

/** Minimum overlap of the words of two items that ask the same. */
const SAME_ITEM = 0.75

/** For each item the index of the first earlier one that asks the same, if there is one. */
export function findDuplicates(items: readonly Item[]): readonly (number | undefined)[] {
  const asked = items.map(({ stem, material, ...item }) =>
    askedText(stem, material, item.format === 'order' ? item.options.map(({ text }) => text) : []),
  )
  const texts = items.map((item) => `${item.stem}\n${item.material ?? ''}\n${keyText(item)}`)
  const words = texts.map((text) => contentWords(text))
  return items.map((_item, index) => {
    const own = words[index] ?? new Set()
    const duplicate = words.findIndex(
      (earlier, other) =>
        other < index &&
        (asked[other] === asked[index] ||
          texts[other] === texts[index] ||
          (mayOverlap(earlier, own) && jaccard(earlier, own) >= SAME_ITEM)),
    )
    return duplicate < 0 ? undefined : duplicate
  })
}

/** Sets of too different sizes cannot overlap enough: skips most comparisons. */
function mayOverlap(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return Math.min(a.size, b.size) >= SAME_ITEM * Math.max(a.size, b.size)
}
