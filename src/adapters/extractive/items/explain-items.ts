import type { GlossaryEntry } from '../../../domain/curriculum/index.js'
import { likestPair } from '../language/likest-pair.js'
import { upperFirst } from '../language/phrases.js'
import { purposeDefinition } from '../survey/purpose-definition.js'
import type { DraftOpen } from './draft-item.js'

/** Open questions on the terms of a unit, the ones that a text always allows. */
export function explainItems(glossary: readonly GlossaryEntry[]): readonly DraftOpen[] {
  const terms = glossary.filter(
    ({ term, definition }) => purposeDefinition(term, definition) === undefined && !/^[-.]/.test(term),
  )
  const pair = likestPair(terms, ({ definition }) => definition)
  const single = terms.filter((entry) => pair === undefined || !pair.includes(entry))
  return [
    ...(pair === undefined ? [] : [differenceItem(...pair)]),
    ...single.map(
      ({ term, definition, citations }): DraftOpen => ({
        format: 'open',
        kind: 'short-answer',
        stem: `Explain in your own words what is meant by “${term}”, and give an example.`,
        answer: `${upperFirst(term)}: ${definition}. The example fits this meaning.`,
        bloom: 'understand',
        citations,
        confidence: 0.6,
      }),
    ),
  ]
}

/** What commands, options and files do, one by one: where there are too few to choose from. */
export function purposeItems(glossary: readonly GlossaryEntry[]): readonly DraftOpen[] {
  return glossary.flatMap(({ term, definition, citations }) => {
    const purpose = purposeDefinition(term, definition)
    if (purpose === undefined) return []
    const { kind, does } = purpose
    return {
      format: 'open',
      kind: 'short-answer',
      stem: `What does the ${kind} ${term} do, and when would you use it?`,
      answer: `It ${does}. The answer names a situation that calls for this.`,
      bloom: 'understand',
      citations,
      confidence: 0.6,
    } as const
  })
}

function differenceItem(a: GlossaryEntry, b: GlossaryEntry): DraftOpen {
  return {
    format: 'open',
    kind: 'short-answer',
    stem: `Explain how “${a.term}” and “${b.term}” differ, and give an example of each.`,
    answer: `${upperFirst(a.term)}: ${a.definition}. ${upperFirst(b.term)}: ${b.definition}. The examples fit these meanings.`,
    bloom: 'analyze',
    citations: [...a.citations, ...b.citations],
    confidence: 0.6,
  }
}
