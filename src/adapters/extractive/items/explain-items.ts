import { contentWords, type GlossaryEntry, jaccard } from '../../../domain/curriculum/index.js'
import { upperFirst } from '../language/phrases.js'
import type { DraftOpen } from './draft-item.js'

/** Open questions on the terms of a unit, the ones that a text always allows. */
export function explainItems(glossary: readonly GlossaryEntry[]): readonly DraftOpen[] {
  const terms = glossary.filter(
    ({ term, definition }) => !/^the \p{Ll}+ that /u.test(definition) && !/^[-.]/.test(term),
  )
  const pair = likestPair(terms)
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
    const [, kind, does] = /^the (\p{Ll}+) that (.+)$/u.exec(definition) ?? []
    if (kind === undefined) return []
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

/** The two terms whose meanings have most in common: only what is alike is worth telling apart. */
function likestPair(terms: readonly GlossaryEntry[]): readonly [GlossaryEntry, GlossaryEntry] | undefined {
  let best: { readonly pair: readonly [GlossaryEntry, GlossaryEntry]; readonly like: number } | undefined
  for (const [index, a] of terms.entries()) {
    for (const b of terms.slice(index + 1)) {
      const like = jaccard(contentWords(a.definition), contentWords(b.definition))
      if (like > (best?.like ?? 0.05)) best = { pair: [a, b], like }
    }
  }
  return best?.pair
}
