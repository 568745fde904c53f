import { isProse, rolesAround } from '../../knowledge/document-region.js'
import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { contentWords } from '../../text/content-words.js'
import { danglingPronoun, leadingConnective, leadingPronoun, openReference } from '../../text/open-references.js'
import { oneLine } from '../../text/plain-text.js'
import { type EnglishTagger, hasVerb, type TaggedWord } from '../../text/tagged-text.js'
import { isCutOff, isUnbalanced, markupLeftoverIn } from '../../text/text-faults.js'
import type { TextRange } from '../../text/text-span.js'
import { countWords } from '../../text/words.js'
import type { Citation } from '../citation.js'
import { termKey, upperFirst } from '../language/phrases.js'
import { cite } from './cite.js'
import type { Purpose } from './purposes.js'

/** A sentence about the subject that can be understood on its own. */
export interface Statement {
  readonly text: string
  readonly citation: Citation
  readonly words: ReadonlySet<string>
  readonly start: number
  /** Whether the document marks it as a key point. */
  readonly marked: boolean
  /** How well it can be understood on its own: above 0, at most 1. */
  readonly selfContained: number
}

interface Candidate extends Omit<Statement, 'citation' | 'selfContained'> {
  readonly range: TextRange
  /** A list entry without a verb is not a sentence, even with a full stop. */
  readonly min: number
}

/** The statements of a document, in reading order. */
export function statementsOf(
  document: KnowledgeDocument,
  purposes: readonly Purpose[],
  tagger: EnglishTagger,
): readonly Statement[] {
  const candidates = candidatesOf(document, purposes)
  const tagged = tagger.tag(candidates.map(({ text }) => text))
  return candidates.flatMap(({ range, min, ...candidate }, index): readonly Statement[] => {
    const selfContained = selfContainment(candidate.text, tagged[index] ?? [])
    if (selfContained <= min) return []
    const citation = cite(document, range)
    return citation === undefined ? [] : [{ ...candidate, citation, selfContained }]
  })
}

function candidatesOf(document: KnowledgeDocument, purposes: readonly Purpose[]): readonly Candidate[] {
  const candidates = new Map<string, Candidate>()
  const code = new Set(document.marks.filter(({ kind }) => kind === 'code').map(({ start }) => start))
  for (const sentence of document.sentences) {
    const block = document.blocks[sentence.block]
    if (block === undefined || block.kind === 'heading' || block.kind === 'code') continue
    const roles = rolesAround(document, block.region)
    const marked = roles[0] === 'key-points' || roles[0] === 'summary'
    if (!marked && !isProse(roles)) continue
    const text = asSentence(sentenceText(sentence.text, marked, code.has(sentence.start)), document, purposes)
    if (text === undefined || candidates.has(text) || !hasForm(text)) continue
    const min = block.kind === 'paragraph' || marked ? 0 : 0.5
    candidates.set(text, { text, words: contentWords(text), start: sentence.start, marked, range: sentence, min })
  }
  return [...candidates.values()]
}

/** On one line. A key point is a sentence even without a full stop. */
function sentenceText(text: string, marked: boolean, opensWithCode: boolean): string {
  const line = oneLine(text)
  return marked && /[\p{L}\p{N})]$/u.test(line) ? `${opensWithCode ? line : upperFirst(line)}.` : line
}

/**
 * A sentence that begins with a command or another name in small letters says what kind of thing that is; `undefined`
 * if that is not known and the name cannot be written with a capital, or if it begins in the middle.
 */
function asSentence(text: string, { marks }: KnowledgeDocument, purposes: readonly Purpose[]): string | undefined {
  if (!/^["“(]?[\p{Ll}.$-]/u.test(text)) return text
  const mark = marks.find(({ kind, text: code }) => kind === 'code' && text.startsWith(`${code} `))
  if (mark === undefined) return undefined
  const kind = purposes.find(({ key }) => key === termKey(mark.text))?.kind ?? kindByForm(mark.text)
  if (kind !== undefined) return `The ${kind} ${text}`
  return /^\p{Ll}+$/u.test(mark.text) ? upperFirst(text) : undefined
}

function kindByForm(code: string): string | undefined {
  if (/^--?\w/.test(code)) return 'option'
  if (/\(\)$/.test(code)) return 'function'
  if (/^[\w.-]+\/[\w./-]+$|^[\w-]+\.[a-z]{1,4}$/.test(code)) return 'file'
  return /^[a-z]+(?: [a-z-]+)+$/.test(code) ? 'command' : undefined
}

/** The length of a statement, in words. */
const STATEMENT_WORDS = { min: 6, max: 40 } as const

/** First and second person: such a sentence refers to the lesson, not to the subject. */
const NARRATOR =
  /\b(?:we|we['’]\w+|us|our|ours|let['’]s|I|I['’]\w+|my|me)\b|\b(?:you|learners?|students?) (?:will|may|might) (?:learn|see|notice|find|want|wish|need)\b/i
const LEARNER = /\b(?:you|your|yours|you['’]\w+)\b/i
/** Asides, and references to a moment of the lesson. */
const ASIDE =
  /^(?:note|recall|remember|notice|suppose|imagine|hint|tip|ok|okay|all right|so far|now|here|first|second|third|finally|next|then|again|also|too|sure|yes|no|whoops|unfortunately|luckily|at this point|similarly|please|to begin|given|another|a good|a common|as an example|as a bonus|further|there (?:is|are|was|were)|for that reason|as with|anyone|which|whatever)\b/i
/** References to a person or thing of another sentence. */
const ABSENT_PERSON =
  /\b(?:he|she|his|him|hers?)\b|^[^,]{1,40}, (?:it|they|this|these|that|those)\b|^for those\b|^to \p{L}+ (?:this|that|it|them)\b|\b(?:note that|remember that|nothing new|as well$)/iu
const MOMENT =
  /\b(?:now|earlier|so far|at this point|this time|already seen|as before|that way|this way|in the example|following)\b/i
const POINTING =
  /\b(?:this|these|those|such an?) (?:\p{L}+ )?(?:change|command|file|case|problem|step|message|process|approach|method|way|point|idea|reason|question|line|service|pattern|option|key|tool|term|value|result|name|text|group|part|kind|type|system|model)s?\b/iu
/** References to an enumeration, name or date of another sentence: "the third option", "some of them", "by then". */
const ELSEWHERE =
  /\bby then\b|^(?:\S+ ){0,4}of (?:them|these|those)\b|^the (?:former|latter|other|(?:second|third|fourth|fifth|last) (?:one|option|reason|way|step|rule|kind|case|point))\b/iu
/** "Snow waited five years for it.": a short sentence does not contain what the pronoun refers to. */
const LAST_PRONOUN = /\b(?:it|them)[.!]["”)]?$/i
const MAX_WORDS_BEFORE_PRONOUN = 9

/** "Since then ...", "The reality is that ...": an answer to the sentence before. */
const LOOKS_BACK =
  /^(?:since|until|before|by|back) then\b|^(?:after|before|because of|despite|in spite of|besides|like|unlike|in|for|from|with|by) (?:that|this|these|those)\b|^the (?:\p{L}+ )?(?:reality|truth|fact|answer|result|problem|reason|trick|upshot|bottom line|news|catch|difference|solution|alternative|exception|downside|upside|advantage|disadvantage) (?:is|was|are|were)\b/iu
/** "On Windows this happens when ...", "this can be avoided": what "this" is stands in the sentence before. */
const UNRESOLVED =
  /^(?:\p{L}+ ){0,4}(?:this|that) (?:is|was|can|could|may|might|will|would|must|should|has|had|does|did|happens|means|makes|works|leads|causes|allows|helps|gives|shows)\b/iu

/** Whether a text has the length and the marks of a sentence about the subject. */
function hasForm(text: string): boolean {
  const words = countWords(text)
  if (words < STATEMENT_WORDS.min || words > STATEMENT_WORDS.max) return false
  if (!/^["“(]?[\p{Lu}\p{N}]/u.test(text) || !/[\p{L}\p{N})”"'][.!]["”)]?$/u.test(text)) return false
  if (isCutOff(text) || isUnbalanced(text) || markupLeftoverIn(text) !== undefined) return false
  if (openReference(text) !== undefined || leadingPronoun(text) !== undefined) return false
  if (leadingConnective(text) !== undefined || ASIDE.test(text) || NARRATOR.test(text)) return false
  if (LOOKS_BACK.test(text) || UNRESOLVED.test(text) || danglingPronoun(text) !== undefined) return false
  // A term with its definition is an entry, not a sentence.
  return !/^[^,.;:]{1,45}:\s/.test(text) && !ABSENT_PERSON.test(text)
}

/** How well a sentence of the right form can be understood on its own: 0 not at all, 1 fully. */
function selfContainment(text: string, words: readonly TaggedWord[]): number {
  if (!hasMainVerb(words)) return 0
  let share = 1
  // Used only if the text has nothing better.
  if (ELSEWHERE.test(text) || (LAST_PRONOUN.test(text) && countWords(text) <= MAX_WORDS_BEFORE_PRONOUN)) share -= 0.6
  if (LEARNER.test(text)) share -= 0.5
  if (words[0]?.tag === 'VERB' && words[0].text.toLowerCase() === words[0].lemma) share -= 0.4
  if (MOMENT.test(text)) share -= 0.3
  if (POINTING.test(text)) share -= 0.5
  if (/^(?:the|these|those|both|another|other|such|one|some|many) \p{Ll}+/iu.test(text)) share -= 0.15
  if (/\b(?:etc|e\.g|i\.e)\b/.test(text) || /[;:]/.test(text)) share -= 0.1
  return Math.max(0, share)
}

/** "Almost anything that once was a plant.": its only verb is that of the clause, so it answers rather than states. */
function hasMainVerb(words: readonly TaggedWord[]): boolean {
  const clause = words.findIndex(({ lemma }) => /^(?:that|which|who)$/.test(lemma))
  if (clause < 0 || hasVerb(words.slice(0, clause))) return hasVerb(words)
  return words.slice(clause).filter(({ tag }) => tag === 'AUX' || tag === 'VERB').length > 1
}
