import { pluralize } from '../../platform/text.js'
import { jaccard } from '../../text/content-words.js'
import { excerpt } from '../../text/plain-text.js'
import { BLOOM_VERBS, bloomRank, DEPTHS_BY_BLOOM, isVerbOf, reachesBloom } from '../bloom.js'
import { MIN_APPLIED_SHARE } from '../program.js'
import { allOutcomes, outcomeLists } from './located-parts.js'
import { leadingVerb, OUTCOME_WORDS, outcomeFormFault, secondVerbIn, vagueVerbIn } from './outcome-wording.js'
import { check, checkThat, type QualityRule } from './quality-rule.js'

/** R01 to R04 and R08: checks of single outcomes. */
export const OUTCOME_FORM_RULES: readonly QualityRule[] = [
  {
    id: 'R01',
    title: 'Outcome starts with a measurable verb of its declared Bloom level',
    hard: true,
    threshold: 1,
    language: 'english',
    checks: ({ curriculum }) =>
      allOutcomes(curriculum).map(({ outcome, pointer }) => {
        const first = leadingVerb(outcome.text)
        return checkThat(
          first === outcome.verb.toLowerCase() && isVerbOf(first, outcome.bloom),
          pointer,
          `${excerpt(outcome.text)} starts with "${first}", declared are "${outcome.verb}" and ${outcome.bloom}`,
          `begin with a verb of ${outcome.bloom}, e.g. ${BLOOM_VERBS[outcome.bloom].slice(0, 4).join(', ')}`,
        )
      }),
  },
  {
    id: 'R02',
    title: 'No vague or unmeasurable verb in an outcome',
    hard: true,
    threshold: 1,
    language: 'english',
    checks: ({ curriculum }) =>
      allOutcomes(curriculum).map(({ outcome, pointer }) => {
        const vague = vagueVerbIn(outcome.text)
        const message = vague === undefined ? undefined : `${excerpt(outcome.text)}: "${vague}" cannot be observed`
        return check(pointer, message, 'name what the learner does to show it: explain, compare, apply, ...')
      }),
  },
  {
    id: 'R03',
    title: 'One verb per outcome',
    hard: true,
    threshold: 1,
    language: 'english',
    checks: ({ curriculum }) =>
      allOutcomes(curriculum).map(({ outcome, pointer }) => {
        const second = secondVerbIn(outcome.text)
        const message = second === undefined ? undefined : `${excerpt(outcome.text)} has a second verb, "${second}"`
        return check(pointer, message, 'make two outcomes of it, or keep the more demanding verb')
      }),
  },
  {
    id: 'R04',
    title: 'Outcome is well formed',
    hard: true,
    threshold: 1,
    language: 'english',
    checks: ({ curriculum }) =>
      allOutcomes(curriculum).map(({ outcome, pointer }) => {
        const fault = outcomeFormFault(outcome.text)
        const message = fault === undefined ? undefined : `${excerpt(outcome.text)} ${fault}`
        return check(
          pointer,
          message,
          `write a verb and its object in ${OUTCOME_WORDS.min} to ${OUTCOME_WORDS.max} plain words`,
        )
      }),
  },
]

/** R08. */
export const DEPTH_RULE: QualityRule = {
  id: 'R08',
  title: 'Depth of knowledge is 1 to 4 and compatible with the Bloom level',
  hard: true,
  threshold: 1,
  language: 'any',
  checks: ({ curriculum }) =>
    allOutcomes(curriculum).map(({ outcome, pointer }) => {
      const allowed: readonly number[] = DEPTHS_BY_BLOOM[outcome.bloom]
      return checkThat(
        allowed.includes(outcome.dok),
        pointer,
        `${excerpt(outcome.text)} has depth ${outcome.dok} at level ${outcome.bloom}`,
        `set the depth to ${allowed.join(' or ')}`,
      )
    }),
}

const COUNTS = { program: { min: 4, max: 12 }, unit: { min: 2, max: 8 } } as const
const PROGRESSION_SLACK = 0.25
const SAME_OUTCOME = 0.8

/** R05 to R07, R09 and R10: comparisons of outcomes. */
export const OUTCOME_LIST_RULES: readonly QualityRule[] = [
  {
    id: 'R05',
    title: 'Number of outcomes: program 4 to 12, unit 2 to 8',
    hard: false,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum }) => {
      const noUnits = 'there are no units, so nothing leads to the outcomes of the program'
      const taught = checkThat(curriculum.units.length > 0, '/units', noUnits, 'write at least one unit')
      const counted = outcomeLists(curriculum).map(({ pointer, outcomes }, index) => {
        const { min, max } = index === 0 ? COUNTS.program : COUNTS.unit
        const whose = index === 0 ? 'the program' : `unit ${index}`
        return checkThat(
          outcomes.length >= min && outcomes.length <= max,
          pointer,
          `${whose} has ${pluralize(outcomes.length, 'outcome')}`,
          outcomes.length < min ? `write at least ${min}` : `merge or drop some: the maximum is ${max}`,
        )
      })
      return [taught, ...counted]
    },
  },
  {
    id: 'R06',
    title: 'Bloom spread: two levels in each unit, enough outcomes at apply or higher',
    hard: false,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum, unitOutcomes }) => {
      if (unitOutcomes.length === 0) return []
      const applied = unitOutcomes.filter(({ outcome }) => reachesBloom(outcome.bloom, 'apply')).length
      const share = applied / unitOutcomes.length
      const min = MIN_APPLIED_SHARE[curriculum.program.level]
      const perUnit = curriculum.units.map(({ outcomes }, index) =>
        checkThat(
          new Set(outcomes.map(({ bloom }) => bloom)).size >= 2,
          `/units/${index}/outcomes`,
          `unit ${index + 1} has outcomes of one Bloom level only`,
          'add an outcome of another level',
        ),
      )
      const message = `${applied} of ${unitOutcomes.length} outcomes are at apply or higher, ${min * 100} % are asked for`
      return [
        ...perUnit,
        checkThat(share >= min, '/units', message, 'let learners do more: apply, analyze, evaluate, create'),
      ]
    },
  },
  {
    id: 'R07',
    title: 'Bloom progression: the last third of the units asks for no less than the first',
    hard: false,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum: { units } }) => {
      const taught = units.filter(({ outcomes }) => outcomes.length > 0)
      if (taught.length < 2) return []
      const third = Math.max(1, Math.floor(taught.length / 3))
      const meanOf = (part: typeof taught) => {
        const ranks = part.flatMap(({ outcomes }) => outcomes.map(({ bloom }) => bloomRank(bloom)))
        return ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length
      }
      const first = meanOf(taught.slice(0, third))
      const last = meanOf(taught.slice(-third))
      const message = `mean Bloom level falls from ${first.toFixed(2)} in the first to ${last.toFixed(2)} in the last third`
      return [checkThat(last >= first - PROGRESSION_SLACK, '/units', message, 'raise outcomes of the last units')]
    },
  },
  {
    id: 'R09',
    title: 'Outcomes of a list are distinct',
    hard: false,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum, contentWords }) =>
      outcomeLists(curriculum).flatMap(({ pointer, outcomes }) =>
        outcomes.map(({ text }, index) => {
          const duplicate = outcomes
            .slice(0, index)
            .find((earlier) => jaccard(contentWords(earlier.text), contentWords(text)) >= SAME_OUTCOME)
          const message =
            duplicate === undefined ? undefined : `${excerpt(text)} says the same as ${excerpt(duplicate.text)}`
          return check(`${pointer}/${index}`, message, 'drop one of them, or say what is different')
        }),
      ),
  },
  {
    id: 'R10',
    title: 'Unit outcomes map to program outcomes, and every program outcome is supported',
    hard: false,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum: { program }, unitOutcomes }) => {
      const known = new Set(program.outcomes.map(({ id }) => id))
      const supported = new Set(unitOutcomes.flatMap(({ outcome }) => outcome.supports))
      const hint = 'let a unit outcome support it, or drop it'
      return [
        ...program.outcomes.map(({ id, text }, index) =>
          checkThat(supported.has(id), `/program/outcomes/${index}`, `no unit serves ${excerpt(text)}`, hint),
        ),
        ...unitOutcomes.map(({ outcome, pointer }) =>
          checkThat(
            outcome.supports.some((id) => known.has(id)),
            pointer,
            `${excerpt(outcome.text)} serves no outcome of the program`,
            'name the program outcome that it supports',
          ),
        ),
      ]
    },
  },
]
