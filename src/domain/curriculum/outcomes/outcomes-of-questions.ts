import { oneLine } from '../../text/plain-text.js'
import { type EnglishTagger, nounHead, type TaggedWord } from '../../text/tagged-text.js'
import { countWords } from '../../text/words.js'
import { cite } from '../analysis/cite.js'
import { asCommonNoun, withoutEnd } from '../language/phrases.js'
import { thirdPersonOf } from '../language/verbs.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import { type DraftOutcome, draftOutcome } from './draft-outcome.js'

const WORDS = { min: 3, max: 14 } as const

/** "What are sensors?", answered by the document, as "Explain what sensors are.". */
export function outcomesOfQuestions(part: DocumentPart): readonly DraftOutcome[] {
  const { analysis } = part
  const { tagger, document } = analysis
  if (tagger === undefined) return []
  const answered = analysis.asked.filter(({ key }) => key !== undefined)
  return withinPart(part, answered).flatMap(({ keyRange, ...question }) => {
    const stem = oneLine(question.stem)
    const words = countWords(stem)
    const citation = cite(document, keyRange ?? question)
    const fits = words >= WORDS.min && words <= WORDS.max
    const clause = fits ? clauseOf(withoutEnd(stem), tagger, document.text) : undefined
    if (clause === undefined || citation === undefined) return []
    const thing = /^what (.+) (?:is|are)$/.exec(clause)?.[1]
    if (thing !== undefined) return [draftOutcome('derived', `Define ${thing}`, 'define', 'remember', [citation])]
    return [draftOutcome('derived', `Explain ${clause}`, 'explain', 'understand', [citation])]
  })
}

/** The question as a clause: "what sensors are", "why temperature is important", "how a relay works", "how to calibrate it". */
function clauseOf(question: string, tagger: EnglishTagger, text: string): string | undefined {
  const how = /^How (?:do|can|should|could|would) (?:you|I|we|one) (.+)$/.exec(question)?.[1]
  if (how !== undefined) return /\b(?:you|I|we|my|our|us|me)\b/.test(how) ? undefined : `how to ${how}`
  const [, word = '', aux = '', rest = ''] =
    /^(What|Why|How) (is|are|was|were|do|does|did|can|should) (.+)$/.exec(question) ?? []
  if (rest === '' || PERSONAL.test(rest)) return undefined
  const tagged = tagger.tag([rest])[0]?.filter(({ tag }) => tag !== 'PUNCT' || true) ?? []
  const subject = subjectOf(tagged, rest)
  if (subject === undefined) return undefined
  const after = rest.slice(subject.length).trim()
  const lead = `${word.toLowerCase()} ${asCommonNoun(subject, text)}`
  if (word === 'What' && /^(?:is|are)$/.test(aux)) return after === '' ? `${lead} ${aux}` : undefined
  if (after === '') return undefined
  if (/^(?:do|did|does)$/.test(aux)) return asStatement(lead, aux, after)
  return `${lead} ${aux} ${after}`
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
    const joins = isNoun || (!noun && (tag === 'DET' || tag === 'ADJ' || tag === 'NUM')) || /^[-'’]$/.test(word)
    if (!joins) break
    noun ||= isNoun
    const at = text.indexOf(word, end)
    if (at < 0) return undefined
    end = at + word.length
  }
  return end === 0 || !noun ? undefined : text.slice(0, end)
}
