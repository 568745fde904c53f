import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { parseFragment } from 'parse5'
import { type DraftBlock, type DraftInline, roleOfBlock, roleOfHeading } from '../../../domain/knowledge/index.js'
import { DocumentReadError } from '../document-read-error.js'
import { htmlToDraft, toListItem } from '../html/html-to-draft.js'
import { joinDefinitions, parseDefinitions } from './definition-lists.js'
import { type RegionMarker, readMarker } from './region-markers.js'

/** A node of the syntax tree, below the root. */
type MarkdownNode = ReturnType<typeof fromMarkdown>['children'][number]
type Marks = NonNullable<DraftInline['marks']>

const MAX_DEPTH = 100
const OPENING_TAG =
  /^\s*<(div|section|aside|details|article|main|blockquote)\b([^>]*)>\s*(?:<summary>([\s\S]*?)<\/summary>)?\s*$/i
const CLOSING_TAG = /^\s*<\/(div|section|aside|details|article|main|blockquote)>\s*$/i
const ALERT = /^\s*\[!(\w+)\][ \t]*/

/**
 * Converts CommonMark with tables to blocks.
 *
 * @param source Markdown whose special blocks are comments, as `insertMarkers` writes them
 */
export function markdownToDraft(source: string): readonly DraftBlock[] {
  const tree = fromMarkdown(source, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] })
  return toBlocks(tree.children, 0)
}

function toBlocks(nodes: readonly MarkdownNode[], depth: number): readonly DraftBlock[] {
  if (depth > MAX_DEPTH) throw new DocumentReadError('nested-too-deeply')
  const regions = new RegionStack()
  let quote: readonly DraftBlock[] | undefined
  for (const node of nodes) {
    if (node.type === 'html') {
      rawHtml(node.value, regions, quote)
      quote = undefined
      continue
    }
    quote = undefined
    if (node.type === 'heading') regions.push({ kind: 'heading', level: node.depth, inlines: toInlines(node.children) })
    else if (node.type === 'paragraph') regions.push(...paragraph(node))
    else if (node.type === 'code') regions.push(code(node.value, node.lang))
    else if (node.type === 'blockquote') {
      quote = quotation(toBlocks(node.children, depth + 1))
      regions.push(...quote)
    } else if (node.type === 'list') {
      const items = node.children.map((item) => toListItem(toBlocks(item.children, depth + 1)))
      regions.push({ kind: 'list', ordered: node.ordered === true, items })
    } else if (node.type === 'table') {
      const [header = [], ...rows] = node.children.map((row) => row.children.map((cell) => toInlines(cell.children)))
      regions.push({ kind: 'table', header, rows })
    }
  }
  return joinDefinitions(regions.blocks())
}

function paragraph(node: Extract<MarkdownNode, { type: 'paragraph' }>): readonly DraftBlock[] {
  const inlines = toInlines(node.children)
  const text = inlines.map((inline) => inline.text).join('')
  // A line that contains only the colons of an unknown block.
  if (/^\s*(?::{3,}.*)?$/.test(text)) return []
  const entries = parseDefinitions(inlines)
  return [entries === undefined ? { kind: 'paragraph', inlines } : { kind: 'definitions', entries }]
}

function code(text: string, info: string | null | undefined): DraftBlock {
  const language = info?.replace(/^\{?\.?(?:language-)?/, '').replace(/[},].*$/, '')
  return { kind: 'code', text, ...(language ? { language } : {}) }
}

/** A quotation is a region if it starts with an alert mark or a known heading; otherwise it is its text. */
function quotation(children: readonly DraftBlock[]): readonly DraftBlock[] {
  const [first, ...rest] = children
  if (first?.kind === 'heading') {
    const role = roleOfHeading(first.inlines.map(({ text }) => text).join(''))
    if (role !== undefined) return [{ kind: 'region', role, children }]
  }
  const lead = first?.kind === 'paragraph' ? first.inlines[0] : undefined
  const [mark, name] = ALERT.exec(lead?.text ?? '') ?? []
  const role = name === undefined ? undefined : roleOfBlock([name])
  if (first?.kind !== 'paragraph' || lead === undefined || mark === undefined || role === undefined) {
    return children
  }
  const inlines = [{ ...lead, text: lead.text.slice(mark.length) }, ...first.inlines.slice(1)]
  return [{ kind: 'region', role, children: [{ kind: 'paragraph', inlines }, ...rest] }]
}

/** Raw HTML: a marker, the start or end tag of a block that contains Markdown, or a fragment of HTML. */
function rawHtml(value: string, regions: RegionStack, quote: readonly DraftBlock[] | undefined): void {
  const marker = readMarker(value)
  if (marker?.kind === 'open') regions.open(marker)
  else if (marker?.kind === 'close' || CLOSING_TAG.test(value)) regions.close()
  else if (marker?.kind === 'named') {
    if (quote === undefined || marker.role === undefined) return
    regions.drop(quote.length)
    regions.push({ kind: 'region', role: marker.role, children: quote })
  } else {
    const [, tag, attributes = '', summary] = OPENING_TAG.exec(value) ?? []
    if (tag === undefined) {
      regions.push(...htmlToDraft(parseFragment(value).childNodes))
      return
    }
    const classes = /\bclass\s*=\s*["']([^"']*)["']/i.exec(attributes)?.[1]?.split(/\s+/) ?? []
    const title = summary?.replace(/<[^>]*>/g, '').trim()
    const details = tag.toLowerCase() === 'details' ? (roleOfHeading(title ?? '') ?? 'note') : undefined
    const role = roleOfBlock(classes) ?? details
    regions.open({ ...(role === undefined ? {} : { role }), ...(title ? { title } : {}) })
  }
}

const MARK_OF: { readonly [type: string]: Marks[number] } = {
  strong: 'bold',
  emphasis: 'italic',
  link: 'link',
  linkReference: 'link',
}
// Notations of several dialects that CommonMark treats as text.
const ATTRIBUTES = /\{[:.#][^{}\n]*\}|\{[\w-]+=[^{}\n]*\}/g
const OPEN_REFERENCE = /\[([^[\]]+)\]\[[^[\]]*\]/g
const SPAN = /\[([^[\]]*)\](?=\{[:.#])/g
const FOOTNOTE = /\[\^[^\]\s]+\]:?/g
const TEMPLATE_TAG = /\{%[^%\n]*%\}/g

/** The text of phrasing content. Pictures, raw HTML and attributes are left out. */
function toInlines(nodes: readonly MarkdownNode[], marks: Marks = []): readonly DraftInline[] {
  const inlines: DraftInline[] = []
  const run = (text: string, ...more: Marks) => {
    const all = [...marks, ...more.filter((mark) => !marks.includes(mark))]
    if (text !== '') inlines.push(all.length === 0 ? { text } : { text, marks: all })
  }
  let invisible = false
  for (const node of nodes) {
    if (node.type === 'html') {
      if (/^<(script|style)\b/i.test(node.value)) invisible = true
      else if (/^<\/(script|style)\b/i.test(node.value)) invisible = false
      else if (/^<br\b/i.test(node.value)) run('\n')
    } else if (invisible) continue
    else if (node.type === 'text') textRuns(node.value, run)
    else if (node.type === 'inlineCode') run(node.value, 'code')
    else if (node.type === 'break') run('\n')
    else if ('children' in node) {
      const mark = MARK_OF[node.type]
      inlines.push(...toInlines(node.children, mark === undefined || marks.includes(mark) ? marks : [...marks, mark]))
    }
  }
  return inlines
}

/** CommonMark leaves `[text][target]` as text if the target is defined in another file: it is read as a link. */
function textRuns(value: string, run: (text: string, ...marks: Marks) => void): void {
  const text = value.replace(FOOTNOTE, '').replace(TEMPLATE_TAG, '').replace(SPAN, '$1').replace(ATTRIBUTES, '')
  let last = 0
  for (const { 0: whole, 1: label = '', index } of text.matchAll(OPEN_REFERENCE)) {
    run(text.slice(last, index))
    run(label, 'link')
    last = index + whole.length
  }
  run(text.slice(last))
}

type Opening = Omit<Extract<RegionMarker, { readonly kind: 'open' }>, 'kind'>

/** Collects blocks into the regions that markers open and close. An unclosed region ends with its container. */
class RegionStack {
  readonly #regions: { readonly opening: Opening; blocks: DraftBlock[] }[] = [{ opening: {}, blocks: [] }]

  push(...blocks: readonly DraftBlock[]): void {
    this.#regions.at(-1)?.blocks.push(...blocks)
  }

  open(opening: Opening): void {
    this.#regions.push({ opening, blocks: [] })
  }

  /** Ends the innermost region, if one is open. */
  close(): void {
    if (this.#regions.length < 2) return
    const frame = this.#regions.pop()
    if (frame === undefined) return
    const { role, title } = frame.opening
    // A block with an unknown name is replaced by its content.
    if (role === undefined) this.push(...frame.blocks)
    else this.push({ kind: 'region', role, children: frame.blocks, ...(title === undefined ? {} : { title }) })
  }

  /** Removes the last blocks. */
  drop(count: number): void {
    this.#regions.at(-1)?.blocks.splice(-count, count)
  }

  blocks(): readonly DraftBlock[] {
    while (this.#regions.length > 1) this.close()
    return this.#regions[0]?.blocks ?? []
  }
}
