import { sentencesOf } from '../../text/split-sentences.js'
import { type EnglishTagger, leadingAct } from '../../text/tagged-text.js'
import { type BloomLevel, bloomRank } from '../bloom.js'
import { bloomOfAct } from '../outcomes/draft-outcome.js'

/** Forms of questions, and the level that an answer shows. */
const QUESTIONS: readonly (readonly [RegExp, BloomLevel])[] = [
  [
    /\bwhat (?:would|will|does|do|happens?)\b.{0,60}\b(?:happen|change|print|output|return|if|when)\b|\bpredict\b/i,
    'apply',
  ],
  [/\bwhich\b.{0,80}\b(?:would|should|will)\b/i, 'apply'],
  [/\bhow (?:would|could|can|do|should) (?:you|we|i|one)\b/i, 'apply'],
  [
    /\b(?:rules?|commands?|code|program|function|query)\b.{0,30}\b(?:you (?:could|would|can)|(?:could|would|can|do) you) (?:write|use|run|need)\b/i,
    'apply',
  ],
  [/\bwhat (?:is|are) the differences?\b|\bdiffer\b/i, 'analyze'],
  [/^(?:so,? |and )?what (?:is|are|was|were|does .{1,40} mean|do .{1,40} mean)\b/i, 'remember'],
  [/\b(?:why|how)\b/i, 'understand'],
  [/\b(?:is|are|can|does|do|should|will|would) \p{L}+.*\?/iu, 'understand'],
  [/\b(?:what|who|when|where|which|name)\b/i, 'remember'],
]

/** The level that the answer to a question or task shows: by the verb of a task, by the form of a question. */
export function levelAsked(text: string, tagger: EnglishTagger | undefined): BloomLevel {
  if (tagger === undefined) return 'understand'
  const sentences = sentencesOf(text)
  const questions = sentences.filter((sentence) => /\?["”)]?$/.test(sentence))
  // What stands before a question prepares it.
  const levels = (questions.length > 0 ? questions : sentences).flatMap((sentence): readonly BloomLevel[] => {
    if (/\?["”)]?$/.test(sentence))
      return (QUESTIONS.find(([form]) => form.test(sentence))?.slice(1, 2) as BloomLevel[]) ?? []
    const act = /^(?:Now|Then|Please|Next),? (.+)$/.exec(sentence)?.[1] ?? sentence
    const verb = leadingAct(tagger, act)
    return verb === undefined ? [] : [bloomOfAct(act, verb)]
  })
  return (
    levels.reduce<BloomLevel | undefined>(
      (max, level) => (max === undefined || bloomRank(level) > bloomRank(max) ? level : max),
      undefined,
    ) ?? 'understand'
  )
}
