import { isBaseVerb } from './common-verbs.js'
import { isQuestion } from './question-form.js'

/** Titles that name no subject. */
const GENERAL =
  /^(?:an? |the |my |some )?(?:discussion|introduction|intro|overview|summary|conclusions?|notes?|remarks|.*\bfaqs?|frequently asked questions|questions(?: and answers)?|q ?& ?a|background|contents|appendix|basics|general|miscellaneous|other|examples?|more|details|resources|getting started|first steps|further reading|links)$/i
const TASK_OBJECT = /^(?:an?|the|your|my|our|all|it|them|for|with|from|to|if)$/

/**
 * What a title names, as it can stand within a sentence: without its label, and no question, nor a task as in "check the
 * moisture"; `undefined` if it names nothing.
 */
export function subjectOf(title: string): string | undefined {
  const plain = title
    .replace(/\p{Extended_Pictographic}\uFE0F?/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[:,;.](?:\s|$))/g, '')
    .trim()
  if (isQuestion(plain)) return undefined
  const [, label, rest] = /^([^:]{1,40}): (.+)$/.exec(plain) ?? []
  const candidates = label === undefined || rest === undefined ? [plain] : /\d/.test(label) ? [rest] : [rest, label]
  return candidates.find((text) => text !== '' && !GENERAL.test(text) && !isTask(text))
}

function isTask(text: string): boolean {
  const [, first = '', next = ''] = /^(\S+)(?: (\S+))?/.exec(text.toLowerCase()) ?? []
  return isBaseVerb(first) && TASK_OBJECT.test(next)
}
