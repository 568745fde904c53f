import {
  countWords,
  hygieneFault,
  leadingConnective,
  leadingPronoun,
  openReference,
} from '../../../domain/curriculum/index.js'
import type { ExercisePiece } from '../survey/exercises-of.js'

const WORDS = { least: 2, most: 90, code: 40 } as const
/** A solution of more sentences tells a story, and one of which less can be used has its answer elsewhere. */
const SENTENCES = { most: 12, leastShare: 0.6 } as const
/** The way to the answer rather than the answer. */
const ON_THE_WAY =
  /^(?:[Ll]et['’]?s|[Ss]uppose|[Nn]ote|[Ii]magine|[Nn]ow,?|[Ff]irst,? let|[Bb]e careful|[Bb]ut be careful|[Bb]ackground|[Hh]int)\b|\b(?:I|[Ww]e|[Ww]e['’]\w+|[Ll]et['’]s|[Oo]ur)\b/

/**
 * The answer in a solution: its sentences up to about 90 words, with the code that they announce; `undefined` if what
 * is left says nothing.
 */
export function answerOf(solution: readonly ExercisePiece[]): string | undefined {
  const told = solution.filter(({ kind }) => kind !== 'code')
  const usable = told.filter(({ span }) => isUsable(oneLine(span.text)))
  if (told.length > SENTENCES.most || usable.length < told.length * SENTENCES.leastShare) return undefined
  const lines: string[] = []
  let words = 0
  for (const piece of solution) {
    const isCode = piece.kind === 'code'
    const text = isCode ? piece.span.text.trim() : oneLine(piece.span.text)
    const length = countWords(text)
    const announced = lines.length === 0 || /:$/.test(lines.at(-1) ?? '')
    if (isCode ? length > WORDS.code || !announced || hygieneFault(text) !== undefined : !usable.includes(piece))
      continue
    if (!isCode && lines.length === 0 && (leadingConnective(text) ?? leadingPronoun(text)) !== undefined) continue
    if (lines.length > 0 && words + length > WORDS.most) break
    words += length
    lines.push(text)
  }
  // A sentence that announces what was left out.
  const kept = lines.filter((line, index) => !/:$/.test(line) || lines[index + 1] !== undefined)
  const answer = kept.join('\n')
  return countWords(answer) >= WORDS.least ? answer : undefined
}

function isUsable(text: string): boolean {
  return (
    !ON_THE_WAY.test(text) &&
    !/\bexercises?\b/i.test(text) &&
    openReference(text) === undefined &&
    hygieneFault(text) === undefined
  )
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
