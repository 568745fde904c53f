import { plainText, shownLine } from '../text/plain-text.js'

/** Markdown that this program wrote. Everything else is text and gets escaped. */
export class Markup {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}

/** An empty cell, or a block that is left out. */
export const NOTHING = new Markup('')

/** A template of Markdown: markup stays as it is, text and numbers are escaped. */
export function md(parts: TemplateStringsArray, ...values: readonly (Markup | string | number)[]): Markup {
  return new Markup(String.raw({ raw: parts }, ...values.map(sourceOf)))
}

/** `values` one after the other, with `separator` in between. */
export function joined(values: readonly (Markup | string | number)[], separator: string): Markup {
  return new Markup(values.map(sourceOf).join(separator))
}

function sourceOf(value: Markup | string | number): string {
  if (value instanceof Markup) return value.source
  return typeof value === 'number' ? String(value) : escapeMarkdown(value)
}

/** Text of several lines, with its line breaks; blank lines are dropped. */
export function textLines(text: string): Markup {
  const lines = plainText(text).split('\n')
  const filled = lines.filter((line) => line.trim() !== '')
  return joined(filled.length === 0 ? [''] : filled, '\\\n')
}

/** Blocks with a blank line in between; empty ones are left out. */
export function blocks(...parts: readonly Markup[]): Markup {
  return joined(
    parts.filter(({ source }) => source !== ''),
    '\n\n',
  )
}

/** A list with bullets; nothing for an empty list. Further lines of an entry stay within it. */
export function bullets(entries: readonly Markup[]): Markup {
  return new Markup(entries.map(({ source }) => `- ${source.replaceAll('\n', '\n  ')}`).join('\n'))
}

/** The head of a column. */
export interface Head {
  readonly content: Markup
  /** Numbers stand on the right. */
  readonly numeric?: boolean
}

/** A table of GFM; nothing without rows. */
export function table(head: readonly Head[], rows: readonly (readonly Markup[])[]): Markup {
  if (rows.length === 0) return NOTHING
  const titles = head.map(({ content }) => content.source)
  const rule = head.map(({ numeric }) => (numeric === true ? '---:' : '---'))
  const lines = [titles, rule, ...rows.map((row) => row.map(({ source }) => source))]
  return new Markup(lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n'))
}

/** Text as a quotation, with its line breaks. */
export function quotation(text: string): Markup {
  return new Markup(`> ${textLines(text).source.replaceAll('\n', '\n> ')}`)
}

/** Text in a fixed-width font, as it was typed: code or output. */
export function verbatim(text: string): Markup {
  const content = plainText(text).replace(/^\n+|\s+$/g, '')
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return new Markup(`${fence}\n${content}\n${fence}`)
}

/**
 * `text` as one line of CommonMark with GFM's tables, autolinks and strike-through. It stays text wherever it stands: at
 * the start of a line, in a cell, in bold, in a link.
 */
function escapeMarkdown(text: string): string {
  return (
    escapeWithin(shownLine(text))
      // Lists, underlines of headings and the rule below a table's head start like this.
      .replace(/^[-+=:]/, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2')
  )
}

/** Words of our own with the spaces around them. They never start a line with a sign of Markdown. */
export function ownWords(text: string): Markup {
  return new Markup(escapeWithin(plainText(text).replace(/[ \t\n]+/g, ' ')))
}

const WORD_JOINER = '\u2060'

function escapeWithin(text: string): string {
  return (
    text
      .replace(/[\\`*_[\]<>|~#!&$]/g, '\\$&')
      // GFM makes links of addresses without a mark.
      .replace(/(https?|ftp):(?=\/\/)/gi, '$1\\:')
      .replace(/(www)\.(?=\S)/gi, '$1\\.')
      // An escape does not help here: GFM looks for mail addresses after it has removed the escapes.
      .replace(/(?<=[\w.+-])@(?=[\w.-])/g, `@${WORD_JOINER}`)
  )
}
