import { excerpt } from '../../text/plain-text.js'
import type { Citation } from '../citation.js'
import type { Curriculum } from '../curriculum.js'
import { citationFault, locateQuote } from '../report/checks/citation-rules.js'
import { mapDefined, type RepairRun } from './repair-run.js'

interface Cited {
  readonly citations: readonly Citation[]
}

/** R25 and R26: corrects offsets, drops quotes that no document contains, and then statements without a citation. */
export function repairCitations(curriculum: Curriculum, run: RepairRun): Curriculum {
  const verified = <T extends Cited>(holder: T): T => {
    const citations = mapDefined(holder.citations, (citation) => verify(citation, run))
    const same = citations.every((citation, index) => citation === holder.citations[index])
    return same && citations.length === holder.citations.length ? holder : { ...holder, citations }
  }
  const supported = <T extends Cited>(holders: readonly T[], kind: string, nameOf: (holder: T) => string) =>
    holders.map(verified).filter((holder) => {
      if (holder.citations.length > 0) return true
      run.dropped('R25', `${kind} ${excerpt(nameOf(holder))}: no source stands behind it`)
      return false
    })
  const units = curriculum.units.map((unit) => ({
    ...unit,
    outcomes: unit.outcomes.map(verified),
    keyPoints: supported(unit.keyPoints, 'key point', ({ text }) => text),
    glossary: supported(unit.glossary, 'term', ({ term }) => term),
    lessons: unit.lessons.map((lesson) => ({ ...lesson, activities: lesson.activities.map(verified) })),
  }))
  const behindOutcomes = new Map(units.flatMap(({ outcomes }) => outcomes).map(({ id, citations }) => [id, citations]))
  const skills = curriculum.skillBook.map((skill) => {
    const own = verified(skill)
    const [borrowed] = own.outcomeIds.flatMap((id) => behindOutcomes.get(id) ?? [])
    if (own.citations.length > 0 || borrowed === undefined) return own
    run.fixed('R25', `skill ${excerpt(skill.skill)}: cites the source of its outcome`)
    return { ...own, citations: [borrowed] }
  })
  return {
    ...curriculum,
    program: { ...curriculum.program, outcomes: curriculum.program.outcomes.map(verified) },
    units,
    items: supported(curriculum.items, 'item', ({ stem }) => stem),
    assessments: curriculum.assessments.map(verified),
    skillBook: supported(skills, 'skill', ({ skill }) => skill),
  }
}

function verify(citation: Citation, run: RepairRun): Citation | undefined {
  const fault = citationFault(citation, run.documents)
  if (fault === undefined) return citation
  const located = locateQuote(citation, run.documents)
  if (located !== undefined && citationFault(located, run.documents) === undefined) {
    run.fixed('R26', `citation ${excerpt(citation.quote)}: its place in ${citation.docId}`)
    return located
  }
  run.dropped('R26', `citation ${excerpt(citation.quote)}: ${fault}`)
  return undefined
}
