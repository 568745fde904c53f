import type { fromMarkdown } from 'mdast-util-from-markdown'
import { parseFragment } from 'parse5'
import type { DraftInline } from '../../../domain/knowledge/index.js'
import { formulaInline } from '../formula-text.js'
import { flatten, htmlToDraft } from '../html/html-to-draft.js'
import type { DialectNode } from './markdown-syntax.js'
import { roleBefore, roleInlines } from './myst-roles.js'

/** A node of the syntax tree, below the root. */
export type MarkdownNode = ReturnType<typeof fromMarkdown>['children'][number]
type Marks = NonNullable<DraftInline['marks']>

const MARK_OF: { readonly [type: string]: Marks[number] } = {
  strong: 'bold',
  emphasis: 'italic',
  link: 'link',
  linkReference: 'link',
}
/** Nodes that Pandoc and kramdown let attributes follow. */
const WITH_ATTRIBUTES = new Set(['link', 'linkReference', 'image', 'imageReference', 'inlineCode'])
const ONE_ATTRIBUTE = '(?:[#.][\\p{L}\\p{N}_:.-]+|[\\w:-]+=(?:"[^"]*"|\'[^\']*\'|[\\w.%#/:-]+)|-)(?=[\\s}])'
const ATTRIBUTES = new RegExp(`^\\{(?::\\s*)?(?:${ONE_ATTRIBUTE}\\s*)+\\}`, 'u')
const KRAMDOWN_ATTRIBUTES = new RegExp(`^\\{:\\s*(?:${ONE_ATTRIBUTE}\\s*)+\\}`, 'u')
const ATTRIBUTES_AT_END = new RegExp(`(?:^|(?<=\\S)\\s+)\\{(?::\\s*)?(?:${ONE_ATTRIBUTE}\\s*)+\\}\\s*$`, 'u')

/** Spans are of Pandoc, which writes no colon. */
const SPAN_ATTRIBUTES = new RegExp(`^\\{(?:${ONE_ATTRIBUTE}\\s*)+\\}`, 'u')
const EQUATION_LABEL = /^\s?\{#eq[\w:.-]*\}/

/** A piece of phrasing content: a bracket, text without brackets, or what is no text. */
type Piece =
  | { readonly kind: 'bracket'; readonly text: '[' | ']' }
  | { kind: 'text'; text: string }
  | { readonly kind: 'node'; readonly type: string; readonly inlines: readonly DraftInline[] }

/**
 * The text of phrasing content. Pictures, raw HTML, attributes, template tags and footnote marks are left out.
 *
 * @param source the Markdown that the nodes were parsed from
 */
export function toInlines(nodes: readonly MarkdownNode[], source: string, marks: Marks = []): readonly DraftInline[] {
  const pieces = withoutAttributes(toPieces(nodes, source, marks))
  const partner = matchBrackets(pieces)
  const dropped = new Set<number>()
  const linked = new Array<boolean>(pieces.length).fill(false)
  for (const [close, open] of partner) {
    if (dropped.has(close)) continue
    const next = pieces[close + 1]
    const attributes = next?.kind === 'text' ? SPAN_ATTRIBUTES.exec(next.text)?.[0] : undefined
    if (attributes !== undefined && next?.kind === 'text') {
      next.text = next.text.slice(attributes.length)
      dropped.add(open).add(close)
      continue
    }
    const target = referenceAfter(pieces, partner, open, close)
    if (target === undefined) continue
    dropped.add(open)
    for (let at = close; at <= target; at++) dropped.add(at)
    linked.fill(true, open, close)
    const after = pieces[target + 1]
    if (after?.kind === 'text') after.text = after.text.replace(ATTRIBUTES, '')
  }
  const inlines = pieces.flatMap((piece, index): readonly DraftInline[] => {
    if (dropped.has(index)) return []
    const own = piece.kind === 'node' ? piece.inlines : [withMarks(piece.text, marks)]
    return linked[index] === true ? own.map((one) => withMarks(one.text, [...(one.marks ?? []), 'link'])) : own
  })
  return joined(inlines)
}

/** Joins neighbours with the same marks. A formula stays one run. */
function joined(inlines: readonly DraftInline[]): readonly DraftInline[] {
  const runs: DraftInline[] = []
  for (const inline of inlines) {
    const before = runs.at(-1)
    const isSame = before?.marks?.join() === inline.marks?.join() && inline.marks?.includes('formula') !== true
    if (before !== undefined && isSame) runs[runs.length - 1] = { ...before, text: before.text + inline.text }
    else if (inline.text !== '') runs.push(inline)
  }
  return runs
}

/** The text of a heading, without the attributes at its end. */
export function headingInlines(nodes: readonly MarkdownNode[], source: string): readonly DraftInline[] {
  const last = nodes.at(-1)
  if (last?.type !== 'text') return toInlines(nodes, source)
  const value = last.value.replace(ATTRIBUTES_AT_END, '')
  return toInlines([...nodes.slice(0, -1), { ...last, value }], source)
}

function withMarks(text: string, marks: Marks): DraftInline {
  const all = [...new Set(marks)]
  return all.length === 0 ? { text } : { text, marks: all }
}

function toPieces(nodes: readonly MarkdownNode[], source: string, marks: Marks): Piece[] {
  const pieces: Piece[] = []
  const push = (type: string, ...inlines: readonly DraftInline[]) => pieces.push({ kind: 'node', type, inlines })
  let invisible: string | undefined
  let formulaEnd = -1
  for (const [index, node] of (nodes as readonly (MarkdownNode | DialectNode)[]).entries()) {
    if (index <= formulaEnd) continue
    if (node.type === 'html') {
      const [, slash, tag = ''] = /^<(\/?)(script|style|math)\b/i.exec(node.value) ?? []
      if (/^<br\b/i.test(node.value)) push('break', withMarks('\n', marks))
      else if (slash === '/') invisible = undefined
      else if (tag.toLowerCase() === 'math' && invisible === undefined) {
        const { end, inlines } = mathElement(nodes, index, source)
        formulaEnd = end
        push('formula', ...inlines.map((inline) => withMarks(inline.text, [...marks, ...(inline.marks ?? [])])))
      } else if (tag !== '') invisible = tag
    } else if (invisible !== undefined) continue
    else if (node.type === 'text') {
      for (const text of node.value.split(/([[\]])/)) {
        if (text === '[' || text === ']') pieces.push({ kind: 'bracket', text })
        else if (text !== '') pieces.push({ kind: 'text', text })
      }
    } else if (node.type === 'escaped') push(node.type, withMarks(node.value, marks))
    else if (node.type === 'formula') push(node.type, formulaNode(node.value, marks))
    else if (node.type === 'inlineCode') {
      const before = pieces.at(-1)
      const role = before?.kind === 'text' ? roleBefore(before.text) : undefined
      if (role !== undefined && before?.kind === 'text') {
        before.text = before.text.slice(0, -role.length - 2)
        push('role', ...roleInlines(role, node.value, marks))
      } else push(node.type, withMarks(node.value, [...marks, 'code']))
    } else if (node.type === 'break') push(node.type, withMarks('\n', marks))
    else if ('children' in node) {
      // A footnote that CommonMark takes for the target of a link.
      if (node.type === 'linkReference' && node.identifier.startsWith('^')) continue
      const mark = MARK_OF[node.type]
      push(node.type, ...toInlines(node.children, source, mark === undefined ? marks : [...marks, mark]))
    } else push(node.type)
  }
  return pieces
}

function formulaNode(raw: string, marks: Marks): DraftInline {
  const [, opening = '', tex = ''] = /^(\$\$?|\\{1,2}[([])([\s\S]*?)(?:\$\$?|\\{1,2}[)\]])$/.exec(raw) ?? []
  // Behind two backslashes, the escapes of Markdown apply.
  const isDoubled = opening.startsWith('\\\\')
  return formulaInline(
    isDoubled ? tex.replace(/\\([!-/:-@[-`{-~])/g, '$1') : tex,
    isDoubled ? opening.slice(1) : opening,
    marks,
  )
}

/** The formula of a `<math>` element that starts at node `start`, and its last node. */
function mathElement(
  nodes: readonly MarkdownNode[],
  start: number,
  source: string,
): { readonly end: number; readonly inlines: readonly DraftInline[] } {
  const found = nodes.findIndex(
    (node, index) => index > start && node.type === 'html' && /^<\/math\b/i.test(node.value),
  )
  const end = found < 0 ? nodes.length - 1 : found
  const from = nodes[start]?.position?.start.offset ?? 0
  const html = source.slice(from, nodes[end]?.position?.end.offset ?? from)
  return { end, inlines: flatten(htmlToDraft(parseFragment(html).childNodes)) }
}

/** Removes attributes directly behind a link, a picture, code or a formula; kramdown allows them behind emphasis, too. */
function withoutAttributes(pieces: Piece[]): Piece[] {
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1]
    if (piece.kind !== 'text' || before?.kind !== 'node') continue
    if (before.type === 'formula') piece.text = piece.text.replace(EQUATION_LABEL, '')
    else if (WITH_ATTRIBUTES.has(before.type)) piece.text = piece.text.replace(ATTRIBUTES, '')
    else if (before.type === 'strong' || before.type === 'emphasis') {
      piece.text = piece.text.replace(KRAMDOWN_ATTRIBUTES, '')
    }
  }
  return pieces
}

/** The opening bracket of each closing one. */
function matchBrackets(pieces: readonly Piece[]): ReadonlyMap<number, number> {
  const partner = new Map<number, number>()
  const open: number[] = []
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind !== 'bracket') continue
    if (piece.text === '[') open.push(index)
    else {
      const start = open.pop()
      if (start !== undefined) partner.set(index, start)
    }
  }
  return partner
}

/**
 * CommonMark leaves `[text][target]` as text if the target is defined in another file. It is read as a link if it cannot
 * be an index (`m[i][j]`) or a character class: nothing precedes it directly, and text and target look like words.
 *
 * @returns the closing bracket of the target, or `undefined` if it is text
 */
function referenceAfter(
  pieces: readonly Piece[],
  partner: ReadonlyMap<number, number>,
  open: number,
  close: number,
): number | undefined {
  const [bracket, target] = [pieces[close + 1], pieces[close + 2]]
  if (bracket?.kind !== 'bracket' || bracket.text !== '[') return undefined
  const isCollapsed = target?.kind === 'bracket' && target.text === ']'
  const end = isCollapsed ? close + 2 : close + 3
  if (partner.get(end) !== close + 1 || (!isCollapsed && target?.kind !== 'text')) return undefined
  const after = pieces[end + 1]
  if (
    after?.kind === 'bracket' ||
    (after?.kind === 'text' && /^[({\p{L}\p{N}]/u.test(after.text.replace(ATTRIBUTES, '')))
  )
    return undefined
  const before = pieces[open - 1]
  if (before !== undefined && !/(?:^|[\s(“"'‘—–/])$/u.test(textOf(before))) return undefined
  const text = pieces
    .slice(open + 1, close)
    .map(textOf)
    .join('')
  const label = target?.kind === 'text' ? target.text : ''
  const isNamed =
    /[\p{L}]{2}/u.test(label) &&
    /^[\p{L}][^\n[\]]*$/u.test(label) &&
    (/\s/.test(text) || /[-_ ]/.test(label) || text.toLowerCase() === label.toLowerCase() || /^\p{Lu}/u.test(text))
  const isPhrase = isCollapsed && /\p{L}{2}/u.test(text) && (/\s/.test(text) || /^\p{Lu}/u.test(text))
  return /\p{L}{2}/u.test(text) && (isNamed || isPhrase) ? end : undefined
}

function textOf(piece: Piece): string {
  return piece.kind === 'node' ? piece.inlines.map(({ text }) => text).join('') : piece.text
}
