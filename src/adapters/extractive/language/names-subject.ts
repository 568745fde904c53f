import { isBaseVerb } from './common-verbs.js'
import { isQuestion } from './question-form.js'

/** Whether a title can stand where a thing is named: not a question, nor a task as in "check the moisture". */
export function namesSubject(title: string): boolean {
  const [, first = '', next = ''] = /^(\S+)(?: (\S+))?/.exec(title.toLowerCase()) ?? []
  const isTask = isBaseVerb(first) && /^(?:an?|the|your|my|our|all|it|them|for|with|from|to|if)$/.test(next)
  return title !== '' && !isTask && !isQuestion(title)
}
