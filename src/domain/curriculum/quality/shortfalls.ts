import type { Unit } from '../unit.js'
import { documentsOfUnit } from './citation-rules.js'
import type { Shortfall } from './quality-report.js'
import { isEnglish, type RuleContext } from './quality-rule.js'

/** Minimum content of a unit, the words of source text that one piece needs, and the rule on that content. */
const MIN_CONTENT = [
  { content: 'outcomes', min: 2, wordsEach: 60, ruleId: 'R05' },
  { content: 'lessons', min: 3, wordsEach: 60, ruleId: 'R18' },
  { content: 'items', min: 6, wordsEach: 60, ruleId: 'R38' },
  { content: 'item kinds', min: 2, wordsEach: 100, ruleId: 'R38' },
  { content: 'key points', min: 4, wordsEach: 60, ruleId: 'R42' },
  { content: 'glossary entries', min: 1, wordsEach: 100, ruleId: 'R46' },
] as const satisfies readonly { readonly content: Shortfall['content']; [fact: string]: unknown }[]

/** "A term is a kind of thing …", at the beginning of a sentence. */
const DEFINING = /(?:^|[.!?]\s+|\n)(?:an?|the)?\s?[\p{L}\p{N}][\p{L}\p{N} '’-]{1,40} (?:is|are) (?:an?|the) \p{L}/giu
const MIN_DEFINING = 3

/** The rule that fails where content is missing, by the kind of content. */
export function ruleOnContent(content: Shortfall['content']): string {
  return MIN_CONTENT.find((min) => min.content === content)?.ruleId ?? ''
}

/** Missing content of units. Without this check, an empty unit would pass all rules. */
export function findShortfalls(context: RuleContext): readonly Shortfall[] {
  return context.curriculum.units.flatMap((unit, index) => {
    const texts = textsOf(unit, context)
    const words = texts.reduce((sum, document) => sum + document.words, 0)
    return MIN_CONTENT.flatMap(({ content, min, wordsEach }): readonly Shortfall[] => {
      const asked =
        content === 'lessons'
          ? Math.min(min, Math.max(1, texts.length))
          : content === 'glossary entries' && !definesTerms(texts, context)
            ? 0
            : min
      const found = countOf(content, unit, context)
      if (found >= asked) return []
      const reason = words < asked * wordsEach ? 'too little source text' : 'not written'
      return [{ pointer: `/units/${index}`, content, found, min: asked, reason }]
    })
  })
}

interface Text {
  readonly text: string
  readonly words: number
}

/** The words of source text of a unit; without references an equal share of all: no references are no excuse. */
function textsOf(unit: Unit, context: RuleContext): readonly Text[] {
  const ids = documentsOfUnit(unit, context)
  const own = [...context.documents.values()].filter(({ document }) => ids.has(document.id))
  if (own.length > 0) return own.map(({ document }) => document)
  const all = [...context.documents.values()].reduce((sum, { document }) => sum + document.words, 0)
  return [{ text: '', words: Math.floor(all / context.curriculum.units.length) }]
}

function definesTerms(texts: readonly Text[], { curriculum }: RuleContext): boolean {
  if (!isEnglish(curriculum.program.language)) return false
  return texts.reduce((sum, { text }) => sum + (text.match(DEFINING)?.length ?? 0), 0) >= MIN_DEFINING
}

function countOf(content: Shortfall['content'], unit: Unit, { curriculum, unitOutcomesById }: RuleContext): number {
  const items = curriculum.items.filter(({ outcomeId }) => unitOutcomesById.get(outcomeId)?.unit === unit)
  switch (content) {
    case 'outcomes':
      return unit.outcomes.length
    case 'lessons':
      return unit.lessons.length
    case 'items':
      return items.length
    case 'item kinds':
      return new Set(items.map(({ kind }) => kind)).size
    case 'key points':
      return unit.keyPoints.length
    case 'glossary entries':
      return unit.glossary.length
  }
}
