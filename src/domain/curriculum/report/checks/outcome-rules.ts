import { jaccard } from '../../../text/content-words.js'
import { excerpt } from '../../../text/plain-text.js'
import { BLOOM_VERBS, DEPTHS_BY_BLOOM, isVerbOf } from '../../bloom.js'
import type { Curriculum } from '../../curriculum.js'
import { type CheckRule, check, checkThat } from './check-rule.js'
import { allOutcomes, outcomeLists } from './located-parts.js'
import { leadingVerb, OUTCOME_WORDS, outcomeFormFault, secondVerbIn, vagueVerbIn } from './outcome-wording.js'

/** R01 to R04: the wording of single outcomes. What the documents state is left as it is written. */
export const OUTCOME_FORM_RULES: readonly CheckRule[] = [
  {
    id: 'R01',
    title: 'Outcome starts with a measurable verb of its declared Bloom level',
    hard: true,
    threshold: 1,
    language: 'english',
    checks: ({ curriculum }) =>
      reworded(curriculum).map(({ outcome, pointer }) => {
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
      reworded(curriculum).map(({ outcome, pointer }) => {
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
      reworded(curriculum).map(({ outcome, pointer }) => {
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
      reworded(curriculum).map(({ outcome, pointer }) => {
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

/** The outcomes that are not word for word from the documents. */
function reworded(curriculum: Curriculum): ReturnType<typeof allOutcomes> {
  return allOutcomes(curriculum).filter(({ outcome }) => outcome.basis !== 'stated')
}

/** R08. */
export const DEPTH_RULE: CheckRule = {
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

const SAME_OUTCOME = 0.8

/** R09 and R10: comparisons of outcomes. */
export const OUTCOME_LIST_RULES: readonly CheckRule[] = [
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
    title: 'Every program outcome is supported by an outcome of a unit',
    hard: false,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum: { program }, unitOutcomes }) => {
      const supported = new Set(unitOutcomes.flatMap(({ outcome }) => outcome.supports))
      const hint = 'let a unit outcome support it, or drop it'
      return program.outcomes.map(({ id, text }, index) =>
        checkThat(
          supported.has(id),
          `/program/outcomes/${index}`,
          `no outcome of a unit is about ${excerpt(text)}`,
          hint,
        ),
      )
    },
  },
]
