// What draws nothing: marks over letters, joiners, selectors of a presentation.
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u

/** Text that cannot steer a terminal: without control characters, changes of direction and halves of characters. */
export function quietText(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]+/gu, ' ')
}

/** The same for a text of several lines. */
export function quietLines(text: string): string {
  return text.split('\n').map(quietText).join('\n')
}

/** How many columns a terminal takes for `text`. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const letter of text) columns += NO_WIDTH.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1
  return columns
}

/** As much of `text` as fits, with an ellipsis where something is missing. */
export function fitted(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  let kept = ''
  for (const letter of text) {
    if (columnsOf(kept + letter) > columns - 1) break
    kept += letter
  }
  return columns < 1 ? '' : `${kept.trimEnd()}…`
}

/** `text` in lines of at most `columns`, broken at spaces; a word that is longer than a line stands in one of its own. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && columnsOf(longer) > columns) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line]
}
