import type { DraftInline } from '../../../domain/knowledge/index.js'
import type { MarkdownNode } from './parse-markdown.js'

type Marks = NonNullable<DraftInline['marks']>

const MARK_OF: { readonly [type: string]: Marks[number] } = {
  strong: 'bold',
  emphasis: 'italic',
  link: 'link',
  linkReference: 'link',
}
// What several dialects write around or behind text, and CommonMark leaves standing.
const ATTRIBUTES = /\{[:.#][^{}\n]*\}|\{[\w-]+=[^{}\n]*\}/g
const OPEN_REFERENCE = /\[([^[\]]+)\]\[[^[\]]*\]/g
const SPAN = /\[([^[\]]*)\](?=\{[:.#])/g
const FOOTNOTE = /\[\^[^\]\s]+\]:?/g
const TEMPLATE_TAG = /\{%[^%\n]*%\}/g

/** The runs of text of phrasing content, without what is not text: pictures, raw HTML, attributes. */
export function inlinesOf(nodes: readonly MarkdownNode[], marks: Marks = []): readonly DraftInline[] {
  const inlines: DraftInline[] = []
  const run = (text: string, ...more: Marks) => {
    const all = [...marks, ...more.filter((mark) => !marks.includes(mark))]
    if (text !== '') inlines.push(all.length === 0 ? { text } : { text, marks: all })
  }
  let unseen = false
  for (const node of nodes) {
    if (node.type === 'html') {
      if (/^<(script|style)\b/i.test(node.value)) unseen = true
      else if (/^<\/(script|style)\b/i.test(node.value)) unseen = false
      else if (/^<br\b/i.test(node.value)) run('\n')
    } else if (unseen) continue
    else if (node.type === 'text') textRuns(node.value, run)
    else if (node.type === 'inlineCode') run(node.value, 'code')
    else if (node.type === 'break') run('\n')
    else if ('children' in node) {
      const mark = MARK_OF[node.type]
      inlines.push(...inlinesOf(node.children, mark === undefined || marks.includes(mark) ? marks : [...marks, mark]))
    }
  }
  return inlines
}

/** A link whose target stands in another file is no link for CommonMark: `[text][target]` stays as it is. */
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
