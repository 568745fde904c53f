import { ENOUGH_TO_JUDGE, type Scale, scoreOn, TEXT_SCALES } from '../calibration.js'
import type { MaterialText } from '../text/measure-texts.js'

/** The score of the text, and what it comes from. */
export interface TextScore {
  readonly score: number
  /** For people, with a full stop. */
  readonly explanation: string
  /** Ids of documents to look at. */
  readonly docIds: readonly string[]
}

/** Judges the text by its weakest part. */
export function judgeText(text: MaterialText): TextScore {
  const { words, sentenceWords, sentences, wordOrder, cohesion, damaged, duplicates } = text
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)
  const percent = (value: number) => `${Math.round(value * 100)} %`
  const misplaced = share(wordOrder.misplaced, wordOrder.openers)
  const torn = share(damaged.sentences, sentences)
  const double = share(duplicates.words, words)
  const running = share(sentenceWords, words)
  const parts: readonly { readonly scale: Scale; readonly value: number; readonly says: string }[] = [
    { scale: TEXT_SCALES.amount, value: words, says: `The documents have ${words} words.` },
    {
      scale: TEXT_SCALES.sentences,
      value: running,
      says: `${percent(running)} of the words stand in sentences; the rest are headings, lists of words, tables or code.`,
    },
    {
      scale: TEXT_SCALES.order,
      value: wordOrder.openers < ENOUGH_TO_JUDGE.openers ? 0 : misplaced,
      says: `${percent(misplaced)} of the articles and prepositions stand where the language does not allow them: the words are out of order.`,
    },
    {
      scale: TEXT_SCALES.cohesion,
      value: cohesion.compared < ENOUGH_TO_JUDGE.paragraphs ? 1 : cohesion.belonging,
      says: 'Paragraphs have no more in common with their neighbours than with any others: the text is out of order.',
    },
    {
      scale: TEXT_SCALES.damage,
      value: torn,
      says: `${percent(torn)} of the sentences are damaged: lost characters, torn words or marks of a format.`,
    },
    {
      scale: TEXT_SCALES.duplicates,
      value: double,
      says: `${percent(double)} of the words stand in another document too.`,
    },
  ]
  const scored = parts.map(({ scale, value, says }) => ({ score: scoreOn(scale, value), says }))
  const weakest = scored.reduce((least, part) => (part.score < least.score ? part : least))
  return {
    score: weakest.score,
    explanation:
      weakest.score >= 100 ? `${words} words in whole sentences, nothing damaged or out of order.` : weakest.says,
    docIds: [
      ...new Set([...damaged.examples.map(({ docId }) => docId), ...duplicates.documents.map(({ docId }) => docId)]),
    ],
  }
}
