import { plainText } from '../text/plain-text.js'
import { joined, Markup, md, NOTHING, textLines } from './markup.js'

/** Blocks with a blank line between them; empty ones are left out. */
export function blocks(...parts: readonly Markup[]): Markup {
  return joined(
    parts.filter(({ source }) => source !== ''),
    '\n\n',
  )
}

/** A list with bullets; nothing for an empty list. */
export function bullets(entries: readonly Markup[]): Markup {
  return new Markup(entries.map(({ source }) => `- ${source}`).join('\n'))
}

/** The head of a column, and whether its cells stand on the right. */
type Column = string | Markup | { readonly right: string }

/** A table of GFM; nothing without rows. */
export function table(head: readonly Column[], rows: readonly (readonly Markup[])[]): Markup {
  if (rows.length === 0) return NOTHING
  const titles = head.map((column) => md`${isRight(column) ? column.right : column}`.source)
  const rule = head.map((column) => (isRight(column) ? '---:' : '---'))
  const lines = [titles, rule, ...rows.map((row) => row.map(({ source }) => source))]
  return new Markup(lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n'))
}

function isRight(column: Column): column is { readonly right: string } {
  return typeof column === 'object' && 'right' in column
}

/** Text as a quotation, with its line breaks. */
export function quotation(text: string): Markup {
  return new Markup(`> ${textLines(text).source.replaceAll('\n', '\n> ')}`)
}

/** Text as it was typed, e.g. code or output. */
export function verbatim(text: string): Markup {
  const content = plainText(text).replace(/^\n+|\s+$/g, '')
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return new Markup(`${fence}\n${content}\n${fence}`)
}
