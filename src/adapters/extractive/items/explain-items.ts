import { contentWords, type GlossaryEntry, jaccard, type KeyPoint } from '../../../domain/curriculum/index.js'
import { upperFirst, withoutEnd } from '../language/phrases.js'
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

/** A case in which learners use what the unit says. */
export function caseItem(topic: string, keyPoints: readonly KeyPoint[]): DraftOpen | undefined {
  const points = keyPoints.slice(0, 3).map(({ text }) => `${withoutEnd(text)}.`)
  if (points.length < 2) return undefined
  return {
    format: 'open',
    kind: 'case',
    stem: `Choose a piece of work from your own field to which ${topic} matters. Decide for each of the points shown how you would act on it there, and justify each decision.`,
    material: points.map((point, index) => `${index + 1}) ${point}`).join('\n'),
    answer:
      'For each point there is a decision that fits the chosen work and agrees with the point, and a reason for it. Where a point does not apply, the answer says why.',
    bloom: 'evaluate',
    citations: keyPoints.slice(0, 3).flatMap(({ citations }) => citations),
    confidence: 0.55,
  }
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
