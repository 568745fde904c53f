import { contentWords, shareWithin } from '../text/content-words.js'
import { excerpt } from '../text/excerpt.js'
import { ITEM_STOP_WORDS } from '../vocabulary/stop-words.js'
import { itemOpenReference, keyText } from './item-text.js'
import { findTwins } from './item-twins.js'
import { check, type QualityRule } from './quality-rule.js'

const LEAST_STEM_SUPPORT = 0.5

/** R36 to R38: what items ask. */
export const ITEM_CONTENT_RULES: readonly QualityRule[] = [
  {
    id: 'R36',
    title: 'No duplicate items',
    hard: true,
    passAt: 1,
    language: 'any',
    checks: ({ curriculum: { items } }) => {
      const twins = findTwins(items)
      return items.map(({ stem }, index) => {
        const twin = twins[index]
        const message = twin === undefined ? undefined : `${excerpt(stem)} asks the same as item ${twin + 1}`
        return check(`/items/${index}`, message, 'drop one of them')
      })
    },
  },
  {
    id: 'R37',
    title: 'Item answer is supported: its words, and half of those of the stem, are in its quotes',
    hard: false,
    passAt: 0.95,
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
            : stem < LEAST_STEM_SUPPORT
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
    passAt: 1,
    language: 'english',
    checks: ({ curriculum: { items } }) =>
      items.map((item, index) => {
        const open = itemOpenReference(item)
        const message = open === undefined ? undefined : `${excerpt(item.stem)} refers to something else: "${open}"`
        return check(`/items/${index}`, message, 'say what is meant, or show it with the item')
      }),
  },
]
