import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import type { TextSpan } from '../../text/text-span.js'
import { answerIn } from './answer-keys.js'
import { inlineOptions, type Piece, part } from './question-pieces.js'

/** An option under construction. */
export interface DraftOption extends TextSpan {
  readonly label?: string
  readonly right: boolean
}

/** A question under construction: it may turn out to be none. */
export interface QuestionDraft {
  stem: TextSpan
  number?: number
  code?: Piece
  readonly options: DraftOption[]
  /** Whether the options have numbers or letters. */
  isNumbered: boolean
  answer?: TextSpan
  explanation?: TextSpan
  end: number
  readonly piece: Piece
  /** Questions that are numbered together. */
  readonly set: string
}

const NUMBER =
  /^(?:[*#\s]*(?:(?:question|exercise|problem|frage|aufgabe|pregunta|ejercicio|exercice|q)\s*(\d{1,3})\s*(?:[.):–—-]\s*|\s+|$)|(\d{1,3})[.)]\s+|q\s*[:.)]\s*))/iu
const EXPLANATION =
  /^(?:explanation|rationale|feedback|why|erkl[äa]rung|begr[üu]ndung|explication|justification|explicaci[óo]n|justificaci[óo]n)\s*[:.]\s*/iu
/** How the text of a question ends. */
export const ASKS = /[?？؟]["”’)\]]*\s*$/u
/** How a stem ends that its options complete. */
export const OPEN_END = /[:：…]\s*$|_{3,}|\.{4,}/u
const RIGHT_MARK =
  /\s*(?:[✓✔✅☑]\ufe0f?|\((?:correct|right|richtig|correcte?|correcta)(?: answer)?\)|←\s*correct|\[(?:correct|x)\])\s*$/iu
const RIGHT_START = /^(?:\[[xX]\]|\([xX]\)|[✓✔✅☑]\ufe0f?|\*(?=[A-Ha-h][.)]))\s*/u
const WRONG_START = /^(?:\[\s?\]|\(\s\)|[☐❌✗✘])\s*/u
const MAX_OPTIONS = 8

/** The possible questions of a document, in reading order, with the answers that stand at them. */
export function questionDrafts(document: KnowledgeDocument, pieces: readonly Piece[]): readonly QuestionDraft[] {
  const drafts: QuestionDraft[] = []
  let open: QuestionDraft | undefined
  for (const [at, piece] of pieces.entries()) {
    if (piece.roles.some((role) => role === 'solution' || role === 'hint' || role === 'objectives')) {
      // Answers within a list entry belong to it; sections of answers are read apart.
      const inside =
        open !== undefined && open.piece.list >= 0 && piece.start < (document.blocks[open.piece.list]?.end ?? 0)
      if (open !== undefined && inside && piece.roles.includes('solution') && piece.kind !== 'heading')
        open.answer ??= answerIn(piece) ?? piece
      continue
    }
    if (open !== undefined && continues(open, piece, document)) continue
    open = opened(piece, pieces[at + 1], pieces[at - 1], open)
    if (open !== undefined) drafts.push(open)
  }
  return drafts
}

/** Adds a piece to the open question if it belongs there. */
function continues(open: QuestionDraft, piece: Piece, document: KnowledgeDocument): boolean {
  if (piece.kind === 'heading') return false
  const answer = piece.kind === 'code' ? undefined : answerIn(piece)
  const why = EXPLANATION.exec(piece.text)?.[0].length
  const inside = open.piece.list >= 0 && piece.start < (document.blocks[open.piece.list]?.end ?? 0)
  if (answer !== undefined && open.answer === undefined) open.answer = answer
  else if (why !== undefined && piece.kind === 'paragraph') {
    const explanation = part(piece, why, piece.text.length)
    if (explanation !== undefined) open.explanation ??= explanation
  } else if (piece.kind === 'code' && !inside && piece.within !== undefined) {
    // A list whose entries are code.
    if (!ASKS.test(open.stem.text) || open.options.length >= MAX_OPTIONS) return false
    open.options.push({ start: piece.start, end: piece.end, text: piece.text, right: false })
    open.isNumbered = true
  } else if (piece.kind === 'code') {
    if (open.options.length > 0 || open.code !== undefined) return inside
    open.code = piece
  } else if (piece.kind === 'entry') {
    const nested = piece.list === open.piece.list && piece.depth === open.piece.depth + 1
    const below = open.piece.list !== piece.list && piece.depth === 0 && (inside || open.piece.kind !== 'entry')
    const follows = open.options.length === 0 || open.options.at(-1)?.end === lastEnd(open)
    if (!(nested || below) || !follows || open.options.length >= MAX_OPTIONS)
      return inside && piece.list !== open.piece.list
    if (below && !inside && ASKS.test(piece.text)) return false
    const tail = splitAnswer(piece)
    open.options.push(optionOf(tail?.option ?? piece))
    open.isNumbered = piece.ordered
    if (tail !== undefined) open.answer ??= tail.answer
  } else if (open.piece.kind === 'heading' && open.stem.start === open.piece.start) open.stem = piece
  else {
    // "A. x B. y" in a paragraph of its own.
    const found = open.options.length > 0 || inlineOptions(piece) !== undefined ? [] : lettered(piece)
    if (found.length < 2 && !inside) return false
    if (found.length > 1) open.options.push(...found)
  }
  open.end = Math.max(open.end, piece.end)
  return true
}

function lastEnd({ options }: QuestionDraft): number | undefined {
  return options.at(-1)?.end
}

/** The options of a paragraph that consists of them. */
function lettered(piece: Piece): readonly DraftOption[] {
  const found = inlineOptions({ ...piece, start: piece.start - 2, text: `? ${piece.text}` })
  return found === undefined ? [] : found.options.map(optionOf)
}

function opened(
  piece: Piece,
  next: Piece | undefined,
  before: Piece | undefined,
  last: QuestionDraft | undefined,
): QuestionDraft | undefined {
  if (piece.kind === 'code') return undefined
  const inSet = piece.roles.includes('quiz')
  const [lead = '', named, numbered] = NUMBER.exec(piece.text) ?? []
  const isEntry = piece.kind === 'entry'
  if (isEntry && (piece.depth > 0 || !(piece.ordered || inSet))) return undefined
  if (piece.kind === 'heading' && (lead === '' || (numbered !== undefined && !ASKS.test(piece.text)))) return undefined
  const stem = part(piece, isEntry ? 0 : lead.length, piece.text.length) ?? piece
  const inline = inlineOptions(stem)
  const listed = !isEntry && ((next?.kind === 'entry' && next.list !== before?.list) || (next?.within ?? 0) > piece.end)
  if (
    piece.kind === 'paragraph' &&
    lead === '' &&
    inline === undefined &&
    !(ASKS.test(piece.text) && (inSet || listed))
  )
    return undefined
  const set = piece.set === undefined ? `section ${piece.section}` : `set ${piece.set}`
  const fromText = named ?? numbered
  const number = isEntry ? numberOf(piece, last, set) : fromText === undefined ? undefined : Number(fromText)
  const draft: QuestionDraft = {
    stem: inline?.stem ?? stem,
    options: [],
    isNumbered: false,
    end: piece.end,
    piece,
    set,
  }
  if (number !== undefined) draft.number = number
  for (const [index, option] of (inline?.options ?? []).entries()) {
    const tail = index === (inline?.options.length ?? 0) - 1 ? splitAnswer(option) : undefined
    draft.options.push(optionOf(tail?.option ?? option))
    if (tail !== undefined) draft.answer = tail.answer
  }
  if (inline === undefined) {
    const tail = splitAnswer(stem)
    if (tail !== undefined && ASKS.test(tail.option.text))
      Object.assign(draft, { stem: tail.option, answer: tail.answer })
  }
  return draft
}

/** Lists that text interrupts start with 1 again in some formats: their questions are counted on. */
function numberOf(piece: Piece, last: QuestionDraft | undefined, set: string): number {
  const isNew = last !== undefined && last.set === set && last.piece.list >= 0 && last.piece.list !== piece.list
  return isNew && piece.position === 1 ? (last.number ?? 0) + 1 : piece.position
}

const ANSWER_INSIDE = /\s(?=(?:correct )?(?:answer|antwort|r[ée]ponse|respuesta|ans)\s*[:=]\s*\S)/iu

function splitAnswer<Span extends TextSpan>(
  span: Span,
): { readonly option: Span; readonly answer: TextSpan } | undefined {
  const at = ANSWER_INSIDE.exec(span.text)?.index
  if (at === undefined) return undefined
  const tail = part(span, at, span.text.length)
  const option = part(span, 0, at)
  const answer = tail === undefined ? undefined : answerIn(tail)
  return option === undefined || answer === undefined ? undefined : { option: { ...span, ...option }, answer }
}

function optionOf(span: TextSpan & { readonly label?: string }): DraftOption {
  const start = RIGHT_START.exec(span.text)?.[0] ?? WRONG_START.exec(span.text)?.[0] ?? ''
  const [label = ''] = /^[([]?[A-Ha-h][.)\]]\s+/.exec(span.text.slice(start.length)) ?? []
  const tail = RIGHT_MARK.exec(span.text)?.[0] ?? ''
  const text = part(span, start.length + label.length, span.text.length - tail.length) ?? span
  const letter = span.label ?? /[A-Ha-h]/.exec(label)?.[0]
  return {
    ...text,
    right: RIGHT_START.test(span.text) || tail !== '',
    ...(letter === undefined ? {} : { label: letter }),
  }
}

/** One option in bold among others is the right one. */
export function withBoldOption(draft: QuestionDraft, bold: ReadonlySet<string>): QuestionDraft {
  const marked = draft.options.filter(({ start, end }) => bold.has(`${start}-${end}`))
  if (marked.length !== 1 || draft.options.length < 3 || draft.options.some(({ right }) => right)) return draft
  return {
    ...draft,
    options: draft.options.map((option) => (option === marked[0] ? { ...option, right: true } : option)),
  }
}
