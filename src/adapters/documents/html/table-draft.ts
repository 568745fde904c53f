import type { DraftBlock, DraftRow } from '../../../domain/knowledge/index.js'
import { flatten } from './draft-collector.js'
import { type HtmlElement, type HtmlNode, isElement } from './html-tree.js'

type Convert = (children: readonly HtmlNode[], depth: number) => readonly DraftBlock[]

/** A table of a page, with its caption as a paragraph before it. */
export function tableDraft(table: HtmlElement, depth: number, convert: Convert): readonly DraftBlock[] {
  const rows = rowsOf(table)
  const [first] = rows
  const cells = (row: HtmlElement): DraftRow =>
    row.childNodes
      .filter((cell): cell is HtmlElement => isElement(cell) && (cell.tagName === 'td' || cell.tagName === 'th'))
      .map((cell) => flatten(convert(cell.childNodes, depth)))
  const isHead = first !== undefined && isHeadRow(first)
  const caption = table.childNodes.find((child) => isElement(child) && child.tagName === 'caption')
  const body = (isHead ? rows.slice(1) : rows).map(cells)
  return [
    ...(caption !== undefined && isElement(caption) ? convert(caption.childNodes, depth) : []),
    { kind: 'table', header: isHead ? cells(first) : [], rows: body },
  ]
}

function rowsOf(table: HtmlElement): readonly HtmlElement[] {
  return table.childNodes.filter(isElement).flatMap((child) => {
    if (child.tagName === 'tr') return [child]
    const group = child.tagName === 'thead' || child.tagName === 'tbody' || child.tagName === 'tfoot'
    return group ? child.childNodes.filter(isElement).filter(({ tagName }) => tagName === 'tr') : []
  })
}

function isHeadRow(row: HtmlElement): boolean {
  const { parentNode } = row
  if (parentNode !== null && 'tagName' in parentNode && parentNode.tagName === 'thead') return true
  const cells = row.childNodes.filter(isElement)
  return cells.length > 0 && cells.every(({ tagName }) => tagName === 'th')
}
