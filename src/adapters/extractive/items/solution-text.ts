import { countWords, hygieneFault, openReference } from '../../../domain/curriculum/index.js'
import type { ExercisePiece } from '../survey/exercises-of.js'

const WORDS = { least: 2, most: 90, code: 40 } as const
/** The way to the answer rather than the answer. */
const ON_THE_WAY =
  /^(?:let['’]?s|suppose|note|imagine|now,?|first,? let|be careful|but be careful|background|hint)\b|\b(?:I|we|we['’]\w+|let['’]s|our)\b/i

/**
 * The answer in a solution: its sentences up to about 90 words, with the code that they announce; `undefined` if what
 * is left says nothing.
 */
export function answerOf(solution: readonly ExercisePiece[]): string | undefined {
  const lines: string[] = []
  let words = 0
  for (const [index, { kind, span }] of solution.entries()) {
    const text = kind === 'code' ? span.text.trim() : span.text.replace(/\s+/g, ' ').trim()
    const length = countWords(text)
    if (kind === 'code') {
      // Code without a sentence before it hangs in the air, unless it is the whole answer.
      if (length > WORDS.code || (lines.length > 0 && !/:$/.test(lines.at(-1) ?? ''))) continue
      if (lines.length === 0 && index > 0) continue
    } else if (ON_THE_WAY.test(text) || openReference(text) !== undefined) continue
    if (hygieneFault(text) !== undefined) continue
    if (lines.length > 0 && words + length > WORDS.most) break
    words += length
    lines.push(text)
  }
  // A sentence that announces what was left out.
  const kept = lines.filter((line, index) => !/:$/.test(line) || lines[index + 1] !== undefined)
  const answer = kept.join('\n')
  return countWords(answer) >= WORDS.least ? answer : undefined
}
