import { type Content, html, type Markup } from '../../shared/html.js'
import type { Table } from '../document/model.js'
import { inline, type PageContext } from './render-inline.js'

/** A table with caption and scopes. It scrolls by itself if it has no room; of a wide one the first column stays in sight. */
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
  const body = rows.map(({ anchor: id, total, group, cells }) => {
    const at = id !== undefined && html` id="${id}"`
    if (group === true) {
      const title = inline(cells[0] ?? [], context)
      return html`<tr${at} class="group"><th scope="colgroup" colspan="${columns.length}"><span>${title}</span></th></tr>\n`
    }
    const shown = cells.map((cell, index) => {
      const content = inline(cell, context)
      return index === 0
        ? html`<th scope="row"${align(index)}>${content}</th>`
        : html`<td${align(index)}>${content}</td>`
    })
    return html`<tr${at}${total === true && html` class="total"`}>${shown}</tr>\n`
  })
  const classes = classAttribute(['scroll', ...(wide === true ? ['wide'] : [])])
  return html`<div${classes} role="group" tabindex="0" aria-labelledby="${anchor}">
<table>
<caption id="${anchor}">${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${body}</tbody>
</table>
</div>
`
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
