import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import type { TextSpan } from '../../text/text-span.js'
import { normaliseText } from '../../text/words.js'
import { type Piece, part } from './question-pieces.js'

/** What an answer says: the options that are right, else its text; and why. */
export interface ReadKey {
  readonly key: readonly number[] | string
  readonly explanation?: string
}

const ANSWER =
  /^(?:the )?(?:correct |right |model |sample )?(?:answers?|ans|solution|key|a(?=\s*[:：])|(?:richtige )?antwort(?:en)?|l[öo]sung|(?:la |bonne )*r[ée]ponses?(?: correctes?)?|corrig[ée]|(?:la )?respuestas?(?: correctas?)?|soluci[óo]n)\s*(?:is|are|ist|sind|est|sont|es|son)?\s*(?:\d{1,3}\s*)?(?:[:：.)=–-]+|(?<=\b(?:is|are|ist|est|es))\s)\s*/iu
const OPTION = '(?:(?:option|choice|answer|antwort|r[ée]ponse|respuesta|opci[óo]n|la)\\s+)?[([]?'
const BEHIND =
  '(?:\\s*[.:;,–—-]\\s*(?=[\\p{L}\\p{P}$`]|$)|\\s*$|\\s+(?=\\(|because\\b|since\\b|weil\\b|porque\\b|car\\b))'
const MORE = '(?:[)\\]]?\\s*(?:,|&|\\+|/|and|und|et|y)\\s*[([]?[A-Ha-h](?![\\p{L}]))*'
const LETTERS = new RegExp(`^${OPTION}([A-Ha-h]${MORE})[)\\]]?${BEHIND}`, 'u')
const NUMBERS = new RegExp(`^${OPTION}#?(\\d)[)\\]]?${BEHIND}`, 'iu')
const NAMED = '(?:the |la |le |number |#)?[([]?([A-H]|\\d)[)\\]]?(?![\\p{L}\\d])'
/** "The correct answer is B", "Option 3 is correct". */
const PHRASES = [
  `(?:(?:correct|right) (?:answer|option|choice) is|richtig ist(?: antwort)?|bonne r[ée]ponse est|r[ée]ponse correcte est|respuesta correcta es|opci[óo]n correcta es) ${NAMED}`,
  `(?:answer|option|choice|antwort|r[ée]ponse|respuesta|opci[óo]n) ${NAMED} (?:is (?:the )?(?:correct|right)|ist (?:die )?richtige?|es (?:la )?correcta|est (?:la )?(?:bonne|correcte))`,
].map((one) => new RegExp(`\\b${one}`, 'iu'))

/** The text after "Answer:"; `undefined` if a text does not start so. */
export function answerIn(span: TextSpan): TextSpan | undefined {
  const [lead = ''] = ANSWER.exec(span.text) ?? []
  return lead === '' ? undefined : part(span, lead.length, span.text.length)
}

/** Reads an answer: "B", "(b) because ...", "A and C", an option in full, or text of its own. */
export function readKey(answer: string, options: readonly string[]): ReadKey {
  const text = answer.trim()
  if (options.length > 0) {
    const [lead = '', letters = ''] = LETTERS.exec(text) ?? []
    const chosen = lettersIn(letters).filter((index) => index < options.length)
    if (chosen.length > 0) return explained(chosen, text.slice(lead.length), options)
    const [numberLead = '', number] = NUMBERS.exec(text) ?? []
    if (number !== undefined && Number(number) >= 1 && Number(number) <= options.length)
      return explained([Number(number) - 1], text.slice(numberLead.length), options)
    const bare = normaliseText(text)
    const same = options.findIndex((option) => normaliseText(option) === bare)
    if (same >= 0) return { key: [same] }
    const starts = options.flatMap((option, index) =>
      option.length > 3 && bare.startsWith(`${normaliseText(option)} `) ? [index] : [],
    )
    if (starts.length === 1) return { key: starts, explanation: text }
    const named = PHRASES.map((phrase) => phrase.exec(text)?.[1]).find((found) => found !== undefined)
    if (named !== undefined) {
      const index = /\d/.test(named) ? Number(named) - 1 : lettersIn(named)[0]
      if (index !== undefined && index >= 0 && index < options.length) return { key: [index], explanation: text }
    }
  }
  return { key: text }
}

function lettersIn(text: string): readonly number[] {
  const letters = text.match(/(?<![\p{L}])[A-Ha-h](?![\p{L}])/gu) ?? []
  return [...new Set(letters.map((letter) => letter.toLowerCase().charCodeAt(0) - 97))].sort((a, b) => a - b)
}

function explained(key: readonly number[], rest: string, options: readonly string[]): ReadKey {
  const explanation = rest.trim()
  const repeats = key.some((index) => normaliseText(options[index] ?? '') === normaliseText(explanation))
  return explanation === '' || repeats ? { key } : { key, explanation }
}

/** A section of answers: each by the number of its question, and what has no number. */
export interface KeySection {
  readonly start: number
  /** The set of questions it stands in, if any. */
  readonly set?: number
  readonly title: string
  readonly answers: ReadonlyMap<number, TextSpan>
  readonly text: readonly TextSpan[]
}

const PAIRS =
  /(?:^|[\s,;|/])(\d{1,3})\s*[.):=–-]?\s*[([]?([A-Ha-h]|true|false|[TF]|wahr|falsch|vrai|faux|verdadero|falso)[)\]]?(?=$|[\s,;.|/])/giu
const NUMBERED =
  /^(?:(?:question|answer|frage|antwort|exercise|problem|q|a|aufgabe|lösung|exercice|ejercicio|pregunta|respuesta)\s*)?(\d{1,3})\s*(?:[.):–-]|\s(?=\())\s*/iu

/** The sections of answers of a document, in reading order; a heading within one starts another. */
export function keySections(document: KnowledgeDocument, pieces: readonly Piece[]): readonly KeySection[] {
  const found: (KeySection & { readonly answers: Map<number, TextSpan>; readonly text: TextSpan[] })[] = []
  let open: (typeof found)[number] | undefined
  let last: Piece | undefined
  for (const piece of pieces) {
    const inKeys = piece.roles.includes('solution')
    if (!inKeys) {
      open = undefined
      continue
    }
    const sameSet = last !== undefined && last.set === piece.set
    if (open === undefined || piece.kind === 'heading' || !sameSet) {
      const set = piece.set === undefined ? {} : { set: piece.set }
      open = {
        start: piece.start,
        ...set,
        title: piece.kind === 'heading' ? piece.text : '',
        answers: new Map(),
        text: [],
      }
      found.push(open)
    }
    last = piece
    if (piece.kind === 'heading') continue
    const pairs = [...piece.text.matchAll(PAIRS)]
    const [lead = '', number] = NUMBERED.exec(piece.text) ?? []
    if (piece.kind === 'entry' && piece.ordered && piece.depth === 0) open.answers.set(piece.position, piece)
    else if (pairs.length >= 2 || (pairs.length === 1 && pairs[0]?.[0].trim() === piece.text.trim())) {
      for (const { 0: whole, 1: at, 2: answer = '', index } of pairs) {
        const from = index + whole.lastIndexOf(answer)
        const span = part(piece, from, from + answer.length)
        if (span !== undefined) open.answers.set(Number(at), span)
      }
    } else if (number !== undefined && piece.kind !== 'code') {
      const span = part(piece, lead.length, piece.text.length)
      if (span !== undefined) open.answers.set(Number(number), span)
    } else if (piece.kind !== 'entry' || piece.depth === 0) open.text.push(piece)
  }
  return [...found, ...tablesOfAnswers(document)].filter(({ answers, text }) => answers.size > 0 || text.length > 0)
}

function tablesOfAnswers({
  blocks,
  regions,
}: KnowledgeDocument): readonly (KeySection & { answers: Map<number, TextSpan>; text: TextSpan[] })[] {
  return blocks.flatMap((block) => {
    if (block.kind !== 'table' || regions[block.region ?? -1]?.role !== 'solution') return []
    const answers = new Map<number, TextSpan>()
    for (const [number, answer] of block.rows) {
      if (number !== undefined && answer !== undefined && /^\D{0,10}\d{1,3}\D?$/.test(number.text))
        answers.set(Number(/\d+/.exec(number.text)?.[0]), answer)
    }
    return [{ start: block.start, title: '', answers, text: [] }]
  })
}
