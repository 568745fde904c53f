import type { Assessment } from '../assessment.js'
import { reachesBloom } from '../bloom.js'
import type { Citation } from '../citation.js'
import type { Item } from '../item.js'
import { lowerFirst, withoutEnd } from '../language/phrases.js'
import { SKILL_LEVEL_BY_BLOOM, type Skill } from '../outcome.js'
import { PartIds } from '../part-ids.js'
import type { Unit } from '../unit.js'

const MAX_EVIDENCE = 4
const MAX_CITATIONS = 3

/** The skills of a program: the outcomes at `apply` or higher that a task, an exercise or a question of their level asks for. */
export function writeSkillBook(
  units: readonly Unit[],
  items: readonly Item[],
  assessments: readonly Assessment[],
): readonly Skill[] {
  const ids = new PartIds()
  return units.flatMap((unit) =>
    unit.outcomes.flatMap((outcome): readonly Skill[] => {
      if (!reachesBloom(outcome.bloom, 'apply')) return []
      const asked = items.filter(
        ({ outcomeId, bloom }) => outcomeId === outcome.id && reachesBloom(bloom, outcome.bloom),
      )
      const done = unit.lessons
        .flatMap(({ activities }) => activities)
        .filter(({ type, outcomeIds }) => outcomeIds.includes(outcome.id) && PRACTISES.has(type))
      const handedIn = assessments.filter(
        ({ outcomeIds, rubric, bloom }) =>
          rubric !== undefined && outcomeIds.includes(outcome.id) && reachesBloom(bloom, outcome.bloom),
      )
      const evidence = [
        ...handedIn.map(({ instructions }) => instructions),
        ...done.map(({ description }) => description),
        ...asked.map(({ stem }) => stem),
      ]
      if (evidence.length === 0) return []
      const citations = [...outcome.citations, ...[...handedIn, ...done, ...asked].flatMap((part) => part.citations)]
      return [
        {
          id: ids.of('skill', outcome.id),
          origin: 'generated',
          skill: lowerFirst(withoutEnd(outcome.text)),
          level: SKILL_LEVEL_BY_BLOOM[outcome.bloom],
          outcomeIds: [outcome.id],
          evidence: evidence.slice(0, MAX_EVIDENCE),
          citations: distinct(citations).slice(0, MAX_CITATIONS),
        },
      ]
    }),
  )
}

const PRACTISES: ReadonlySet<string> = new Set(['practice', 'case-study'])

function distinct(citations: readonly Citation[]): readonly Citation[] {
  return [...new Map(citations.map((citation) => [`${citation.docId}:${citation.start}`, citation])).values()]
}
