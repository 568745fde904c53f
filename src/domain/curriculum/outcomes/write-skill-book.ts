import { bloomRank, reachesBloom } from '../bloom.js'
import type { Citation } from '../citation.js'
import { lowerFirst, upperFirst, withoutEnd } from '../language/phrases.js'
import { titleInSentence } from '../language/titles.js'
import { thirdPersonOf } from '../language/verbs.js'
import { type Outcome, SKILL_LEVEL_BY_BLOOM, type Skill } from '../outcome.js'
import { namesInParts, type UnitMaterial } from '../outline/document-part.js'
import type { Unit } from '../unit.js'

const MAX_CITATIONS = 3

/** The skills of a program: one for each unit, over its outcomes at `apply` or higher, else over all of them. */
export function writeSkillBook(units: readonly UnitMaterial[]): readonly Skill[] {
  return units.flatMap((material) => {
    const { unit } = material
    const demanding = unit.outcomes.filter(({ bloom }) => reachesBloom(bloom, 'apply'))
    const outcomes = demanding.length === 0 ? unit.outcomes : demanding
    const top = outcomes.reduce<Outcome | undefined>(
      (a, b) => (a === undefined || bloomRank(b.bloom) > bloomRank(a.bloom) ? b : a),
      undefined,
    )
    const citations = citationsFor(unit, outcomes)
    if (top === undefined || citations.length === 0) return []
    return {
      id: `${unit.id}-skill`,
      origin: 'generated' as const,
      skill: upperFirst(titleInSentence(unit.title, namesInParts(material.parts))),
      level: SKILL_LEVEL_BY_BLOOM[top.bloom],
      outcomeIds: outcomes.map(({ id }) => id),
      evidence: evidenceFor(outcomes),
      citations,
    }
  })
}

/** Observable criteria: each act, done and explained. */
function evidenceFor(outcomes: readonly Outcome[]): readonly string[] {
  const acts = outcomes.slice(0, 4).map(({ text, verb }) => {
    const act = withoutEnd(text)
      .replace(/\byour\b/g, 'their')
      .replace(/\byou\b/g, 'they')
    const rest = act.slice(verb.length).trim()
    // "Push to or pull from": of two verbs only the first would be in the third person.
    if (/^(?:\p{Ll}+ )?(?:and|or) \p{Ll}+ /u.test(rest)) return `Can ${lowerFirst(act)}, without help.`
    return `${upperFirst(thirdPersonOf(verb))} ${rest}, without help.`
  })
  return [...acts, 'Explains each step of the work to another person, in the terms of the sources.']
}

function citationsFor({ keyPoints, glossary }: Unit, outcomes: readonly Outcome[]): readonly Citation[] {
  const all = [...outcomes, ...keyPoints, ...glossary].flatMap(({ citations }) => citations)
  const distinct = new Map(all.map((citation) => [`${citation.docId}:${citation.start}`, citation]))
  return [...distinct.values()].slice(0, MAX_CITATIONS)
}
