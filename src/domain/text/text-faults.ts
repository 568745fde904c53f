/** Markup that must not be in text for readers: its name for messages, and its pattern. */
const MARKUP_LEFTOVERS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Markdown emphasis', /\*\*\S(?:[^*\n]*\S)?\*\*|(?<![\p{L}\p{N}_])__[\p{L}\p{N}][^_\n]* [^_\n]*__/u],
  ['a Markdown link', /!?\[[^\]\n]*\]\([^)\n]*\)/],
  ['a Markdown mark', /^\s*(?:#{1,6} |[*+-] |> |\|.*\||:::|```)|```|:{3,}/m],
  ['an attribute block', /\{[#.:][\w-][^}\n]*\}/],
  ['a backtick', /`/],
  [
    'HTML',
    /<\/?(?:a|abbr|b|blockquote|br|code|dd|div|dl|dt|em|figure|font|h[1-6]|hr|i|iframe|img|kbd|li|ol|p|pre|script|small|span|strong|style|sub|sup|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>]*)?\/?>/i,
  ],
  ['an HTML entity', /&(?:#\d{1,6}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos|nbsp|mdash|ndash|hellip);/i],
  ['a URL', /\b(?:https?|ftp):\/\/\S|\bwww\.[a-z0-9-]+\.[a-z]/i],
  [
    'a placeholder',
    /\b(?:TODO|TBD|FIXME|XXX+)\b|lorem ipsum|\[(?:insert|placeholder|your)\b[^\]]*\]|\{\{|\$\{|\[object Object\]|\bNaN\b/,
  ],
  ['a character that cannot be shown', /(?![\t\n\r])[\p{Cc}\p{Co}\ufffd]/u],
]

/** Words and marks that cannot end a text. */
const CUT_OFF = /(?:\.\.\.|…|[,;([{–—-]|\b(?:a|an|the|and|or|of|to|with|from|than|if))$/i

/** The name of the markup left over in `text`, if any. */
export function markupLeftoverIn(text: string): string | undefined {
  return MARKUP_LEFTOVERS.find(([, pattern]) => pattern.test(text))?.[0]
}

/** Whether `text` seems to be truncated. */
export function isCutOff(text: string): boolean {
  const end = text.trim()
  return CUT_OFF.test(end)
}

/** Whether a double quotation mark of `text` is not paired. */
export function isUnbalanced(text: string): boolean {
  const count = (mark: string) => text.split(mark).length - 1
  // „German“ marks end with the one that opens “English” ones.
  const low = count('„')
  const english = low === 0 ? count('“') === count('”') : count('“') + count('”') === low
  return count('"') % 2 === 1 || !english || count('«') !== count('»')
}

/** The defect of a text for readers, if any. */
export function hygieneFault(text: string): string | undefined {
  if (text.trim() === '') return 'is empty'
  const leftover = markupLeftoverIn(text)
  if (leftover !== undefined) return `holds ${leftover}`
  if (isCutOff(text)) return 'breaks off'
  return isUnbalanced(text) ? 'has a quotation mark without its partner' : undefined
}
