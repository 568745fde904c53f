import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import type { TextRange, TextSpan } from '../../text/text-span.js'
import { answerIn, type KeySection, keySections, type ReadKey, readKey } from './answer-keys.js'
import { ASKS, OPEN_END, type QuestionDraft, questionDrafts, withBoldOption } from './question-drafts.js'
import { type Piece, piecesOfDocument } from './question-pieces.js'

/** A question that the author asks, with its options and its key, verbatim. */
export interface StatedQuestion extends TextRange {
  /** Without its number. */
  readonly stem: string
  /** The paragraphs before it in the same exercise: the case that the question is about. */
  readonly scene?: readonly TextSpan[]
  /** Program text that belongs to the stem. */
  readonly code?: string
  /** Empty for a question that is answered in words. */
  readonly options: readonly { readonly label?: string; readonly text: string }[]
  /** Indexes into `options`, or the answer in words; absent if the document has none. */
  readonly key?: readonly number[] | string
  readonly explanation?: string
  /** Where the key stands, if it is not marked at the options. */
  readonly keyRange?: TextRange
  /** As numbered in the text. */
  readonly number?: number
}

/** The questions of a document, in reading order, with the keys that stand at them or in a section of their own. */
export function statedQuestions(document: KnowledgeDocument): readonly StatedQuestion[] {
  const pieces = piecesOfDocument(document)
  const bold = new Set(document.marks.flatMap(({ kind, start, end }) => (kind === 'bold' ? [`${start}-${end}`] : [])))
  const drafts = questionDrafts(document, pieces).map((draft) => withBoldOption(draft, bold))
  assignKeys(drafts, keySections(document, pieces))
  return [
    ...drafts.filter(isQuestion).map((draft) => toQuestion(draft, sceneOf(draft, pieces))),
    ...pairsInTables(document),
  ].sort((a, b) => a.start - b.start)
}

/** Gives the answers of each section to its questions: of the same set, else of the sets before it. */
function assignKeys(drafts: readonly QuestionDraft[], sections: readonly KeySection[]): void {
  const apart = sections.filter(({ set }) => set === undefined)
  const done = new Set<string>()
  const give = (section: KeySection, questions: readonly QuestionDraft[]) => {
    const [only] = questions.length === 1 ? questions : []
    if (only !== undefined && commented(only, section)) return
    for (const draft of questions) {
      const answer =
        section.answers.get(draft.number ?? -1) ??
        (questions.length === 1 && section.answers.size === 0 ? section.text[0] : undefined)
      if (answer !== undefined) draft.answer ??= answerIn(answer) ?? answer
    }
  }
  for (const section of sections) {
    if (section.set !== undefined) {
      give(
        section,
        drafts.filter(({ set }) => set === `set ${section.set}`),
      )
      continue
    }
    const before = drafts.filter(({ piece, answer }) => piece.start < section.start && answer === undefined)
    const sets = [...new Set(before.map(({ set }) => set))].filter((set) => !done.has(set))
    const covered = (set: string) =>
      before.filter((draft) => draft.set === set && section.answers.has(draft.number ?? -1)).length
    // Several sections after several sets stand in the same order.
    const left = apart.filter(({ start }) => start >= section.start).length
    const fitting = sets.filter((set) => covered(set) > 0)
    const target = apart.length > 1 && fitting.length >= left ? fitting.at(-left) : fitting.at(-1)
    if (target === undefined) continue
    done.add(target)
    give(
      section,
      before.filter(({ set }) => set === target),
    )
  }
}

const RIGHT_COMMENT =
  /^(?:(?:this |it )?is )?(?:the )?(?:correct|right|yes|true)\b|^(?:das ist |ist )?(?:richtig|korrekt)\b|^(?:c['’]est |est )?(?:correcte?|exacte?|vrai)\b|^(?:es |s[íi],? )?(?:correct[oa]|ciert[oa])\b/iu

/** A comment for each option, one of which says that it is right. */
function commented(draft: QuestionDraft, { answers }: KeySection): boolean {
  if (draft.options.length < 2 || answers.size !== draft.options.length) return false
  const right = [...answers].filter(([, { text }]) => RIGHT_COMMENT.test(text))
  const [only] = right
  const option = draft.options[(only?.[0] ?? 0) - 1]
  if (right.length !== 1 || only === undefined || option === undefined) return false
  draft.options[only[0] - 1] = { ...option, right: true }
  draft.explanation ??= only[1]
  return true
}

/** A question has options or an answer, or stands among review questions. */
function isQuestion({ stem, options, answer, piece, code, isNumbered }: QuestionDraft): boolean {
  if (!/\p{L}{2}.*\s/u.test(stem.text)) return false
  const inSet = piece.roles.some((role) => role === 'quiz' || role === 'exercise')
  const isLabelled = options.some(({ label }) => label !== undefined)
  const asks =
    ASKS.test(stem.text) ||
    /_{3,}/.test(stem.text) ||
    (isLabelled && OPEN_END.test(stem.text) && (inSet || answer !== undefined))
  const isKeyed = answer !== undefined || options.some(({ right }) => right)
  if (piece.roles.includes('quiz'))
    return asks || options.length > 1 || isKeyed || (piece.kind === 'entry' && /^\p{Lu}.*\s.*\s.*\./u.test(stem.text))
  // A list after a question is often its answer.
  const areOptions = isLabelled || isKeyed || (piece.roles.includes('exercise') && isNumbered)
  if (options.length > 1)
    return areOptions && (asks || options.some(({ right }) => right) || (isKeyed && code !== undefined))
  return answer !== undefined && options.length === 0 && ASKS.test(stem.text)
}

/** The paragraphs and code that stand directly before the only question of an exercise, or before its list of questions. */
function sceneOf({ piece, number }: QuestionDraft, pieces: readonly Piece[]): readonly TextSpan[] {
  if (piece.set === undefined) return []
  if (piece.kind === 'entry' && piece.roles.includes('exercise') && !piece.roles.includes('quiz')) {
    const list = pieces.findIndex((other) => other.list === piece.list)
    const from = pieces.slice(0, list).findLastIndex(({ kind, set }) => kind === 'heading' || set !== piece.set) + 1
    const before = pieces.slice(from, list)
    return before.every(({ kind }) => kind === 'paragraph' || kind === 'code') ? before : []
  }
  if (piece.kind !== 'paragraph' || number !== undefined) return []
  const at = pieces.indexOf(piece)
  const first = pieces.slice(0, at).findLastIndex(({ kind, set }) => kind !== 'paragraph' || set !== piece.set) + 1
  return pieces.slice(first, at)
}

function toQuestion(
  { stem, options, answer, explanation, piece, end, number, code }: QuestionDraft,
  scene: readonly TextSpan[],
): StatedQuestion {
  const chosen = options.length > 1 ? options : []
  const marked = chosen.flatMap(({ right }, index) => (right ? [index] : []))
  const read =
    answer === undefined
      ? undefined
      : readKey(
          answer.text,
          chosen.map(({ text }) => text),
        )
  // An answer that names no option explains.
  const named: Partial<ReadKey> | undefined =
    chosen.length > 0 && typeof read?.key === 'string' ? { explanation: read.key } : read
  const key = marked.length > 0 && marked.length < chosen.length ? marked : named?.key
  const why = explanation?.text ?? named?.explanation
  return {
    stem: stem.text,
    ...(scene.length === 0 ? {} : { scene }),
    ...(code === undefined ? {} : { code: code.text }),
    options: chosen.map(({ label, text }) => (label === undefined ? { text } : { label, text })),
    ...(key === undefined ? {} : { key }),
    ...(why === undefined ? {} : { explanation: why }),
    ...(answer === undefined ? {} : { keyRange: { start: answer.start, end: answer.end } }),
    ...(number === undefined ? {} : { number }),
    start: piece.start,
    end,
  }
}

/** A table with a column of questions and one of answers. */
function pairsInTables({ blocks }: KnowledgeDocument): readonly StatedQuestion[] {
  return blocks.flatMap((block) => {
    if (block.kind !== 'table') return []
    const column = (name: RegExp) => block.header.findIndex((cell) => cell !== undefined && name.test(cell.text))
    const question = column(/^(?:questions?|fragen?|preguntas?)$/i)
    const answer = column(/^(?:(?:correct |model )?answers?|antwort(?:en)?|r[ée]ponses?|respuestas?|solutions?)$/i)
    if (question < 0 || answer < 0) return []
    return block.rows.flatMap((row): readonly StatedQuestion[] => {
      const [stem, key] = [row[question], row[answer]]
      if (stem === undefined || key === undefined || !ASKS.test(stem.text)) return []
      return [
        {
          stem: stem.text,
          options: [],
          key: key.text,
          keyRange: { start: key.start, end: key.end },
          start: stem.start,
          end: stem.end,
        },
      ]
    })
  })
}
