import type { Item } from '../item.js'
import { leadingPronoun, openReference } from '../text/open-references.js'

/** What a learner has to know or choose: the right option, the steps, the answer. */
export function keyText(item: Item): string {
  if (item.format === 'open') return item.answer
  const right = item.format === 'choice' ? [item.key] : item.key
  return item.options.flatMap(({ id, text }) => (right.includes(id) ? [text] : [])).join('\n')
}

/** The words by which the item needs another text to be understood; none: `undefined`. */
export function itemOpenReference(item: Item): string | undefined {
  const options = item.format === 'open' ? [] : item.options.map(({ text }) => text)
  const stem = leadingPronoun(item.stem) ?? openReference(item.stem)
  return stem ?? options.map(openReference).find((found) => found !== undefined)
}

/**
 * What is asked, in a form in which equal questions are equal: the stem with its material and, where steps are to be put
 * in order, the steps. Single letters keep their case, because options of commands differ by it alone.
 */
export function askedText(stem: string, material = '', steps: readonly string[] = []): string {
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
