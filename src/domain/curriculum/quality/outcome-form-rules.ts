import { excerpt } from '../text/excerpt.js'
import { BLOOM_VERBS, isVerbOf } from '../vocabulary/bloom-verbs.js'
import { DEPTHS_BY_BLOOM } from '../vocabulary/depth-of-knowledge.js'
import { allOutcomes } from './all-outcomes.js'
import { leadingVerb, OUTCOME_WORDS, outcomeFormFault, secondVerbIn, vagueVerbIn } from './outcome-wording.js'
import { check, checkThat, type QualityRule } from './quality-rule.js'

/** R01 to R04 and R08: each outcome by itself. */
export const OUTCOME_FORM_RULES: readonly QualityRule[] = [
  {
    id: 'R01',
    title: 'Outcome starts with a measurable verb of its declared Bloom level',
    hard: true,
    passAt: 1,
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
    passAt: 1,
    language: 'english',
    checks: ({ curriculum }) =>
      allOutcomes(curriculum).map(({ outcome, pointer }) => {
        const vague = vagueVerbIn(outcome.text)
        const message = vague === undefined ? undefined : `${excerpt(outcome.text)}: nobody can observe "${vague}"`
        return check(pointer, message, 'name what the learner does to show it: explain, compare, apply, ...')
      }),
  },
  {
    id: 'R03',
    title: 'One verb per outcome',
    hard: true,
    passAt: 1,
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
    passAt: 1,
    language: 'english',
    checks: ({ curriculum }) =>
      allOutcomes(curriculum).map(({ outcome, pointer }) => {
        const fault = outcomeFormFault(outcome.text)
        const message = fault === undefined ? undefined : `${excerpt(outcome.text)} ${fault}`
        return check(
          pointer,
          message,
          `write a verb and its object in ${OUTCOME_WORDS.least} to ${OUTCOME_WORDS.most} plain words`,
        )
      }),
  },
]

/** R08. */
export const DEPTH_RULE: QualityRule = {
  id: 'R08',
  title: 'Depth of knowledge is 1 to 4 and compatible with the Bloom level',
  hard: true,
  passAt: 1,
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
