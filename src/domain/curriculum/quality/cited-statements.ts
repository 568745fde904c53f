import type { Citation } from '../citation.js'
import type { Curriculum } from '../curriculum.js'

/** A statement that a document has to stand behind. */
export interface CitedStatement {
  readonly kind: 'key point' | 'glossary entry' | 'item' | 'skill'
  /** What is said, for messages. */
  readonly text: string
  readonly citations: readonly Citation[]
  readonly pointer: string
}

/** Everything that must have a citation. */
export function citedStatements({ units, items, skillBook }: Curriculum): readonly CitedStatement[] {
  const inUnits = units.flatMap(({ keyPoints, glossary }, unit) => [
    ...keyPoints.map(
      ({ text, citations }, index): CitedStatement => ({
        kind: 'key point',
        text,
        citations,
        pointer: `/units/${unit}/keyPoints/${index}`,
      }),
    ),
    ...glossary.map(
      ({ term, definition, citations }, index): CitedStatement => ({
        kind: 'glossary entry',
        text: `${term}: ${definition}`,
        citations,
        pointer: `/units/${unit}/glossary/${index}`,
      }),
    ),
  ])
  return [
    ...inUnits,
    ...items.map(
      ({ stem, citations }, index): CitedStatement => ({
        kind: 'item',
        text: stem,
        citations,
        pointer: `/items/${index}`,
      }),
    ),
    ...skillBook.map(
      ({ skill, citations }, index): CitedStatement => ({
        kind: 'skill',
        text: skill,
        citations,
        pointer: `/skillBook/${index}`,
      }),
    ),
  ]
}

/** A citation and where it stands. */
export interface LocatedCitation {
  readonly citation: Citation
  readonly pointer: string
}

/** All citations: of statements, then of outcomes. */
export function allCitations(curriculum: Curriculum): readonly LocatedCitation[] {
  const locate = (citations: readonly Citation[], pointer: string) =>
    citations.map((citation, index) => ({ citation, pointer: `${pointer}/citations/${index}` }))
  return [
    ...citedStatements(curriculum).flatMap(({ citations, pointer }) => locate(citations, pointer)),
    ...curriculum.program.outcomes.flatMap(({ citations }, index) => locate(citations, `/program/outcomes/${index}`)),
    ...curriculum.units.flatMap(({ outcomes }, unit) =>
      outcomes.flatMap(({ citations }, index) => locate(citations, `/units/${unit}/outcomes/${index}`)),
    ),
  ]
}
