import type { Term } from '../analysis/terms.js'
import { listOf, termKey } from '../language/phrases.js'
import { type DocumentPart, textOfPart } from '../outline/document-part.js'
import { conceptsOf } from './concept-fit.js'
import { type DraftOutcome, draftOutcome } from './draft-outcome.js'

/** Maximum number of terms in an outcome, and of such outcomes of a lesson. */
const MAX = { terms: 4, ofLesson: 2 } as const

/**
 * "Define frontal plane, sagittal plane and transverse plane.", for the terms of a lesson that no objective names. Terms that
 * belong together by their head word or their section are one outcome. The others are left to the glossary.
 *
 * @param terms those that the lesson teaches
 * @param stated the stated objectives of the unit
 */
export function outcomesOfTerms(
  part: DocumentPart,
  terms: readonly Term[],
  stated: readonly DraftOutcome[],
): readonly DraftOutcome[] {
  const named = stated.map(conceptsOf)
  const text = ` ${termKey(textOfPart(part))} `
  const open = terms.flatMap((term) => {
    const words = [...conceptsOf({ text: term.term, verb: '' })]
    const isNamed = named.some((concepts) => words.length > 0 && words.every((word) => concepts.has(word)))
    return isNamed ? [] : [{ term, uses: usesIn(text, term.key), first: text.indexOf(` ${term.key}`) }]
  })
  return groupsOf(part, open)
    .map((group) => [...group].sort((a, b) => b.uses - a.uses || a.first - b.first).slice(0, MAX.terms))
    .sort((a, b) => worthOf(b) - worthOf(a))
    .slice(0, MAX.ofLesson)
    .map((group) => {
      const inOrder = [...group].sort((a, b) => a.first - b.first)
      const names = inOrder.map(({ term }) => term.term)
      const citations = inOrder.map(({ term }) => term.citation)
      return draftOutcome('derived', `Define ${listOf(names)}`, 'define', 'remember', citations)
    })
}

interface UsedTerm {
  readonly term: Term
  readonly uses: number
  readonly first: number
}

function worthOf(group: readonly UsedTerm[]): number {
  return group.reduce((sum, { uses }) => sum + uses, 0)
}

/** Terms with the same last word, then those of the same section; one that is left alone joins none. */
function groupsOf(part: DocumentPart, open: readonly UsedTerm[]): readonly (readonly UsedTerm[])[] {
  if (open.length <= MAX.terms) return open.length === 0 ? [] : [open]
  const byHead = gather(open, ({ term }) => (term.key.includes(' ') ? term.key.split(' ').at(-1) : undefined))
  const families = byHead.filter((group) => group.length > 1)
  const rest = open.filter((one) => !families.some((group) => group.includes(one)))
  return [...families, ...gather(rest, ({ term }) => sectionOf(part, term))]
}

function gather(terms: readonly UsedTerm[], keyOf: (term: UsedTerm) => string | undefined): UsedTerm[][] {
  const groups = new Map<string, UsedTerm[]>()
  for (const one of terms) {
    const key = keyOf(one)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  return [...groups.values()]
}

/** The section that uses a term most. */
function sectionOf({ analysis, start, end }: DocumentPart, { key }: Term): string {
  const { sections, text } = analysis.document
  const own = sections.filter((section) => section.start >= start && section.start < end)
  let best: { readonly index: number; readonly uses: number } | undefined
  for (const [index, section] of own.entries()) {
    // Up to the next heading, of any level.
    const until = own[index + 1]?.start ?? section.end
    const uses = usesIn(` ${termKey(text.slice(section.start, until))} `, key)
    if (best === undefined || uses > best.uses) best = { index, uses }
  }
  return `${best?.index ?? 0}`
}

function usesIn(text: string, key: string): number {
  return text.split(` ${key}`).length - 1
}
