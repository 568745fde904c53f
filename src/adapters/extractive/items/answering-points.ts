import { contentWords, ITEM_STOP_WORDS, shareWithin } from '../../../domain/curriculum/index.js'
import { withoutEnd } from '../language/phrases.js'
import type { Statement } from '../survey/statements-of.js'
import { answerForms, askedThing, comparedSides } from './answer-form.js'

/** The share of the words of a question that its answer takes up. */
const LEAST_COVERED = 0.65
const LEAST_OF_SIDE = 0.6
const LEAST_OF_FORM = 0.5
/** Words of what an answer looks like, not of what it is about. */
const FRAME = new Set([
  ...ITEM_STOP_WORDS,
  ...'meant example examples given case cases difference differences differ main important importance role benefit benefits advantage advantages reason reasons way happen happens'.split(
    ' ',
  ),
])

/**
 * The statements that answer a question together, in reading order; none if they leave out much of what is asked, or do
 * not have the form of an answer to it: a reason for "why", a way for "how", both sides of a comparison.
 *
 * @param verb with which the question begins, if it is a task
 */
export function answeringPoints(
  question: string,
  verb: string,
  statements: readonly Statement[],
  most: number,
): readonly Statement[] {
  const text = withoutEnd(question)
  const asked = contentWords(text, new Set([...FRAME, verb]))
  const forms = answerForms(text)
  const fits = (statement: Statement) => forms.filter(({ answers }) => answers(statement.text)).length
  const open = new Set(asked)
  const chosen: Statement[] = []
  while (chosen.length < most && open.size > 0 && !answers(text, asked, chosen)) {
    const rated = statements
      .map((statement) => ({ statement, added: [...open].filter((word) => statement.words.has(word)).length }))
      .filter(({ added }) => added > 0)
      .map(({ statement, added }) => ({
        statement,
        worth: added + fits(statement) * 0.6 + (statement.marked ? 0.3 : 0) + statement.selfContained * 0.1,
      }))
      .sort((a, b) => b.worth - a.worth || a.statement.start - b.statement.start)
    const best = rated[0]?.statement
    if (best === undefined) break
    chosen.push(best)
    for (const word of best.words) open.delete(word)
  }
  return answers(text, asked, chosen) ? chosen.sort((a, b) => a.start - b.start) : []
}

/** Whether statements answer a question about the words that it asks for. */
function answers(question: string, asked: ReadonlySet<string>, chosen: readonly Statement[]): boolean {
  const said = new Set(chosen.flatMap(({ words }) => [...words]))
  // A number is never a side matter: "compare the 2.4 and the 6 gigahertz band".
  const numbers = new Set([...asked].filter((word) => /\d/.test(word)))
  const isCovered = asked.size > 0 && shareWithin(asked, said) >= LEAST_COVERED && shareWithin(numbers, said) === 1
  // The reason or the way has to be that of what is asked, not of something beside it.
  const hasForms = answerForms(question).every((form) =>
    chosen.some(({ text, words }) => form.answers(text) && shareWithin(asked, words) >= LEAST_OF_FORM),
  )
  return isCovered && hasForms && bothSidesIn(question, said) && isAbout(question, asked, chosen)
}

function bothSidesIn(question: string, said: ReadonlySet<string>): boolean {
  // Of three or more no sentence says how they differ.
  if (/^(?:compare|contrast|distinguish)\b.*,/i.test(question)) return false
  return (comparedSides(question) ?? []).every((side) => shareWithin(side, said) >= LEAST_OF_SIDE)
}

/** What a thing is says the sentence that begins with it; a single other word is in sentences on anything. */
function isAbout(question: string, asked: ReadonlySet<string>, chosen: readonly Statement[]): boolean {
  const thing = comparedSides(question) === undefined ? askedThing(question) : undefined
  if (thing === undefined) return asked.size > 1
  const named = contentWords(thing, FRAME)
  return chosen.some(({ text }) => {
    const subject = /^(.+?) (?:is|are|was|were|means?|refers? to|\p{Ll}{2,}s)\b/u.exec(text)?.[1] ?? ''
    const words = contentWords(subject)
    return words.size === named.size && shareWithin(named, words) === 1
  })
}
