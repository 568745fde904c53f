import type { TextRange } from './text-span.js'

// A full stop after one of these never ends a sentence.
const ABBREVIATIONS = new Set(
  (
    'e.g i.e cf vs viz approx ca fig figs eq eqs no nos vol ch sec pp ed eds dr mr mrs ms prof st jr sr dept ' +
    'z.b d.h bzw vgl usw nr abb p.ej ej sra av mme mlle'
  ).split(' '),
)

const TERMINATOR = /[.!?…]+["'”’»)\]]*(?=\s|$)|[。！？]+[」』”’）]*|[؟۔।]+(?=\s|$)/gu
const OPENS = /^["'“‘«¿¡([]*(?:[\p{Lu}\p{Lt}\p{Lo}\p{N}]|\p{Extended_Pictographic}|\p{Ll}+\p{Lu})/u
const LAST_WORD = /(\S+\s+)?["'“‘«([]*(\S+)$/u

/**
 * The sentences of `text`, without the white space between them.
 *
 * @param guarded inline code and formulas, in order: a full stop in it does not end a sentence, and a sentence can start with it
 */
export function splitSentences(text: string, guarded: readonly TextRange[] = []): readonly TextRange[] {
  const sentences: TextRange[] = []
  let start = 0
  let guard = 0
  for (const { 0: mark, index } of text.matchAll(TERMINATOR)) {
    while (guard < guarded.length && (guarded[guard]?.end ?? 0) <= index) guard += 1
    const range = guarded[guard]
    if (range !== undefined && range.start <= index) continue
    const end = index + mark.length
    const next = end + text.slice(end, end + 4).search(/\S|$/)
    const opens = range?.start === next || OPENS.test(text.slice(next, next + 40))
    if (next < text.length && !(opens && !isAbbreviation(text.slice(Math.max(start, index - 40), index), mark)))
      continue
    sentences.push({ start, end })
    start = next
  }
  if (start < text.length) sentences.push({ start, end: text.length })
  return sentences
}

/** The sentences of running text, as strings. A line break ends a sentence; parts without a letter or digit are left out. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/\n+/)
    .flatMap((line) => splitSentences(line).map(({ start, end }) => line.slice(start, end).trim()))
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}

/** Whether the full stop after `before` belongs to an abbreviation or an initial. */
function isAbbreviation(before: string, mark: string): boolean {
  if (mark !== '.') return false
  const [, previous = '', word = ''] = LAST_WORD.exec(before) ?? []
  if (ABBREVIATIONS.has(word.toLowerCase())) return true
  // The initial of a name: "Ada B. Stone", "J. Doe"; but "in plan B. Then".
  return /^\p{Lu}$/u.test(word) && (previous === '' || /^\p{Lu}/u.test(previous))
}
