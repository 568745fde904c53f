import { contentWords, ITEM_STOP_WORDS, shareWithin } from '../../text/content-words.js'
import { wordsOf } from '../../text/words.js'
import type { Statement } from '../analysis/statements.js'
import { withoutEnd } from '../language/phrases.js'
import { isBaseVerb } from '../language/verbs.js'

/** The minimum share of the words of a question in its answer. */
const MIN_COVERED = 0.65
const MIN_OF_SIDE = 0.6
const MIN_OF_FORM = 0.5
/** Words about the form of an answer, not its subject. */
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
 * @param verb first word of the question, if it is a task
 */
export function answeringPoints(
  question: string,
  verb: string,
  statements: readonly Statement[],
  max: number,
): readonly Statement[] {
  const text = withoutEnd(question)
  const asked = contentWords(text, new Set([...FRAME, verb]))
  const forms = answerForms(text)
  const fits = (statement: Statement) => forms.filter(({ answers }) => answers(statement.text)).length
  const open = new Set(asked)
  const chosen: Statement[] = []
  while (chosen.length < max && open.size > 0 && !answers(text, asked, chosen)) {
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

/** Whether statements answer a question about its words. */
function answers(question: string, asked: ReadonlySet<string>, chosen: readonly Statement[]): boolean {
  const said = new Set(chosen.flatMap(({ words }) => [...words]))
  // Numbers always matter: "compare the 2.4 and the 6 gigahertz band".
  const numbers = new Set([...asked].filter((word) => /\d/.test(word)))
  const isCovered = asked.size > 0 && shareWithin(asked, said) >= MIN_COVERED && shareWithin(numbers, said) === 1
  // The reason or the way must be that of the subject of the question, not of another thing.
  const hasForms = answerForms(question).every((form) =>
    chosen.some(({ text, words }) => form.answers(text) && shareWithin(asked, words) >= MIN_OF_FORM),
  )
  return isCovered && hasForms && bothSidesIn(question, said) && isAbout(question, asked, chosen)
}

function bothSidesIn(question: string, said: ReadonlySet<string>): boolean {
  // A comparison of three or more is never answered by one sentence.
  if (/^(?:compare|contrast|distinguish)\b.*,/i.test(question)) return false
  return (comparedSides(question) ?? []).every((side) => shareWithin(side, said) >= MIN_OF_SIDE)
}

/** A definition starts with its term; a single other word occurs in sentences about any subject. */
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

/** The required form of an answer for a form of question; one question can have several forms. */
interface AnswerForm {
  /** Recognises the form of a question. */
  readonly asks: RegExp
  readonly answers: (text: string) => boolean
}

const REASON =
  /\b(?:because|so that|since|therefore|thus|hence|as a result|consequently|reasons?|leads? to|led to|causes?|caused|due to|owing to|otherwise|in order (?:not )?to|to (?:avoid|prevent|protect|keep|ensure|reduce)|which (?:is why|means|makes)|if|without)\b|\bso (?:it|they|the|an?|no|that)\b/i
const ADVICE =
  /\b(?:should|must|need to|needs to|have to|has to|ought to|avoid|recommended|best to|important to|do not|don['’]t|never|always)\b/i
const WAY =
  /\b(?:(?:is|are) used to|by \p{Ll}+ing|by (?:means|the|an?)|using|through|via|with the help|from the|step|(?:made|built|formed|created|produced|done|found|turned|sent|delivered) (?:by|when|from|of|in|into|to|with|on))\b/iu
const GAIN =
  /\b(?:benefits?|advantages?|allows?|allowing|enables?|lets?|helps?|easier|easy|prevents?|protects?|saves?|keeps?|improves?|faster|safer|better|without|because|so that|reduces?|avoids?|makes? it|important|needed)\b/i
const TIME = /\b(?:when|whenever|if|once|after|before|during|while|until|as soon as)\b|\d/i
const NUMBER =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|hundred|thousand|half|twice|all|none)\b/i

const FORMS: readonly AnswerForm[] = [
  { asks: /\bwhy\b|\breasons?\b/i, answers: (text) => REASON.test(text) },
  { asks: /\bhow (?:much|many|long|far|often|fast|large|big|old)\b/i, answers: (text) => NUMBER.test(text) },
  {
    asks: /\bhow (?!much\b|many\b|long\b|far\b|often\b|fast\b|large\b|big\b|old\b)/i,
    answers: (text) => WAY.test(text) || isInstruction(text),
  },
  {
    asks: /\bwhat\b.{0,60}\b(?:do|should|must|can|could|to)\b(?: (?:you|i|we|one|learners|users|people)\b| do\b)/i,
    answers: (text) => ADVICE.test(text) || isInstruction(text),
  },
  { asks: /\b(?:benefits?|advantages?|importance|usefulness|purpose)\b/i, answers: (text) => GAIN.test(text) },
  { asks: /^when\b|\b(?:explain|describe|decide) when\b/i, answers: (text) => TIME.test(text) },
]

/** The required forms: each must be met by at least one answer. */
function answerForms(question: string): readonly AnswerForm[] {
  return FORMS.filter(({ asks }) => asks.test(question))
}

/** The words of the two sides of a comparison, without those they share; of another question `undefined`. */
function comparedSides(question: string): readonly [ReadonlySet<string>, ReadonlySet<string>] | undefined {
  const [, first = '', second = ''] =
    /\b(?:between|compare|contrast|distinguish)\s+(.{2,80}?)\s+(?:and|with|from|to|versus|vs\.?)\s+(.{2,80})$/i.exec(
      question,
    ) ??
    /\bhow (.{2,60}?) and (.{2,60}?) differ\b/i.exec(question) ??
    []
  if (first === '' || second === '') return undefined
  const [a, b] = [contentWords(first), contentWords(second)]
  return [new Set([...a].filter((word) => !b.has(word))), new Set([...b].filter((word) => !a.has(word)))]
}

/** The term to define: "what compost is", "what is meant by a branch". */
export function askedThing(question: string): string | undefined {
  const [, thing] =
    /\bwhat (?:do|does) (?:an? |the )?([^,;]{2,50}) do$/i.exec(question) ??
    /\bwhat (?:is|are) (?:meant by )?(?:an? |the )?([^,;]{2,50})$/i.exec(question) ??
    /\bwhat (?:an? |the )?([^,;]{2,50}?) (?:is|are|means?|does)\b/i.exec(question) ??
    []
  return thing
}

function isInstruction(text: string): boolean {
  return isBaseVerb(wordsOf(text)[0] ?? '')
}
