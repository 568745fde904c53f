import { parseFragment } from 'parse5'
import { type DraftBlock, roleOfBlock, roleOfHeading } from '../../../domain/knowledge/index.js'
import { asItem } from '../html/draft-collector.js'
import { htmlToDraft } from '../html/html-to-draft.js'
import { Refusal } from '../refusals.js'
import { inlinesOf } from './inlines.js'
import type { MarkdownNode } from './parse-markdown.js'
import { RegionFrames } from './region-frames.js'
import { readMarker } from './region-marker.js'
import { definitionsIn, joinDefinitions } from './split-definitions.js'

const MAX_DEPTH = 100
const OPENING_TAG =
  /^\s*<(div|section|aside|details|article|main|blockquote)\b([^>]*)>\s*(?:<summary>([\s\S]*?)<\/summary>)?\s*$/i
const CLOSING_TAG = /^\s*<\/(div|section|aside|details|article|main|blockquote)>\s*$/i
const ALERT = /^\s*\[!(\w+)\][ \t]*/

/** The blocks of a Markdown tree whose special blocks are marked as `markRegions` does it. */
export function markdownToDraft(nodes: readonly MarkdownNode[], depth = 0): readonly DraftBlock[] {
  if (depth > MAX_DEPTH) throw new Refusal('nested-too-deeply')
  const frames = new RegionFrames()
  let quote: readonly DraftBlock[] | undefined
  for (const node of nodes) {
    if (node.type === 'html') {
      rawHtml(node.value, frames, quote)
      quote = undefined
      continue
    }
    quote = undefined
    if (node.type === 'heading') frames.push({ kind: 'heading', level: node.depth, inlines: inlinesOf(node.children) })
    else if (node.type === 'paragraph') frames.push(...paragraph(node))
    else if (node.type === 'code') frames.push(code(node.value, node.lang))
    else if (node.type === 'blockquote') {
      quote = markdownToDraft(node.children, depth + 1)
      quote = quotation(quote)
      frames.push(...quote)
    } else if (node.type === 'list') {
      const items = node.children.map((item) => asItem(markdownToDraft(item.children, depth + 1)))
      frames.push({ kind: 'list', ordered: node.ordered === true, items })
    } else if (node.type === 'table') {
      const [header = [], ...rows] = node.children.map((row) => row.children.map((cell) => inlinesOf(cell.children)))
      frames.push({ kind: 'table', header, rows })
    }
  }
  return joinDefinitions(frames.blocks())
}

function paragraph(node: Extract<MarkdownNode, { type: 'paragraph' }>): readonly DraftBlock[] {
  const inlines = inlinesOf(node.children)
  const text = inlines.map((inline) => inline.text).join('')
  // Nothing but a mark that belonged to a block that was not understood.
  if (/^\s*(?::{3,}.*)?$/.test(text)) return []
  const entries = definitionsIn(inlines)
  return [entries === undefined ? { kind: 'paragraph', inlines } : { kind: 'definitions', entries }]
}

function code(text: string, info: string | null | undefined): DraftBlock {
  const language = info?.replace(/^\{?\.?(?:language-)?/, '').replace(/[},].*$/, '')
  return { kind: 'code', text, ...(language ? { language } : {}) }
}

/** A quotation is only its text, unless it says that it is more: by an alert mark or by a heading. */
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

/** Raw HTML: a marker of ours, the one or other end of a block that holds Markdown, or a piece of a page. */
function rawHtml(value: string, frames: RegionFrames, quote: readonly DraftBlock[] | undefined): void {
  const marker = readMarker(value)
  if (marker?.kind === 'open') frames.open(marker)
  else if (marker?.kind === 'close' || CLOSING_TAG.test(value)) frames.close()
  else if (marker?.kind === 'named') {
    if (quote === undefined || marker.role === undefined) return
    frames.drop(quote.length)
    frames.push({ kind: 'region', role: marker.role, children: quote })
  } else {
    const [, tag, attributes = '', summary] = OPENING_TAG.exec(value) ?? []
    if (tag === undefined) {
      frames.push(...htmlToDraft(parseFragment(value).childNodes))
      return
    }
    const classes = /\bclass\s*=\s*["']([^"']*)["']/i.exec(attributes)?.[1]?.split(/\s+/) ?? []
    const title = summary?.replace(/<[^>]*>/g, '').trim()
    const details = tag.toLowerCase() === 'details' ? (roleOfHeading(title ?? '') ?? 'note') : undefined
    const role = roleOfBlock(classes) ?? details
    frames.open({ ...(role === undefined ? {} : { role }), ...(title ? { title } : {}) })
  }
}
