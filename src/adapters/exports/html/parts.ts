import type { Outcome } from '../../../domain/curriculum/index.js'
import { type Content, html, type Markup } from '../../shared/html.js'
import { worded } from '../outline/worded.js'

/** Who reads a part: learners do not get keys, gates and repairs into their hands. */
export type Edition = 'all' | 'teacher'

/** A part of the page with its heading. */
export function part(id: string, title: string, content: Content, edition: Edition = 'all'): Markup {
  return html`<section id="${id}"${edition === 'teacher' && html` class="teacher"`}>
<h2>${title}</h2>
${content}
</section>
`
}

/** A column of a table. */
export interface Column {
  readonly head: Content
  /** Numbers stand right. */
  readonly numeric?: boolean
}

interface TableParts {
  /** Of our own making, unique on the page. */
  readonly id: string
  readonly caption: Content
  readonly columns: readonly Column[]
  /** The first cell of each row is its head. */
  readonly rows: readonly { readonly id?: string; readonly cells: readonly Content[]; readonly total?: boolean }[]
  /** Wide tables scroll by themselves on a narrow screen; the others wrap. */
  readonly wide?: boolean
}

/** A table with caption and scopes. */
export function table({ id, caption, columns, rows, wide = false }: TableParts): Markup {
  const align = (index: number) => columns[index]?.numeric === true && html` class="n"`
  const content = html`<table>
<caption id="${id}">${caption}</caption>
<thead><tr>${columns.map(({ head }, index) => html`<th scope="col"${align(index)}>${head}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (
    row,
  ) => html`<tr${row.id !== undefined && html` id="${row.id}"`}${row.total === true && html` class="total"`}>${row.cells.map(
    (cell, index) =>
      index === 0 ? html`<th scope="row"${align(index)}>${cell}</th>` : html`<td${align(index)}>${cell}</td>`,
  )}</tr>
`,
)}</tbody>
</table>
`
  return wide ? html`<div class="wide" role="group" tabindex="0" aria-labelledby="${id}">${content}</div>` : content
}

/** Level of Bloom and depth of knowledge. */
export function demand({ bloom, dok }: Pick<Outcome, 'bloom' | 'dok'>): Markup {
  return html`${worded(bloom)} · DOK\u00A0${dok}`
}

/** Text with its line breaks. */
export function lines(content: Content): Markup {
  return html`<div class="lines">${content}</div>`
}
