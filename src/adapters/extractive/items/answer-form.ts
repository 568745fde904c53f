import { contentWords, wordsOf } from '../../../domain/curriculum/index.js'
import { isBaseVerb } from '../language/common-verbs.js'

/** What a sentence must have to answer a question of a form; several forms may be asked for at once. */
export interface AnswerForm {
  /** Tells by which of several forms a question is asked. */
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

/** The forms that answers to a question must have: each by one of them at least. */
export function answerForms(question: string): readonly AnswerForm[] {
  return FORMS.filter(({ asks }) => asks.test(question))
}

/** The words of the two sides of a comparison, without those they share; of another question `undefined`. */
export function comparedSides(question: string): readonly [ReadonlySet<string>, ReadonlySet<string>] | undefined {
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

/** What is asked to be defined, as it is named: "what compost is", "what is meant by a branch". */
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
