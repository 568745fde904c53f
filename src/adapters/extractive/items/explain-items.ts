import type { GlossaryEntry, KeyPoint } from '../../../domain/curriculum/index.js'
import { upperFirst, withoutEnd } from '../language/phrases.js'
import type { DraftOpen } from './draft-item.js'

/** Open questions on the terms of a unit, the ones that a text always allows. */
export function explainItems(glossary: readonly GlossaryEntry[]): readonly DraftOpen[] {
  const terms = glossary.filter(({ definition }) => !definition.startsWith('the command that '))
  const [a, b] = terms
  const compared: readonly DraftOpen[] =
    a === undefined || b === undefined
      ? []
      : [
          {
            format: 'open',
            kind: 'short-answer',
            stem: `Explain how the terms “${a.term}” and “${b.term}” differ. Give an example of each.`,
            answer: `${upperFirst(a.term)}: ${a.definition}. ${upperFirst(b.term)}: ${b.definition}. The examples fit these meanings.`,
            bloom: 'analyze',
            citations: [...a.citations, ...b.citations],
            confidence: 0.6,
          },
        ]
  return [
    ...compared,
    ...terms.slice(compared.length === 0 ? 0 : 2).map(
      ({ term, definition, citations }): DraftOpen => ({
        format: 'open',
        kind: 'short-answer',
        stem: `Explain in your own words what “${term}” means, and give an example.`,
        answer: `${upperFirst(term)} is ${definition}. The example fits this meaning.`,
        bloom: 'understand',
        citations,
        confidence: 0.6,
      }),
    ),
  ]
}

/** A case in which learners use what the unit says. */
export function caseItem(topic: string, keyPoints: readonly KeyPoint[]): DraftOpen | undefined {
  const points = keyPoints.slice(0, 3)
  if (points.length < 2) return undefined
  return {
    format: 'open',
    kind: 'case',
    stem: `A colleague asks for advice on ${topic}. Describe a situation from your own field, say what you would advise, and give a reason for each piece of advice.`,
    answer: `The advice fits the situation and rests on points like these. ${points.map(({ text }) => `${withoutEnd(text)}.`).join(' ')}`,
    bloom: 'evaluate',
    citations: points.flatMap(({ citations }) => citations),
    confidence: 0.55,
  }
}

/** Open questions on single statements, for units without terms. */
export function statementItems(topic: string, keyPoints: readonly KeyPoint[]): readonly DraftOpen[] {
  return keyPoints.map(({ text, citations }) => ({
    format: 'open',
    kind: 'short-answer',
    stem: `Explain this statement on ${topic}, and say why it matters in practice: “${withoutEnd(text).replace(/["“”]/g, '')}.”`,
    answer: `The explanation keeps to what is stated: ${text} It names a consequence in practice.`,
    bloom: 'understand',
    citations,
    confidence: 0.45,
  }))
}
