import { openReference } from '../../text/open-references.js'
import { oneLine } from '../../text/plain-text.js'
import { sentencesOf } from '../../text/split-sentences.js'
import { type EnglishTagger, leadingAct, nounHead, type TaggedWord } from '../../text/tagged-text.js'
import type { TextSpan } from '../../text/text-span.js'
import { countWords } from '../../text/words.js'
import { cite } from '../analysis/cite.js'
import type { BloomLevel } from '../bloom.js'
import { asCommonNoun, withoutEnd } from '../language/phrases.js'
import { thirdPersonOf } from '../language/verbs.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { bloomOfAct, type DraftOutcome, draftOutcome } from './draft-outcome.js'

const WORDS = { min: 3, max: 24 } as const

/** "What are sensors?", answered by the document, as "Define sensors.", "Why does bone heal?" as "Explain why bone heals.". */
export function outcomesOfQuestions(part: DocumentPart): readonly DraftOutcome[] {
  const { analysis } = part
  const { tagger, document } = analysis
  if (tagger === undefined) return []
  return answeredIn(part).flatMap((question) => {
    const [stem = ''] = sentencesOf(oneLine(question.text))
    const words = countWords(stem)
    const citation = cite(document, question)
    if (citation === undefined || openReference(stem) !== undefined || words < WORDS.min || words > WORDS.max) return []
    const act = actOf(stem, tagger)
    if (act !== undefined) return [draftOutcome('derived', act.text, act.verb, act.bloom, [citation])]
    const clause = clauseOf(withoutEnd(stem), tagger, document.text)
    if (clause === undefined) return []
    const thing = /^what (.+) (?:is|are)$/.exec(clause)?.[1]
    // "What is the error message?" asks for this one.
    if (thing !== undefined && /^the /.test(thing)) return []
    if (thing !== undefined) return [draftOutcome('derived', `Define ${thing}`, 'define', 'remember', [citation])]
    return [draftOutcome('derived', `Explain ${clause}`, 'explain', 'understand', [citation])]
  })
}

/** The first sentence of each question that has an answer, with the place that shows it. */
function answeredIn(part: DocumentPart): readonly TextSpan[] {
  const { asked, exercises } = part.analysis
  const questions = withinPart(part, asked).flatMap(({ stem, key, keyRange, start, end }) =>
    key === undefined ? [] : [{ ...(keyRange ?? { start, end }), text: stem }],
  )
  const posed = withinPart(part, exercises).flatMap(({ pieces, solution }) => {
    const sentences = pieces.filter(({ kind }) => kind === 'sentence')
    const [first] = sentences
    const [answer] = solution
    // An exercise with a case is about the case.
    if (first === undefined || answer === undefined || pieces.length > sentences.length) return []
    return sentences.length > MAX_SENTENCES
      ? []
      : [{ start: answer.span.start, end: answer.span.end, text: first.span.text }]
  })
  return [...questions, ...posed]
}

const MAX_SENTENCES = 2

/** A question that is an instruction: "Compare and contrast lysosomes with peroxisomes: name at least two ...". */
function actOf(
  stem: string,
  tagger: EnglishTagger,
): { readonly text: string; readonly verb: string; readonly bloom: BloomLevel } | undefined {
  const text = withoutEnd(stem.replace(/ in your own words\b/i, '').replace(/:.*$/, ''))
  const verb = leadingAct(tagger, text)
  if (verb === undefined || !ASKS_FOR_WORDS.test(verb) || PERSONAL.test(text)) return undefined
  return { text, verb, bloom: bloomOfAct(text, verb) }
}

const ASKS_FOR_WORDS =
  /^(?:compare|contrast|describe|differentiate|discuss|distinguish|explain|list|name|summari[sz]e)$/

/** The question as a clause: "what sensors are", "why temperature is important", "how a relay works", "how to calibrate it". */
function clauseOf(question: string, tagger: EnglishTagger, text: string): string | undefined {
  const how = /^How (?:do|can|should|could|would) (?:you|I|we|one) (.+)$/.exec(question)?.[1]
  if (how !== undefined) return PERSONAL.test(how) ? undefined : `how to ${how}`
  const [, word = '', aux = '', rest = ''] =
    /^(What|Why|How) (is|are|was|were|do|does|did|can|should) (.+)$/.exec(question) ?? []
  if (rest === '' || PERSONAL.test(rest)) return undefined
  const tagged = tagger.tag([rest])[0] ?? []
  const isBe = /^(?:is|are|was|were)$/.test(aux)
  // "What is the function of synovial membranes": the words behind the verb are one noun phrase.
  if (word === 'What' && isBe && RELATION.test(rest)) return rest
  const subject = /^(?:do|does|did)$/.test(aux) ? subjectBeforeVerb(tagged, rest) : subjectOf(tagged, rest)
  if (subject === undefined) return undefined
  const after = rest.slice(subject.length).trim()
  const lead = `${word.toLowerCase()} ${asCommonNoun(subject, text)}`
  if (word === 'What' && isBe) return after === '' ? `${lead} ${aux}` : undefined
  if (after === '') return undefined
  if (/^(?:do|did|does)$/.test(aux)) return asStatement(lead, aux, after)
  return `${lead} ${aux} ${after}`
}

const RELATION =
  /^the (?:advantages?|benefits?|causes?|differences?|disadvantages?|effects?|functions?|importance|main|purposes?|reasons?|relationships?|roles?|structure)(?: and \p{L}+)? (?:of|between|for) (?!.*\b(?:that|which|who|is|are|do|does|can|if)\b)/iu

/** The words before the only base form of a verb: "an injury to cartilage" in "an injury to cartilage heal more slowly". */
function subjectBeforeVerb(words: readonly TaggedWord[], text: string): string | undefined {
  const at = words.findIndex(({ tag, text: word, lemma }, index) => index > 0 && tag === 'VERB' && word === lemma)
  const verb = words[at]
  if (verb === undefined || nounHead(words) === undefined) return undefined
  if (words.slice(0, at).some(({ tag }) => tag === 'AUX' || tag === 'SCONJ' || tag === 'VERB')) return undefined
  const found = new RegExp(`\\s${verb.text}(?![\\p{L}-])`, 'u').exec(text)
  return found === null ? undefined : text.slice(0, found.index)
}

const PERSONAL = /\b(?:you|your|I|we|our|us|my|me|it|they|this|these|those|he|she|there)\b/i

function asStatement(lead: string, aux: string, after: string): string | undefined {
  const [verb = '', ...rest] = after.split(' ')
  if (aux === 'did') return undefined
  return `${lead} ${[aux === 'does' ? thirdPersonOf(verb) : verb, ...rest].join(' ')}`
}

/** The noun phrase at the start of some words, as it is written; `undefined` if it is not clear where it ends. */
function subjectOf(words: readonly TaggedWord[], text: string): string | undefined {
  if (nounHead(words) === undefined) return undefined
  let end = 0
  let noun = false
  for (const { tag, text: word } of words) {
    const isNoun = tag === 'NOUN' || tag === 'PROPN'
    const isHyphened = text[end] === '-' || text[end - 1] === '-'
    const joins =
      isNoun || (!noun && (tag === 'DET' || tag === 'ADJ' || tag === 'NUM')) || /^[-'’]$/.test(word) || isHyphened
    if (!joins) break
    noun ||= isNoun
    const at = text.indexOf(word, end)
    if (at < 0) return undefined
    end = at + word.length
  }
  return end === 0 || !noun ? undefined : text.slice(0, end)
}
