import { plainText } from '../text/plain-text.js'
import { escapeMarkdown } from './escape-markdown.js'

/** Markdown that was written on purpose, so that it can be told from text, which is to be escaped. */
export class Markup {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}

/** Nothing: an empty cell, a block that is left out. */
export const NOTHING = new Markup('')

/** Markdown with what is filled in: markup as it is, text and numbers escaped. */
export function md(parts: TemplateStringsArray, ...values: readonly (Markup | string | number)[]): Markup {
  return new Markup(String.raw({ raw: parts }, ...values.map(sourceOf)))
}

/** One after the other, with `separator` between them. */
export function joined(values: readonly (Markup | string | number)[], separator: string): Markup {
  return new Markup(values.map(sourceOf).join(separator))
}

/** Text of several lines, with its line breaks; blank lines are dropped. */
export function textLines(text: string): Markup {
  const lines = plainText(text).split('\n')
  const filled = lines.filter((line) => line.trim() !== '')
  return joined(filled.length === 0 ? [''] : filled, '\\\n')
}

function sourceOf(value: Markup | string | number): string {
  if (value instanceof Markup) return value.source
  return typeof value === 'number' ? String(value) : escapeMarkdown(value)
}
