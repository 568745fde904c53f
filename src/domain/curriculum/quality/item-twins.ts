import type { Item } from '../item.js'
import { contentWords, jaccard } from '../text/content-words.js'
import { askedText, keyText } from './item-text.js'

/** From which overlap of their words on two items ask the same. */
const SAME_ITEM = 0.75

/** For each item the index of the first earlier one that asks the same, if there is one. */
export function findTwins(items: readonly Item[]): readonly (number | undefined)[] {
  const asked = items.map(({ stem, material, ...item }) =>
    askedText(stem, material, item.format === 'order' ? item.options.map(({ text }) => text) : []),
  )
  const texts = items.map((item) => `${item.stem}\n${item.material ?? ''}\n${keyText(item)}`)
  const words = texts.map((text) => contentWords(text))
  return items.map((_item, index) => {
    const own = words[index] ?? new Set()
    const twin = words.findIndex(
      (earlier, other) =>
        other < index &&
        (asked[other] === asked[index] ||
          texts[other] === texts[index] ||
          (mayOverlap(earlier, own) && jaccard(earlier, own) >= SAME_ITEM)),
    )
    return twin < 0 ? undefined : twin
  })
}

/** Sets of too different sizes cannot overlap enough; this spares most comparisons. */
function mayOverlap(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return Math.min(a.size, b.size) >= SAME_ITEM * Math.max(a.size, b.size)
}
