import {
  type DraftBlock,
  type DraftDefinition,
  type DraftInline,
  type RegionRole,
  roleOfBlock,
  roleOfHeading,
} from '../../../domain/knowledge/index.js'
import { Refusal } from '../refusals.js'
import { asItem, DraftCollector, flatten } from './draft-collector.js'
import { attribute, type HtmlElement, type HtmlNode, isElement, textBelow, UNSEEN } from './html-tree.js'
import { tableDraft } from './table-draft.js'

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
const BLOCK_TAGS = new Set(
  (
    'address article aside blockquote body center dd details dialog div dt fieldset figcaption figure footer form header ' +
    'hgroup hr html legend li main p search section summary'
  ).split(' '),
)

/** The blocks below a node of a page, in reading order. Text alone: nothing is run, fetched or kept of the mark-up. */
export function htmlToDraft(children: readonly HtmlNode[], depth = 0): readonly DraftBlock[] {
  const collector = new DraftCollector()
  collect(children, collector, [], depth)
  return collector.blocks()
}

function collect(nodes: readonly HtmlNode[], into: DraftCollector, marks: Marks, depth: number): void {
  if (depth > MAX_DEPTH) throw new Refusal('nested-too-deeply')
  for (const node of nodes) {
    if ('value' in node) into.inline({ text: node.value, marks })
    else if (isElement(node) && !isHidden(node)) element(node, into, marks, depth + 1)
  }
}

function element(node: HtmlElement, into: DraftCollector, marks: Marks, depth: number): void {
  const { tagName: tag, childNodes: children } = node
  const mark = Object.hasOwn(INLINE_MARKS, tag) ? INLINE_MARKS[tag] : undefined
  if (/^h[1-6]$/.test(tag)) {
    into.block({ kind: 'heading', level: Number(tag[1]), inlines: flatten(htmlToDraft(children, depth)) })
  } else if (tag === 'ul' || tag === 'ol' || tag === 'menu') into.block(list(node, depth))
  else if (tag === 'dl') into.block({ kind: 'definitions', entries: definitions(node, depth) })
  else if (tag === 'pre') into.block(code(node))
  else if (tag === 'table') for (const block of tableDraft(node, depth, htmlToDraft)) into.block(block)
  else if (tag === 'br') into.inline({ text: '\n', marks })
  else if (BLOCK_TAGS.has(tag)) {
    into.flush()
    const region = regionOf(node)
    if (region === undefined) {
      collect(children, into, marks, depth)
      into.flush()
    } else {
      const inner = children.filter((child) => child !== region.summary)
      const title = region.summary === undefined ? '' : textBelow(region.summary).trim()
      const draft = { kind: 'region', role: region.role, children: htmlToDraft(inner, depth) } as const
      into.block(title === '' ? draft : { ...draft, title })
    }
  } else collect(children, into, mark === undefined || marks.includes(mark) ? marks : [...marks, mark], depth)
}

function list({ tagName, childNodes }: HtmlElement, depth: number): DraftBlock {
  // What stands in a list without being an entry is taken for one.
  const items = childNodes
    .filter((child) => isElement(child) && !isHidden(child))
    .map((child) => {
      const own = isElement(child) && child.tagName === 'li' ? child.childNodes : [child]
      return asItem(htmlToDraft(own, depth))
    })
  return { kind: 'list', ordered: tagName === 'ol', items }
}

function definitions(list: HtmlElement, depth: number): readonly DraftDefinition[] {
  const entries: DraftDefinition[] = []
  let term: readonly DraftInline[] = []
  // Pairs may be wrapped in a div each.
  const parts = list.childNodes.flatMap((child) =>
    isElement(child) && child.tagName === 'div' ? child.childNodes : [child],
  )
  for (const part of parts) {
    if (!isElement(part) || isHidden(part)) continue
    const inlines = flatten(htmlToDraft(part.childNodes, depth))
    if (part.tagName === 'dt') {
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

function regionOf(node: HtmlElement): { readonly role: RegionRole; readonly summary?: HtmlElement } | undefined {
  const names = [...attribute(node, 'class').split(/\s+/), attribute(node, 'data-type'), attribute(node, 'role')]
  const named = node.tagName === 'body' || node.tagName === 'html' ? undefined : roleOfBlock(names)
  if (node.tagName !== 'details') {
    return named === undefined ? (node.tagName === 'aside' ? { role: 'note' } : undefined) : { role: named }
  }
  const summary = node.childNodes.find((child): child is HtmlElement => isElement(child) && child.tagName === 'summary')
  const role = named ?? (summary && roleOfHeading(textBelow(summary).trim())) ?? 'note'
  return summary === undefined ? { role } : { role, summary }
}

function isHidden(node: HtmlElement): boolean {
  if (UNSEEN.has(node.tagName)) return true
  const hidden = node.attrs.some(({ name, value }) => name === 'hidden' || (name === 'aria-hidden' && value === 'true'))
  return hidden || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribute(node, 'style'))
}
