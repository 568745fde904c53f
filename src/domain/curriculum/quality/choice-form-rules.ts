import { excerpt } from '../text/excerpt.js'
import { CHOICE_FORM, choiceBuildFault, choiceTrapFault, stemFault } from './choice-form.js'
import { choiceItems } from './choice-items.js'
import { check, type QualityRule } from './quality-rule.js'
import { isEnglish } from './rule-context.js'

/** R31 and R32: each choice by itself. */
export const CHOICE_FORM_RULES: readonly QualityRule[] = [
  {
    id: 'R31',
    title: `Choice form: ${CHOICE_FORM.leastOptions} to ${CHOICE_FORM.mostOptions} options, one key, a stem that asks`,
    hard: true,
    passAt: 1,
    language: 'any',
    checks: ({ curriculum }) =>
      choiceItems(curriculum).map(({ item, pointer }) => {
        const english = isEnglish(curriculum.program.language)
        const fault = choiceBuildFault(item) ?? (english ? stemFault(item.stem) : undefined)
        const message = fault === undefined ? undefined : `${excerpt(item.stem)} ${fault}`
        return check(pointer, message, `ask in ${CHOICE_FORM.stemWords} words or more, with one right option of 3 to 5`)
      }),
  },
  {
    id: 'R32',
    title: 'No catch-all or joined options, no lower-case negative, no absolute in one option only',
    hard: true,
    passAt: 1,
    language: 'english',
    checks: ({ curriculum }) =>
      choiceItems(curriculum).map(({ item, pointer }) => {
        const fault = choiceTrapFault(item)
        const message = fault === undefined ? undefined : `${excerpt(item.stem)} ${fault}`
        return check(pointer, message, 'ask positively, and give options that stand for themselves')
      }),
  },
]
