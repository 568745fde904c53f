import { isApaReference } from '../apa-reference.js'
import type { Citation } from '../citation.js'
import type { Unit } from '../unit.js'
import { allCitations } from './cited-statements.js'
import { checkThat, type QualityRule } from './quality-rule.js'
import type { RuleContext } from './rule-context.js'

/** The citations of a unit: of its outcomes, key points and glossary, and of the items on its outcomes. */
function citationsOfUnit(unit: Unit, { curriculum, unitOutcomesById }: RuleContext): readonly Citation[] {
  const items = curriculum.items.filter(({ outcomeId }) => unitOutcomesById.get(outcomeId)?.unit.id === unit.id)
  return [...unit.outcomes, ...unit.keyPoints, ...unit.glossary, ...items].flatMap(({ citations }) => citations)
}

function readDocuments(unit: Unit): readonly string[] {
  return unit.lessons.flatMap(({ readings }) => readings.map(({ docId }) => docId))
}

/** The ids of the documents that a unit cites or has read. */
export function documentsOfUnit(unit: Unit, context: RuleContext): ReadonlySet<string> {
  return new Set([...citationsOfUnit(unit, context).map(({ docId }) => docId), ...readDocuments(unit)])
}

/** R24, R28 and R29: which documents are used, and how they are listed. */
export const SOURCE_RULES: readonly QualityRule[] = [
  {
    id: 'R24',
    title: 'Each unit cites two documents, or two passages where documents are few',
    hard: false,
    passAt: 1,
    language: 'any',
    checks: (context) => {
      const { units } = context.curriculum
      const few = context.documents.size < 2 * units.length
      return units.map((unit, index) => {
        const cited = citationsOfUnit(unit, context)
        const count = new Set(cited.map(({ docId, quote }) => (few ? `${docId}\n${quote}` : docId))).size
        const what = few ? 'passages' : 'documents'
        return checkThat(
          count >= 2,
          `/units/${index}`,
          `unit ${index + 1} cites ${count} ${what}`,
          `cite at least two ${what}`,
        )
      })
    },
  },
  {
    id: 'R28',
    title: 'Knowledge-base coverage: documents are cited or read',
    hard: false,
    passAt: 0.9,
    language: 'any',
    checks: ({ curriculum, documents }) => {
      const cited = allCitations(curriculum).map(({ citation }) => citation.docId)
      const used = new Set([...cited, ...curriculum.units.flatMap(readDocuments)])
      return [...documents.keys()].map((id) =>
        checkThat(used.has(id), '/sources', `nothing cites or reads ${id}`, 'let a lesson read it, or take it out'),
      )
    },
  },
  {
    id: 'R29',
    title: 'Bibliography: each cited document has one entry in APA 7 form',
    hard: false,
    passAt: 1,
    language: 'any',
    checks: ({ curriculum }) => {
      const cited = new Set(allCitations(curriculum).map(({ citation }) => citation.docId))
      return [...cited].map((docId) => {
        const entries = curriculum.sources.filter((source) => source.docId === docId)
        const wellFormed = entries.every(({ apa, title }) => isApaReference(apa, title))
        return checkThat(
          entries.length === 1 && wellFormed,
          '/sources',
          wellFormed ? `${docId} has ${entries.length} entries` : `the entry of ${docId} is not in APA form`,
          'list it once, as: Author. (year or n.d.). Title. ...',
        )
      })
    },
  },
]
