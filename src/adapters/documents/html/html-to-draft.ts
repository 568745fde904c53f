import {
  type DraftBlock,
  type DraftDefinition,
  type DraftInline,
  type DraftRow,
  type RegionRole,
  roleOfBlock,
  roleOfHeading,
} from '../../../domain/knowledge/index.js'
import { DocumentReadError } from '../document-read-error.js'
import { formulaOf } from './formulas.js'
import {
  attribute,
  type HtmlElement,
  type HtmlNode,
  hasClass,
  INVISIBLE_TAGS,
  isElement,
  textBelow,
} from './html-tree.js'
import { type TableRow, tableRows } from './table-rows.js'

type Marks = NonNullable<DraftInline['marks']>

const MAX_DEPTH = 400
const INLINE_MARKS: { readonly [tag: string]: Marks[number] } = {
  b: 'bold',
  strong: 'bold',
  dfn: 'bold',
  i: 'italic',
  em: 'italic',
  code: 'code',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
  var: 'code',
  a: 'link',
}
const NOTE_CLASS =
  /^(?:foot-?note-?ref|footnote-?back(?:link|ref)?|reversefootnote|fn-?back|footnote-reference|noteref|headerlink|header-?anchor|anchorjs-link)$/i
const BLOCK_TAGS = new Set(
  (
    'address article aside blockquote body caption center dd details dialog div dt fieldset figcaption figure footer form header ' +
    'hgroup hr html legend li main p search section summary'
  ).split(' '),
)

/** The blocks below nodes of a page, in reading order. Only text is read: nothing is executed or fetched. */
export function htmlToDraft(children: readonly HtmlNode[], depth = 0): readonly DraftBlock[] {
  const collector = new DraftCollector()
  collect(children, collector, [], depth)
  return collector.blocks()
}

function collect(nodes: readonly HtmlNode[], into: DraftCollector, marks: Marks, depth: number): void {
  if (depth > MAX_DEPTH) throw new DocumentReadError('nested-too-deeply')
  for (const node of nodes) {
    if ('value' in node) into.inline({ text: node.value, marks })
    else if (isElement(node)) {
      // What is hidden may hold the source of a formula.
      const formula = formulaOf(node, marks)
      if (formula !== undefined) into.inline(formula)
      else if (!isHidden(node) && !isReferenceMark(node)) collectElement(node, into, marks, depth + 1)
    }
  }
}

function collectElement(node: HtmlElement, into: DraftCollector, marks: Marks, depth: number): void {
  const { tagName: tag, childNodes: children } = node
  const isTerm = attribute(node, 'data-type') === 'term' || attribute(node, 'role') === 'term'
  const mark = isTerm && tag === 'span' ? 'bold' : Object.hasOwn(INLINE_MARKS, tag) ? INLINE_MARKS[tag] : undefined
  if (/^h[1-6]$/.test(tag)) {
    into.block({ kind: 'heading', level: Number(tag[1]), inlines: flatten(htmlToDraft(children, depth)) })
  } else if (tag === 'ol' && isNotes(node)) {
    // Footnotes are no steps.
    for (const note of children)
      if (isElement(note)) for (const block of htmlToDraft(note.childNodes, depth)) into.block(block)
  } else if (tag === 'ul' || tag === 'ol' || tag === 'menu') into.block(list(node, depth))
  else if (tag === 'dl') into.block({ kind: 'definitions', entries: definitions(node, depth) })
  else if (tag === 'pre') into.block(code(node))
  else if (tag === 'table') for (const block of table(node, depth)) into.block(block)
  else if (tag === 'br') into.inline({ text: '\n', marks })
  else if (BLOCK_TAGS.has(tag)) {
    into.flush()
    const region = readRegion(node)
    if (region === undefined) {
      into.isCaption = tag === 'figcaption' || tag === 'caption'
      collect(children, into, marks, depth)
      into.flush()
      into.isCaption = false
    } else {
      const inner = children.filter((child) => child !== region.summary)
      const title = region.summary === undefined ? '' : textBelow(region.summary).trim()
      const draft = { kind: 'region', role: region.role, children: htmlToDraft(inner, depth) } as const
      into.block(title === '' ? draft : { ...draft, title })
    }
  } else collect(children, into, mark === undefined || marks.includes(mark) ? marks : [...marks, mark], depth)
}

function list(node: HtmlElement, depth: number): DraftBlock {
  const { tagName, childNodes } = node
  // Text in a list that is not in an entry counts as an entry.
  const items = partsOf(childNodes, (tag) => tag === 'li').map((part) =>
    toListItem(htmlToDraft(isElementOf(part, 'li') ? part.childNodes : [part].flat(), depth)),
  )
  const first = Number.parseInt(attribute(node, 'start'), 10)
  return { kind: 'list', ordered: tagName === 'ol', ...(Number.isNaN(first) ? {} : { first }), items }
}

/** The children that are of one kind, and between them the other ones that follow each other. */
function partsOf(
  nodes: readonly HtmlNode[],
  isPart: (tag: string) => boolean,
): readonly (HtmlElement | readonly HtmlNode[])[] {
  const parts: (HtmlElement | HtmlNode[])[] = []
  for (const node of nodes) {
    const last = parts.at(-1)
    if (isElement(node) && isPart(node.tagName)) {
      if (!isHidden(node)) parts.push(node)
    } else if (Array.isArray(last)) last.push(node)
    else parts.push([node])
  }
  const isShown = (node: HtmlNode) => ('value' in node ? node.value.trim() !== '' : isElement(node) && !isHidden(node))
  return parts.filter((part) => !Array.isArray(part) || part.some(isShown))
}

function isElementOf(part: HtmlElement | readonly HtmlNode[], tag: string): part is HtmlElement {
  return 'tagName' in part && part.tagName === tag
}

function definitions(list: HtmlElement, depth: number): readonly DraftDefinition[] {
  const entries: DraftDefinition[] = []
  let term: readonly DraftInline[] = []
  // HTML allows a div around each pair.
  const parts = list.childNodes.flatMap((child) =>
    isElement(child) && child.tagName === 'div' ? child.childNodes : [child],
  )
  for (const part of partsOf(parts, (tag) => tag === 'dt' || tag === 'dd')) {
    const inlines = flatten(htmlToDraft('tagName' in part ? part.childNodes : part, depth))
    if (isElementOf(part, 'dt')) {
      if (term.length > 0) entries.push({ term, definition: [] })
      term = inlines
    } else {
      entries.push({ term, definition: inlines })
      term = []
    }
  }
  return term.length > 0 ? [...entries, { term, definition: [] }] : entries
}

function code(node: HtmlElement): DraftBlock {
  const inner = node.childNodes.find((child): child is HtmlElement => isElement(child) && child.tagName === 'code')
  const classes = `${attribute(node, 'class')} ${inner === undefined ? '' : attribute(inner, 'class')}`
  const language = /(?:^|\s)(?:language|lang|sourceCode)[-\s]([\w+#-]+)/.exec(classes)?.[1]
  return { kind: 'code', text: textBelow(node), ...(language === undefined ? {} : { language }) }
}

function readRegion(node: HtmlElement): { readonly role: RegionRole; readonly summary?: HtmlElement } | undefined {
  const names = [...attribute(node, 'class').split(/\s+/), attribute(node, 'data-type'), attribute(node, 'role')]
  const named = node.tagName === 'body' || node.tagName === 'html' ? undefined : roleOfNames(node, names)
  if (node.tagName !== 'details') {
    return named === undefined ? (node.tagName === 'aside' ? { role: 'note' } : undefined) : { role: named }
  }
  const summary = node.childNodes.find((child): child is HtmlElement => isElement(child) && child.tagName === 'summary')
  const role = named ?? (summary && roleOfHeading(textBelow(summary).trim())) ?? 'note'
  return summary === undefined ? { role } : { role, summary }
}

/** In the books of OpenStax, the abstract of a page is its objectives. */
function roleOfNames(node: HtmlElement, names: readonly string[]): RegionRole | undefined {
  return attribute(node, 'data-type') === 'abstract' ? 'objectives' : roleOfBlock(names)
}

function isHidden(node: HtmlElement): boolean {
  if (INVISIBLE_TAGS.has(node.tagName)) return true
  const hidden = node.attrs.some(({ name, value }) => name === 'hidden' || (name === 'aria-hidden' && value === 'true'))
  return hidden || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribute(node, 'style'))
}

/** Whether a list holds footnotes. */
function isNotes({ parentNode }: HtmlElement): boolean {
  if (parentNode === null || !('tagName' in parentNode)) return false
  return (
    hasClass(parentNode, /^foot-?notes?(?:-list)?$/i) || /^doc-(?:end|foot)notes?$/.test(attribute(parentNode, 'role'))
  )
}

/** What marks a place for a reader who can click: a footnote mark, the way back from it, an anchor of a heading. */
function isReferenceMark(node: HtmlElement): boolean {
  if (node.tagName === 'sup') {
    const inner = node.childNodes.filter((child) => !('value' in child) || child.value.trim() !== '')
    const isMark = (child: HtmlNode) => isElement(child) && child.tagName === 'a' && isReferenceMark(child)
    return (
      inner.length > 0 &&
      inner.every((child) => isMark(child) || ('value' in child && /^[\s,;[\]]*$/.test(child.value)))
    )
  }
  if (node.tagName !== 'a') return false
  const role = attribute(node, 'role') || attribute(node, 'epub:type')
  if (/^(?:doc-)?(?:noteref|backlink)$/.test(role) || hasClass(node, NOTE_CLASS)) return true
  if (!attribute(node, 'href').includes('#')) return false
  const text = textBelow(node).trim()
  if (/^(?:[¶#§^↩↑↵⏎\s]|\ufe0e|\ufe0f|🔗)+$/u.test(text)) return true
  const { parentNode } = node
  const isRaised = parentNode !== null && 'tagName' in parentNode && parentNode.tagName === 'sup'
  const isShort = /^[[(]?(?:\d{1,4}|\p{L}|[*†‡§¶]{1,4}|note \d+)[\])]?$/iu.test(text)
  return isShort && (isRaised || node.childNodes.some((child) => isElement(child) && child.tagName === 'sup'))
}

/** A table, with its caption as a paragraph before it. */
function table(node: HtmlElement, depth: number): readonly DraftBlock[] {
  const rows = tableRows(node, (element) => !isHidden(element))
  const [first] = rows
  const cells = (row: TableRow): DraftRow =>
    row.cells.map((cell) => (cell === undefined ? [] : flatten(htmlToDraft(cell.childNodes, depth))))
  const [only] = rows.length === 1 && first?.cells.length === 1 ? first.cells : []
  const framed = only === undefined ? [] : htmlToDraft(only.childNodes, depth)
  // A frame around blocks, not a table.
  if (framed.length > 1) return framed
  const isHead = first !== undefined && isHeadRow(first)
  const captions = node.childNodes.filter((child) => isElement(child) && child.tagName === 'caption')
  const body = (isHead ? rows.slice(1) : rows).map(cells)
  return [
    ...captions.slice(0, 1).flatMap((caption) => htmlToDraft([caption], depth)),
    { kind: 'table', header: isHead ? cells(first) : [], rows: body },
  ]
}

function isHeadRow({ row, cells }: TableRow): boolean {
  const { parentNode } = row
  if (parentNode !== null && 'tagName' in parentNode && parentNode.tagName === 'thead') return true
  return cells.length > 0 && cells.every((cell) => cell === undefined || cell.tagName === 'th')
}

/** Collects blocks. Text between blocks becomes paragraphs. */
class DraftCollector {
  readonly #blocks: DraftBlock[] = []
  /** Whether the text belongs to a picture or a table. */
  isCaption = false
  #inlines: DraftInline[] = []

  inline(inline: DraftInline): void {
    this.#inlines.push(inline)
  }

  block(block: DraftBlock): void {
    this.flush()
    this.#blocks.push(block)
  }

  /** Ends the current paragraph. */
  flush(): void {
    if (this.#inlines.some(({ text }) => text.trim() !== '')) {
      const paragraph = { kind: 'paragraph', inlines: this.#inlines } as const
      this.#blocks.push(this.isCaption ? { ...paragraph, caption: true } : paragraph)
    }
    this.#inlines = []
  }

  blocks(): readonly DraftBlock[] {
    this.flush()
    return this.#blocks
  }
}

/** The text of `blocks`, for places that cannot contain blocks, such as a table cell. Other structure is lost. */
export function flatten(blocks: readonly DraftBlock[]): readonly DraftInline[] {
  return blocks.flatMap((block): readonly DraftInline[] => {
    if (block.kind === 'heading' || block.kind === 'paragraph') return [...block.inlines, { text: ' ' }]
    if (block.kind === 'code') return [{ text: block.text, marks: ['code'] }, { text: ' ' }]
    if (block.kind === 'region') return flatten(block.children)
    if (block.kind === 'list') {
      return block.items.flatMap(({ inlines, children }) => [...inlines, { text: ' ' }, ...flatten(children)])
    }
    if (block.kind === 'definitions') {
      return block.entries.flatMap(({ term, definition }) => [...term, { text: ' ' }, ...definition, { text: ' ' }])
    }
    if (block.kind === 'table') {
      return [block.header, ...block.rows].flat().flatMap((cell) => [...cell, { text: ' ' }])
    }
    return []
  })
}

/** Splits the blocks of a list entry into its first line and its nested blocks. */
export function toListItem(blocks: readonly DraftBlock[]): {
  readonly inlines: readonly DraftInline[]
  readonly children: readonly DraftBlock[]
} {
  const [first, ...children] = blocks
  return first?.kind === 'paragraph' ? { inlines: first.inlines, children } : { inlines: [], children: blocks }
}
