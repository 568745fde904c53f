import { countWords, leadingPronoun } from '../../../domain/curriculum/index.js'
import { isBaseVerb } from '../language/common-verbs.js'
import { withoutEnd } from '../language/phrases.js'
import { baseOfThirdPerson } from '../language/verb-forms.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import type { Statement } from '../survey/statements-of.js'
import type { DraftOpen } from './draft-item.js'

const SUBJECT = "((?:The |An? )?[\\p{L}\\p{N}][\\p{L}\\p{N}'’./ -]{1,60}?)"
const USED = new RegExp(`^${SUBJECT} (is|are) (?:often |usually |mainly |commonly )?used (?:to|for) (.{12,})$`, 'u')
const OCCURS = new RegExp(`^${SUBJECT} (occurs?|happens?|arises?|begins?|ends?|starts?) (?:when|if) (.{12,})$`, 'u')
const DOES = new RegExp(
  `^${SUBJECT} (?:also |always |usually )?(allows?|enables?|prevents?|requires?|causes?|contains?|provides?|stores?|supports?|produces?|consists? of|depends? on|controls?|reduces?|increases?|protects?|determines?|lets|helps?|specif(?:y|ies)|describes?|records?|converts?|measures?|regulates?|transports?|releases?|absorbs?|carr(?:y|ies)|connects?|removes?|creates?|changes?) (.{12,})$`,
  'u',
)
const BECAUSE = /^([\p{L}\p{N}][\p{L}\p{N} '’-]{15,}?),? because (.{12,})$/u
const VERB_WITHIN =
  /\b(?:is|are|was|were|has|have|can|could|may|might|must|should|will|would|do|does|that|which|who|if|when)\b/i
const CLAUSE =
  /^(?:while|although|because|if|when|where|for|in|on|by|with|after|before|once|since|as|to|even|what|whatever|whoever|who|which|most of the time)\b/i

const LEAST_SELF_CONTAINED = 0.7

/** The questions that statements of a unit answer. */
export function statementItems(parts: readonly DocumentPart[]): readonly DraftOpen[] {
  return parts.flatMap((part) =>
    withinPart(part, part.survey.statements)
      .filter(({ marked, selfContained }) => marked || selfContained >= LEAST_SELF_CONTAINED)
      .flatMap((statement) => questionOf(statement, part.survey.names) ?? []),
  )
}

/** What a statement answers, as a question with the statement as its answer; `undefined` if none can be read off it. */
function questionOf(statement: Statement, names: ReadonlySet<string>): DraftOpen | undefined {
  const text = withoutEnd(statement.text)
  // "The scientist" is one of whom another sentence speaks.
  if (!statement.marked && /^the \p{Ll}+ \p{Ll}+s /iu.test(text)) return undefined
  if (/[;:“”"]| -- /.test(text) || CLAUSE.test(text)) return undefined
  const asked = ask(text, names)
  if (asked === undefined || countWords(asked) < 4) return undefined
  return {
    format: 'open',
    kind: 'short-answer',
    stem: asked,
    answer: `${text}.`,
    bloom: 'understand',
    citations: [statement.citation],
    confidence: statement.marked ? 0.65 : 0.55,
  }
}

function ask(text: string, names: ReadonlySet<string>): string | undefined {
  const [, cause = '', reason = ''] = BECAUSE.exec(text) ?? []
  if (reason !== '' && leadingPronoun(cause) === undefined) return `Explain the reason for this: “${cause}.”`
  const [, used = '', be = ''] = USED.exec(text) ?? []
  if (isSubject(used)) return `What ${be} ${asSubject(used, names)} used for?`
  const [, event = '', occurs = ''] = OCCURS.exec(text) ?? []
  if (isSubject(event)) return `When ${auxiliary(occurs)} ${asSubject(event, names)} ${baseOf(occurs)}?`
  const [, agent = '', does = ''] = DOES.exec(text) ?? []
  if (isSubject(agent) && agrees(agent, does))
    return `What ${auxiliary(does)} ${asSubject(agent, names)} ${baseOf(does)}?`
  return undefined
}

function isSubject(text: string): boolean {
  const words = text.split(' ')
  // "A scientist collects data and stores": another verb stands before.
  const acts = words
    .slice(1, -1)
    .some((word) => baseOfThirdPerson(word) !== word && isBaseVerb(baseOfThirdPerson(word)))
  return (
    text !== '' &&
    !/^\p{L}+ing\b/u.test(text) &&
    words.length <= 7 &&
    !acts &&
    !VERB_WITHIN.test(text) &&
    leadingPronoun(text) === undefined
  )
}

/** A plural stands with the base form, a singular with the third person: else the verb is none. */
function agrees(subject: string, verb: string): boolean {
  const last = subject.split(' ').at(-1) ?? ''
  return (baseOf(verb) === verb) === /[^su]s$/.test(last)
}

function asSubject(text: string, names: ReadonlySet<string>): string {
  const [first = '', ...rest] = text.split(' ')
  const isPlain = /^\p{Lu}\p{Ll}*$/u.test(first) && !names.has(first.toLowerCase())
  return [isPlain ? first.toLowerCase() : first, ...rest].join(' ')
}

function auxiliary(verb: string): string {
  return baseOf(verb) === verb ? 'do' : 'does'
}

function baseOf(verb: string): string {
  const [first = '', ...particle] = verb.split(' ')
  return [baseOfThirdPerson(first), ...particle].join(' ')
}
