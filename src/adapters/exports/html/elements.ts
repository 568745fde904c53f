import { type Content, html, type Markup } from '../../shared/html.js'
import type { Table } from '../document/model.js'
import { inline, type PageContext } from './render-inline.js'

/** A table with caption and scopes. A wide one scrolls by itself on a narrow screen; the others wrap. */
export function table({ anchor, caption, columns, rows, wide }: Table, context: PageContext): Markup {
  const align = (index: number) =>
    classAttribute([
      ...(columns[index]?.numeric === true ? ['n'] : []),
      ...(columns[index]?.short === true ? ['s'] : []),
    ])
  const heads = columns.map(({ head, drawn }, index) => {
    const title = inline(head, context)
    return html`<th scope="col"${align(index)}>${drawn === true ? html`<span class="hidden">${title}</span>` : title}</th>`
  })
  const body = rows.map(({ anchor: id, total, cells }) => {
    const shown = cells.map((cell, index) => {
      const content = inline(cell, context)
      return index === 0
        ? html`<th scope="row"${align(index)}>${content}</th>`
        : html`<td${align(index)}>${content}</td>`
    })
    return html`<tr${id !== undefined && html` id="${id}"`}${total === true && html` class="total"`}>${shown}</tr>\n`
  })
  const content = html`<table>
<caption id="${anchor}">${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${body}</tbody>
</table>
`
  return wide === true ? scrollable(anchor, content) : content
}

/** What is too wide for a narrow screen: it scrolls by itself, also by keyboard. @param label the id of its name */
export function scrollable(label: string, content: Markup): Markup {
  return html`<div class="wide" role="group" tabindex="0" aria-labelledby="${label}">${content}</div>\n`
}

/** Classes of our own; no attribute without any. */
export function classAttribute(classes: readonly string[]): Content {
  return classes.length > 0 && html` class="${classes.join(' ')}"`
}

const HEADINGS = [
  (title: Markup) => html`<h1>${title}</h1>\n`,
  (title: Markup) => html`<h2>${title}</h2>\n`,
  (title: Markup) => html`<h3>${title}</h3>\n`,
  (title: Markup) => html`<h4>${title}</h4>\n`,
  (title: Markup) => html`<h5>${title}</h5>\n`,
  (title: Markup) => html`<h6>${title}</h6>\n`,
] as const

/** A heading of a level, 1 to 6. */
export function heading(level: number, title: Markup): Markup {
  return (HEADINGS[level - 1] ?? HEADINGS[5])(title)
}
