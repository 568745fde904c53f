import { inlineToMarkdown } from './rst-inline.js'
import { gridTable, listTable, simpleTable } from './rst-tables.js'

/** Marks that can underline a title. */
const UNDERLINE = /^([=\-`:.'"~^_*+#<>!$%&(),/;?@[\]{|}])\1{2,}\s*$/
const DIRECTIVE = /^(\s*)\.\.\s+(?:\|[^|]+\|\s+)?([\w:-]+)::\s*(.*)$/
const COMMENT = /^(\s*)\.\.(?:\s|$)/
const TARGET = /^\s*\.\.\s+(?:_[^:]+:|__)/
const FOOTNOTE = /^(\s*)\.\.\s+\[(?:#[\w-]*|\d+|\*|[\w.-]+)\]\s+(.*)$/
const FIELD = /^:([^:\n]+):(?:\s+(.*)|\s*)$/
const CODE = new Set([
  'code',
  'code-block',
  'sourcecode',
  'highlight',
  'literalinclude',
  'doctest',
  'testcode',
  'testoutput',
  'prompt',
  'ipython',
  'parsed-literal',
  'jupyter-execute',
  'console',
])
/** Directives whose text is not part of the page, or only a picture of it. */
const DROPPED = new Set([
  'image',
  'toctree',
  'contents',
  'index',
  'raw',
  'meta',
  'include',
  'currentmodule',
  'module',
  'default-role',
  'role',
  'highlight',
  'tabularcolumns',
  'only',
  'ifconfig',
  'video',
  'youtube',
  'plot',
  'graphviz',
  'mermaid',
  'replace',
  'unicode',
  'date',
  'sectnum',
  'target-notes',
])
const MAX_DEPTH = 30

/** What was left out, by the name of the directive. */
export type Dropped = Map<string, number>

/**
 * reStructuredText in the notation of Markdown: titles, lists, definition lists, literal blocks, admonitions and other
 * directives, tables with simple columns, inline markup.
 *
 * @param dropped counts the directives that were left out
 */
export function rstToMarkdown(source: string, dropped: Dropped): string {
  const levels: string[] = []
  return blocks(source.replaceAll('\t', '        ').split('\n'), levels, dropped, 0).join('\n')
}

function blocks(lines: readonly string[], levels: string[], dropped: Dropped, depth: number): readonly string[] {
  const out: string[] = []
  if (depth > MAX_DEPTH) return out
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? ''
    const next = lines[at + 1] ?? ''
    const isOver = UNDERLINE.test(line) && next.trim() !== '' && lines[at + 2]?.trim() === line.trim()
    const isUnder =
      line.trim() !== '' &&
      !/^\s/.test(line) &&
      UNDERLINE.test(next) &&
      next.trim().length >= Math.min(line.trim().length, 4) &&
      !UNDERLINE.test(line)
    const directive = DIRECTIVE.exec(line)
    const footnote = FOOTNOTE.exec(line)
    if (isOver || isUnder) {
      const style = isOver ? `${line.trim()[0]}over` : (next.trim()[0] ?? '')
      if (!levels.includes(style)) levels.push(style)
      out.push(
        '',
        `${'#'.repeat(Math.min(6, levels.indexOf(style) + 1))} ${inlineToMarkdown((isOver ? next : line).trim())}`,
        '',
      )
      at += isOver ? 3 : 2
    } else if (TARGET.test(line)) at = endOfBlock(lines, at)
    else if (directive !== null) {
      const end = endOfBlock(lines, at)
      const [, indent = '', name = '', argument = ''] = directive
      out.push(
        ...indented(
          directiveLines(name.toLowerCase(), argument, lines.slice(at + 1, end), levels, dropped, depth),
          indent,
        ),
      )
      at = end
    } else if (footnote !== null) {
      const end = endOfBlock(lines, at)
      out.push(
        '',
        inlineToMarkdown([footnote[2] ?? '', ...lines.slice(at + 1, end).map((one) => one.trim())].join(' ')),
        '',
      )
      at = end
    } else if (COMMENT.test(line)) at = endOfBlock(lines, at)
    else if (UNDERLINE.test(line) && /^(?:=+\s+)+=+\s*$|^=+\s*$/.test(line.trim()) && /=\s+=/.test(line)) {
      const { rows, end } = simpleTable(lines, at)
      out.push('', ...rows, '')
      at = end
    } else if (/^=+(?:\s+=+)+\s*$/.test(line)) {
      const { rows, end } = simpleTable(lines, at)
      out.push('', ...rows, '')
      at = end
    } else if (/^\s*\+[-=+]+\+\s*$/.test(line)) {
      const { rows, end } = gridTable(lines, at)
      out.push('', ...rows, '')
      at = end
    } else if (UNDERLINE.test(line) && next.trim() === '') at += 1
    else if (/::\s*$/.test(line) && literalFollows(lines, at)) {
      const lead = line.replace(/\s*::\s*$/, line.trim() === '::' ? '' : /\s::\s*$/.test(line) ? '' : ':')
      const start = lines.findIndex((one, index) => index > at && one.trim() !== '')
      const end = endOfIndent(lines, start, widthOf(line))
      if (lead.trim() !== '') out.push(inlineToMarkdown(lead))
      out.push('', ...fenced(lines.slice(start, end), '', ' '.repeat(widthOf(line))), '')
      at = end
    } else if (line.trim() !== '' && /^\s+\S/.test(next) && isTerm(lines, at)) {
      const end = endOfIndent(lines, at + 1, widthOf(line))
      const inner = blocks(unindented(lines.slice(at + 1, end)), levels, dropped, depth + 1)
      const text = inner.filter((one) => one.trim() !== '')
      const isPlain = text.every((one) => !/^(?:```|[-*#:]|\d+\.)/.test(one))
      if (isPlain) out.push('', inlineToMarkdown(line.trim().replace(/ : .*$/, '')), `: ${text.join(' ')}`, '')
      else out.push('', `**${inlineToMarkdown(line.trim())}**`, '', ...inner, '')
      at = end
    } else if (FIELD.test(line) && !/\S/.test(out.join(''))) at = endOfBlock(lines, at)
    else {
      out.push(
        inlineToMarkdown(
          line
            .replace(/^(\s*)(?:#\.|\(?([a-z]|[ivx]+)[.)])(?=\s)/, '$11.')
            .replace(/^(\s*)[•‣⁃](?=\s)/, '$1-')
            .replace(/^\s*\|(?=\s|$)/, ''),
        ),
      )
      at += 1
    }
  }
  return out
}

function directiveLines(
  name: string,
  argument: string,
  content: readonly string[],
  levels: string[],
  dropped: Dropped,
  depth: number,
): readonly string[] {
  const body = unindented(content)
  const start = body.findIndex((line) => !/^:[\w-]+:/.test(line.trim()))
  const text = start < 0 ? [] : body.slice(start)
  if (CODE.has(name) && name !== 'highlight' && name !== 'literalinclude') return ['', ...fenced(text, argument), '']
  if (name === 'math') return ['', '$$', ...[argument, ...text].filter((line) => line.trim() !== ''), '$$', '']
  if (name === 'list-table' || name === 'csv-table') return ['', ...listTable(text, name), '']
  if (DROPPED.has(name) || name === 'literalinclude') {
    dropped.set(name, (dropped.get(name) ?? 0) + 1)
    return []
  }
  const inner = blocks(text, levels, dropped, depth + 1)
  if (name === 'figure')
    return inner.length === 0
      ? []
      : ['', '<figcaption>', inner.join(' ').replace(/</g, '&lt;').trim(), '</figcaption>', '']
  // An admonition states its name as its title.
  const role = name === 'admonition' || name === 'topic' || name === 'sidebar' || name === 'rubric' ? 'note' : name
  const isText = role !== 'note' || name === 'note'
  const title = isText ? '' : ` ${inlineToMarkdown(argument)}`
  const lead = isText && argument !== '' ? ['', inlineToMarkdown(argument)] : []
  return ['', `::::: ${role.replace(/[^\w-]/g, '')}${title}`, '', ...lead, ...inner, '', ':::::', '']
}

function fenced(lines: readonly string[], language: string, indent = ''): readonly string[] {
  return [
    `${indent}~~~~~~ ${language}`.trimEnd(),
    ...unindented(lines).map((line) => `${indent}${line}`),
    `${indent}~~~~~~`,
  ]
}

/** The end of a block that starts with two dots: the lines that are deeper. */
function endOfBlock(lines: readonly string[], at: number): number {
  return endOfIndent(lines, at + 1, widthOf(lines[at] ?? ''))
}

function endOfIndent(lines: readonly string[], from: number, width: number): number {
  let end = from
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line.trim() === '') continue
    if (widthOf(line) <= width) break
    end = at + 1
  }
  return end
}

function literalFollows(lines: readonly string[], at: number): boolean {
  const next = lines.slice(at + 1).find((line) => line.trim() !== '')
  return next !== undefined && lines[at + 1]?.trim() === '' && widthOf(next) > widthOf(lines[at] ?? '')
}

/** A line without a mark, with a deeper line directly below it. */
function isTerm(lines: readonly string[], at: number): boolean {
  const line = (lines[at] ?? '').trim()
  const isFirst = (lines[at - 1] ?? '').trim() === ''
  return isFirst && !/^(?:[-*+•]|\d+[.)]|#\.|[a-z][.)]|\||:)\s?/.test(line) && line.split(' ').length <= 10
}

function widthOf(line: string): number {
  return line.length - line.trimStart().length
}

function unindented(lines: readonly string[]): readonly string[] {
  const widths = lines.filter((line) => line.trim() !== '').map(widthOf)
  const width = Math.min(...widths, 200)
  const all = lines.map((line) => line.slice(width))
  const first = all.findIndex((line) => line.trim() !== '')
  return first < 0 ? [] : all.slice(first, all.findLastIndex((line) => line.trim() !== '') + 1)
}

function indented(lines: readonly string[], indent: string): readonly string[] {
  return indent === '' ? lines : lines.map((line) => (line === '' ? line : `${indent}${line}`))
}
