import { isProse, rolesAround } from '../../knowledge/document-region.js'
import { contentWords, shareWithin } from '../../text/content-words.js'
import { danglingPronoun } from '../../text/open-references.js'
import { hygieneFault } from '../../text/text-faults.js'
import { countWords } from '../../text/words.js'
import type { Statement } from '../analysis/statements.js'
import { isQuestion, subjectOf, titleInSentence } from '../language/titles.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { plainTitle } from '../outline/unit-title.js'
import type { DraftOpen } from './draft-item.js'

const MIN = { statements: 2, selfContained: 0.5, titleWords: 1 } as const
const MAX = { statements: 3, titleWords: 8 } as const

/** Tasks to summarise the sections of a unit; sections with the most self-contained sentences first. */
export function summaryItems(parts: readonly DocumentPart[]): readonly DraftOpen[] {
  const items = parts.flatMap((part) => {
    const { document, statements, names } = part.analysis
    const usable = withinPart(part, statements).filter(
      ({ marked, selfContained, text }) =>
        !marked && selfContained >= MIN.selfContained && danglingPronoun(text) === undefined,
    )
    const sections = document.sections.filter(
      ({ heading, region }) => heading !== undefined && isProse(rolesAround(document, region)),
    )
    const inner = sections.map(({ heading, start, end }) => ({ title: heading?.text ?? '', start, end }))
    const own = withinPart(part, inner)
    // A part may contain sections after the one that it is named after: then the title fits only that section.
    const whole = own.some(({ title }) => title === part.title) ? [] : [{ ...part }]
    return [...whole, ...own].flatMap((section) => {
      const said = usable.filter(({ start }) => section.start <= start && start < section.end)
      const topic = subjectOf(titleInSentence(plainTitle(section.title), names))
      const words = countWords(topic ?? '')
      if (said.length < MIN.statements || words < MIN.titleWords || words > MAX.titleWords) return []
      if (topic === undefined || isQuestion(section.title)) return []
      if (hygieneFault(topic) !== undefined || /["“”]/.test(topic)) return []
      const asked = contentWords(topic)
      const isNamed = said.some(({ words: used }) => [...asked].some((word) => used.has(word)))
      // If few sentences mention the subject of the title, the section is a narrative.
      if (!isNamed && said.length < MAX.statements) return []
      const worth = ({ words: used, selfContained }: Statement) => selfContained + shareWithin(asked, used)
      const best = [...said].sort((a, b) => worth(b) - worth(a) || a.start - b.start)
      const points = best.slice(0, MAX.statements).sort((a, b) => a.start - b.start)
      const item: DraftOpen = {
        format: 'open',
        kind: 'short-answer',
        stem: `Summarize in a few sentences what has to be known of ${topic}.`,
        answer: `A full answer makes these points: ${points.map(({ text }) => text).join(' ')}`,
        bloom: 'understand',
        citations: points.map(({ citation }) => citation),
        confidence: 0.5,
      }
      return [{ item, said: said.length }]
    })
  })
  return items.sort((a, b) => b.said - a.said).map(({ item }) => item)
}
