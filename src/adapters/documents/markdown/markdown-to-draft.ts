import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { parseFragment } from 'parse5'
import { type DraftBlock, roleOfBlock, roleOfHeading } from '../../../domain/knowledge/index.js'
import { DocumentReadError } from '../document-read-error.js'
import { formulaInline } from '../formula-text.js'
import { htmlToDraft, toListItem } from '../html/html-to-draft.js'
import { joinDefinitions, parseDefinitions } from './definition-lists.js'
import { headingInlines, type MarkdownNode, toInlines } from './inline-text.js'
import { dialectNodes, markdownSyntax } from './markdown-syntax.js'
import { FORMULA_INFO, prepareMarkdown } from './prepare-markdown.js'
import { type RegionMarker, readMarker } from './region-markers.js'

const MAX_DEPTH = 100
const OPENING_TAG =
  /^\s*<(div|section|aside|details|article|main|blockquote)\b([^>]*)>\s*(?:<summary>([\s\S]*?)<\/summary>)?\s*$/i
const CLOSING_TAG = /^\s*<\/(div|section|aside|details|article|main|blockquote)>\s*$/i
const DELIMITERS: { readonly [name: string]: string } = { dollars: '$$', brackets: '\\[' }
const ALERT = /^\s*\[!(\w+)\][ \t]*/

/** Converts CommonMark with tables, and the notations of common dialects, to blocks. */
export function markdownToDraft(markdown: string): readonly DraftBlock[] {
  const { source, footnotes } = prepareMarkdown(markdown)
  const tree = fromMarkdown(source, {
    extensions: [gfmTable(), markdownSyntax(footnotes)],
    mdastExtensions: [gfmTableFromMarkdown(), dialectNodes()],
  })
  return toBlocks(tree.children, source, 0)
}

function toBlocks(nodes: readonly MarkdownNode[], source: string, depth: number): readonly DraftBlock[] {
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
    if (node.type === 'heading')
      regions.push({ kind: 'heading', level: node.depth, inlines: headingInlines(node.children, source) })
    else if (node.type === 'paragraph') regions.push(...paragraph(node, source))
    else if (node.type === 'code') regions.push(code(node.value, node.lang))
    else if (node.type === 'blockquote') {
      quote = quotation(toBlocks(node.children, source, depth + 1))
      regions.push(...quote)
    } else if (node.type === 'list') {
      const items = node.children.map((item) => toListItem(toBlocks(item.children, source, depth + 1)))
      const first = typeof node.start === 'number' ? { first: node.start } : {}
      regions.push({ kind: 'list', ordered: node.ordered === true, ...first, items })
    } else if (node.type === 'table') {
      const [header = [], ...rows] = node.children.map((row) =>
        row.children.map((cell) => toInlines(cell.children, source)),
      )
      regions.push({ kind: 'table', header, rows })
    }
  }
  return joinDefinitions(regions.blocks())
}

function paragraph(node: Extract<MarkdownNode, { type: 'paragraph' }>, source: string): readonly DraftBlock[] {
  const inlines = toInlines(node.children, source)
  const text = inlines.map((inline) => inline.text).join('')
  // A line that contains only the colons of an unknown block.
  if (/^\s*(?::{3,}\s*)?$/.test(text)) return []
  const entries = parseDefinitions(inlines)
  return [entries === undefined ? { kind: 'paragraph', inlines } : { kind: 'definitions', entries }]
}

function code(text: string, info: string | null | undefined): DraftBlock {
  if (info?.startsWith(FORMULA_INFO) === true) return formula(text, DELIMITERS[info.slice(FORMULA_INFO.length)] ?? '')
  if (info === 'math' || info === '{math}') return formula(text, '$$')
  const language = info?.replace(/^\{?\.?(?:language-)?/, '').replace(/[},].*$/, '')
  return { kind: 'code', text, ...(language ? { language } : {}) }
}

function formula(tex: string, opening: string): DraftBlock {
  return { kind: 'paragraph', inlines: [formulaInline(tex, opening)] }
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
    // A block with an unknown name is replaced by its title and content.
    if (role === undefined) {
      this.push(...(title === undefined ? [] : [{ kind: 'paragraph', inlines: [{ text: title }] } as const]))
      this.push(...frame.blocks)
    } else this.push({ kind: 'region', role, children: frame.blocks, ...(title === undefined ? {} : { title }) })
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
