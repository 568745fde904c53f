import { excerpt } from '../text/excerpt.js'
import { reachesBloom } from '../vocabulary/bloom-levels.js'
import { SKILL_LEVELS } from '../vocabulary/skill-levels.js'
import { check, checkThat, type QualityRule } from './quality-rule.js'

const LEAST_EVIDENCE = 2

/** R44. */
export const SKILL_RULE: QualityRule = {
  id: 'R44',
  title: 'Skill book: skills have a level, evidence and outcomes; every outcome at apply or higher is in a skill',
  hard: false,
  passAt: 1,
  language: 'any',
  checks: ({ curriculum: { skillBook }, unitOutcomes }) => {
    const covered = new Set(skillBook.flatMap(({ outcomeIds }) => outcomeIds))
    return [
      ...skillBook.map(({ skill, level, evidence, outcomeIds }, index) => {
        const distinct = new Set(evidence.map((criterion) => criterion.trim()).filter((criterion) => criterion !== ''))
        const fault = !SKILL_LEVELS.includes(level)
          ? `has the level ${level}`
          : distinct.size < LEAST_EVIDENCE
            ? `has ${distinct.size} criteria of evidence`
            : outcomeIds.length === 0
              ? 'covers no outcome'
              : undefined
        const message = fault === undefined ? undefined : `skill ${excerpt(skill)} ${fault}`
        return check(`/skillBook/${index}`, message, 'say at which level it is shown, by what, and for which outcomes')
      }),
      ...unitOutcomes
        .filter(({ outcome }) => reachesBloom(outcome.bloom, 'apply'))
        .map(({ outcome, pointer }) =>
          checkThat(
            covered.has(outcome.id),
            pointer,
            `${excerpt(outcome.text)} is in no skill`,
            'add the outcome to a skill',
          ),
        ),
    ]
  },
}
