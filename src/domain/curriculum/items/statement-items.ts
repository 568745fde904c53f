import { danglingPronoun, leadingPronoun } from '../../text/open-references.js'
import { countWords } from '../../text/words.js'
import type { Statement } from '../analysis/statements.js'
import { withoutEnd } from '../language/phrases.js'
import { baseOfThirdPerson, isBaseVerb } from '../language/verbs.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import type { KeyPoint } from '../unit.js'
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

const MIN_SELF_CONTAINED = 0.7

/** The questions that statements of a unit answer. */
export function statementItems(parts: readonly DocumentPart[]): readonly DraftOpen[] {
  return parts.flatMap((part) =>
    withinPart(part, part.analysis.statements)
      .filter(({ marked, selfContained }) => marked || selfContained >= MIN_SELF_CONTAINED)
      .flatMap((statement) => questionOf(statement, part.analysis.names) ?? []),
  )
}

/** Turns a statement into a question with the statement as its answer; `undefined` if that is not possible. */
function questionOf(statement: Statement, names: ReadonlySet<string>): DraftOpen | undefined {
  const text = withoutEnd(statement.text)
  // "The scientist" refers to another sentence.
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
  // "A scientist collects data and stores": there is an earlier verb.
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

/** A plural needs the base form, a singular the third person; otherwise the word is not the verb. */
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

/** Places where the rest of a sentence can be completed from its start, the most reliable first. */
const JOINTS = [
  /(?<= when) /,
  /(?<= so that) /,
  /(?<= in order to) /,
  // The third person. A base form may be a noun, except after a plural.
  /(?<= (?:allows|enables|requires|causes|prevents|stores|consists of|depends on|means)) (?!(?:is|are|was|were|of|and|or|to|in|for|on)\b)/,
  /(?<=^(?:the |most |many |some |all )?(?:\p{L}+ ){0,2}\p{L}+[^su\P{L}]s (?:allow|enable|require|cause|prevent|store|consist of|depend on|mean)) /iu,
  /(?<= (?:is|are|can be) (?:\p{Ll}+ed|made|done|used|held|kept) (?:to|by|on|in|for|with|as|from)) /u,
  /(?<= (?:in order to|to|by)) /,
  /(?<=(?<! times) (?:that|which)) (?!(?:in|of|on|for|by|with|from|at)\b)/,
]
const MIN_WORDS = { before: 3, after: 4 } as const
/** A sentence that starts with a clause has its statement after it; a sentence of two halves has two statements. */
const INVOLVED =
  /^(?:while|although|because|if|when|for|in|on|by|with|after|before|once|since|as|what|another|other|both)\b|[;“”"]| -- | – |:/i
const SHOWN_VERB =
  /\b(?:is|are|was|were|has|have|can|could|may|might|must|should|will|do|does|occur|happen|allow|enable|require|\p{Ll}{3,}(?:s|ed))\b/u

/** Key points whose end is completed from memory; used if a unit has nothing better. */
export function completionItems(keyPoints: readonly Pick<KeyPoint, 'text' | 'citations'>[]): readonly DraftOpen[] {
  return keyPoints.flatMap(({ text, citations }) => {
    if (INVOLVED.test(text) || danglingPronoun(text) !== undefined) return []
    const cut = JOINTS.map((joint) => joint.exec(text)?.index).find((at) => at !== undefined && isFair(text, at))
    if (cut === undefined) return []
    return {
      format: 'open',
      kind: 'cloze',
      stem: `Complete the sentence: “${text.slice(0, cut)} ____.”`,
      answer: withoutEnd(text.slice(cut)),
      bloom: 'remember',
      citations,
      confidence: 0.45,
    } as const
  })
}

/** Whether a learner can complete the sentence: its verb is shown, and the gap is not a word like "this". */
function isFair(text: string, cut: number): boolean {
  const shown = text.slice(0, cut)
  const hidden = text.slice(cut).trim()
  return (
    countWords(shown) >= MIN_WORDS.before &&
    countWords(hidden) >= MIN_WORDS.after &&
    SHOWN_VERB.test(shown.slice(shown.indexOf(' '))) &&
    leadingPronoun(hidden) === undefined
  )
}
