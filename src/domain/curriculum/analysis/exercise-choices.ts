import { oneLine } from '../../text/plain-text.js'
import type { TextSpan } from '../../text/text-span.js'
import { normaliseText } from '../../text/words.js'
import type { Exercise, ExercisePiece } from './exercises.js'

/** An exercise that asks to choose among the entries of a list. */
export interface ExerciseChoice {
  /** What stands before the question, and the code after it. */
  readonly scene: readonly ExercisePiece[]
  /** The question: its last sentences before the options. */
  readonly stem: readonly TextSpan[]
  readonly options: readonly TextSpan[]
  /** The index of the right option; `undefined` if the solution names none, or several. */
  readonly key: number | undefined
}

const MIN_OPTIONS = 2
/** How a sentence asks to choose. */
const CHOOSES =
  /\b(?:which|what|select|choose|pick|welche[rs]?|was|wähle|quel(?:le)?s?|choisis(?:sez)?|cuál(?:es)?|qué|elige|elija)\b/iu

/** The choice that an exercise offers; `undefined` if it has no list of options behind a question. */
export function choiceInExercise({ pieces, solution }: Exercise): ExerciseChoice | undefined {
  const first = pieces.findIndex(({ kind }) => kind === 'entry')
  const entries = pieces.slice(first).filter(({ kind }) => kind === 'entry')
  const asked = pieces
    .slice(0, Math.max(0, first))
    .findLastIndex(({ kind, span }) => kind === 'sentence' && CHOOSES.test(span.text))
  if (asked < 0 || entries.length < MIN_OPTIONS) return undefined
  const last = pieces.findLastIndex(({ kind }) => kind === 'entry')
  // Text between the entries: they are parts of the exercise, not options.
  if (pieces.slice(first, last).some(({ kind }) => kind === 'sentence')) return undefined
  const between = pieces.slice(asked, first)
  const options = entries.map(({ span }) => span)
  return {
    scene: [...pieces.slice(0, asked), ...between.filter(({ kind }) => kind === 'code')],
    stem: between.flatMap(({ kind, span }) => (kind === 'sentence' ? [span] : [])),
    options,
    key: keyOf(solution, options),
  }
}

function keyOf(solution: readonly ExercisePiece[], options: readonly TextSpan[]): number | undefined {
  const comments = solution.filter(({ kind }) => kind === 'entry')
  if (comments.length === options.length) {
    const right = comments.flatMap(({ span }, index) => (SAYS_RIGHT.test(oneLine(span.text)) ? [index] : []))
    return right.length === 1 ? right[0] : undefined
  }
  for (const { kind, span } of solution) {
    if (kind === 'code') continue
    const text = oneLine(span.text)
    const named = NAMED_RIGHT.map((form) => form.exec(text)?.[1]).find((label) => label !== undefined)
    const index = named === undefined ? options.findIndex((option) => isSame(option.text, text)) : indexOf(named)
    if (index >= 0 && index < options.length) return index
  }
  return undefined
}

function isSame(option: string, text: string): boolean {
  return normaliseText(option) === normaliseText(text.replace(/^(?:the )?(?:correct |right )?answer(?: is)?:?\s+/i, ''))
}

function indexOf(label: string): number {
  return /\d/.test(label) ? Number(label) - 1 : label.toLowerCase().charCodeAt(0) - 'a'.charCodeAt(0)
}

/** A comment on an option that says that it is right. */
const SAYS_RIGHT =
  /^(?:(?:this|that|it|which) (?:one )?is |is )?(?:the )?(?:correct|right|yes|true)\b|\bis (?:the )?correct(?: (?:answer|option|solution|command|choice))?[.!]?$|^(?:das ist |ist )?(?:richtig|korrekt|ja)\b|^(?:c['’]est |est )?(?:correcte?|exacte?|vrai|oui)\b|^(?:es |s[íi],? )?(?:correct[oa]|ciert[oa]|s[íi])\b/iu

const LABEL = '[([]?(\\d|[a-h])[)\\]]?'
/** "Option 4 is the solution", "3 is the correct answer", "The correct answer is B". */
const NAMED_RIGHT = [
  `^(?:the )?(?:option|answer|choice|number|command|statement|antwort|réponse|respuesta|opción)? ?(?:number |#)?${LABEL} (?:is|ist|est|es) (?:the |die |la |le )?(?:correct|right|solution|answer|richtig|korrekt|lösung|bonne|correcte?|correcta)`,
  `(?:correct|right) (?:answer|option|choice|solution|command) is (?:option |answer |number |#)?${LABEL}(?![\\p{L}\\d])`,
  `^(?:the )?(?:answer|solution)(?: is|:) (?:option |number |#)?${LABEL}(?:[.,:;]|$)`,
].map((form) => new RegExp(form, 'iu'))
