import { contentWords, jaccard, shareWithin, WordWeights } from '../../text/content-words.js'
import type { Statement } from '../analysis/statements.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { keyPointFault } from '../report/checks/text-rules.js'
import type { KeyPoint } from '../unit.js'

const COUNT = { target: 6, max: 9 } as const
/** Penalty for similarity to a chosen statement. */
const REPETITION = 0.8
const MIN_SELF_CONTAINED = { target: 0.65, fallback: 0.35 } as const

/**
 * The key points of a unit: those that the documents mark, then self-contained statements that are most
 * about what the unit is about, each different from the others; in the order in which they are read.
 *
 * @param subjects titles, topics and terms of the unit: a key point shares a word with them
 */
export function keyPointsOfUnit(parts: readonly DocumentPart[], subjects: readonly string[]): readonly KeyPoint[] {
  const topic = contentWords(subjects.join('\n'))
  const all = parts.flatMap((part) =>
    withinPart(part, part.analysis.statements).flatMap((statement) => {
      const onTopic = [...statement.words].some((word) => topic.has(word))
      return onTopic && keyPointFault(statement.text) === undefined ? [statement] : []
    }),
  )
  const chosen = spread(all.filter(({ marked }) => marked))
  const rest = all.filter(({ marked, selfContained }) => !marked && selfContained >= MIN_SELF_CONTAINED.target)
  addBest(chosen, rest, topic)
  if (chosen.length < 4)
    addBest(
      chosen,
      all.filter((one) => !one.marked && !rest.includes(one) && one.selfContained >= MIN_SELF_CONTAINED.fallback),
      topic,
    )
  const place = new Map(all.map((statement, index) => [statement, index]))
  chosen.sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0))
  return chosen.map(({ text, citation }) => ({
    id: `point-${citation.docId}-${citation.start}`,
    origin: 'generated',
    text,
    citations: [citation],
  }))
}

/** Up to the maximum, from the start of each document in turn. */
function spread(marked: readonly Statement[]): Statement[] {
  const byDocument = new Map<string, Statement[]>()
  for (const statement of marked) {
    const list = byDocument.get(statement.citation.docId)
    if (list === undefined) byDocument.set(statement.citation.docId, [statement])
    else list.push(statement)
  }
  const kept = new Set<Statement>()
  for (let round = 0; kept.size < COUNT.max && round < marked.length; round++) {
    for (const list of byDocument.values()) {
      const next = list[round]
      if (next !== undefined && kept.size < COUNT.max) kept.add(next)
    }
  }
  return marked.filter((statement) => kept.has(statement))
}

function addBest(chosen: Statement[], candidates: readonly Statement[], topic: ReadonlySet<string>): void {
  const weights = new WordWeights(candidates.map(({ words }) => words))
  const frequent = centroid(candidates)
  const rated = candidates.map((statement) => ({
    statement,
    worth:
      statement.selfContained +
      1.5 * weights.similarity(statement.words, frequent) +
      0.5 * shareWithin(statement.words, topic) +
      (/\b(?:is|are) (?:an?|the) |\b(?:because|so that|allows?|means|prevents?|ensures?|causes?|requires?)\b/.test(
        statement.text,
      )
        ? 0.25
        : 0),
  }))
  while (chosen.length < COUNT.target) {
    let best: { readonly statement: Statement; readonly value: number } | undefined
    for (const { statement, worth } of rated) {
      const like = Math.max(0, ...chosen.map(({ words }) => jaccard(words, statement.words)))
      if (like > 0.6) continue
      const value = worth - REPETITION * like
      if (best === undefined || value > best.value) best = { statement, value }
    }
    if (best === undefined) return
    chosen.push(best.statement)
  }
}

/** The words that most statements share. */
function centroid(statements: readonly Statement[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const { words } of statements) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return new Set(
    [...counts]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, 15)
      .map(([word]) => word),
  )
}
