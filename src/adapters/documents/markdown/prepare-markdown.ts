import { roleOfBlock } from '../../../domain/knowledge/index.js'
import { openingOf, replaceNotation, writeMarker } from './region-markers.js'

const CONTAINER = /^((?:[ \t]*>)*)([ \t]*)((?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*)/
const FENCE = /^(`{3,}|~{3,})([^`]*)$/
const ADMONITION = /^(?:!!!|\?\?\?\+?)\s+([\w-]+)[^"]*(?:"([^"]*)")?\s*$/
const DIRECTIVE = /^\{([\w-]+)\}\s*(.*)$/
const FOOTNOTE = /^\[\^([^\]\s[]+)\]:[ \t]*(.*)$/
const INDENTED = /^(?: {4}|\t)/
const ENVIRONMENT =
  /^\\begin\{((?:equation|align|gather|multline|eqnarray|flalign|alignat|displaymath|math|array|cases|split|[bBpvV]?matrix)\*?)\}/
const MAX_FORMULA_LINES = 200
const MAX_DEPTH = 50

/** Start of the info string of the code block that replaces a formula; its delimiters follow: `dollars`, `brackets` or `none`. */
export const FORMULA_INFO = 'block:formula:'

/** Lines that are replaced, and the number of the line after them. */
interface Replaced {
  readonly lines: readonly string[]
  readonly next: number
}

/**
 * Replaces the block notations that CommonMark does not know by ones that it knows: fenced divs (`::: name`,
 * `:::{name}`), attributes after a quotation (`{: .name}`), directives (a code fence with `{name}`) and indented
 * admonitions (`!!! name`) by comments that `readMarker` reads; footnotes by their text; formulas on lines of their own
 * by code blocks. Code stays unchanged.
 *
 * @returns the new source, and the labels of the footnotes that it defines
 */
export function prepareMarkdown(source: string): { readonly source: string; readonly footnotes: ReadonlySet<string> } {
  const notation = new BlockNotation()
  const lines = notation.convert(source.split('\n'), 0)
  return { source: lines.join('\n'), footnotes: notation.footnotes }
}

class BlockNotation {
  readonly footnotes = new Set<string>()

  convert(lines: readonly string[], depth: number): readonly string[] {
    if (depth > MAX_DEPTH) return lines
    const converted: string[] = []
    let inList = false
    for (let at = 0; at < lines.length; ) {
      const line = containerOf(lines[at] ?? '')
      if (line.bullets !== '') inList = true
      else if (line.indent === 0 && line.rest !== '' && (lines[at - 1] ?? '').trim() === '') inList = false
      // Deeper lines outside of a list are indented code, or continue a paragraph.
      const replaced =
        line.indent > 3 && !inList
          ? undefined
          : (this.#fence(lines, at, line, depth) ??
            formula(lines, at, line) ??
            this.#admonition(lines, at, depth) ??
            this.#footnote(lines, at, line, depth))
      if (replaced === undefined) converted.push(replaceNotation(lines[at] ?? ''))
      else for (const one of replaced.lines) converted.push(one)
      at = replaced?.next ?? at + 1
    }
    return converted
  }

  /** A code fence, or a directive: a fence whose content is Markdown. It ends with its list entry or quotation. */
  #fence(lines: readonly string[], at: number, line: Container, depth: number): Replaced | undefined {
    const [, mark, info = ''] = FENCE.exec(line.rest) ?? []
    if (mark === undefined) return undefined
    let end = at + 1
    let closed = false
    for (; end < lines.length && !closed; end++) {
      const inner = containerOf(lines[end] ?? '', line.quotes)
      if (inner.quotes < line.quotes || (inner.rest !== '' && inner.indent < line.minIndent)) break
      closed = inner.bullets === '' && isClosing(inner.rest, mark)
    }
    const content = lines.slice(at + 1, closed ? end - 1 : end)
    const [, name, title] = DIRECTIVE.exec(info.trim()) ?? []
    if (name === undefined || roleOfBlock([name]) === undefined) return { lines: lines.slice(at, end), next: end }
    const close = `${line.continuation}${writeMarker({ kind: 'close' })}`
    return {
      lines: [`${line.prefix}${writeMarker(openingOf(name, title))}`, ...this.convert(content, depth + 1), close],
      next: end,
    }
  }

  #admonition(lines: readonly string[], at: number, depth: number): Replaced | undefined {
    const [, name, title] = ADMONITION.exec(lines[at] ?? '') ?? []
    const next = lines.slice(at + 1, at + 3).find((line) => line.trim() !== '')
    // Names are free: without a known one, it is an admonition if indented lines follow.
    if (name === undefined || (roleOfBlock([name]) === undefined && !INDENTED.test(next ?? ''))) return undefined
    const end = endOfIndented(lines, at + 1)
    const content = lines.slice(at + 1, end).map((line) => line.replace(INDENTED, ''))
    return {
      lines: [writeMarker(openingOf(name, title)), ...this.convert(content, depth + 1), writeMarker({ kind: 'close' })],
      next: end,
    }
  }

  /** A footnote: its text stays where it is, as a block of its own. */
  #footnote(lines: readonly string[], at: number, line: Container, depth: number): Replaced | undefined {
    const [, label, text = ''] = line.bullets === '' ? (FOOTNOTE.exec(line.rest) ?? []) : []
    if (label === undefined || line.indent > 3) return undefined
    this.footnotes.add(label.toLowerCase())
    // Its first paragraph may continue without indentation.
    let end = at + 1
    while (end < lines.length && isContinuation(lines[end] ?? '', line.quotes)) end++
    if (line.quotes === 0) end = endOfIndented(lines, end)
    const content = lines.slice(at + 1, end).map((one) => (line.quotes === 0 ? one.replace(INDENTED, '') : one))
    const marker = (kind: 'open' | 'close') => `${line.prefix}${writeMarker({ kind })}`
    const inner = this.convert([`${line.prefix}${text}`, ...content], depth + 1)
    return { lines: [marker('open'), ...inner, marker('close')], next: end }
  }
}

function isContinuation(line: string, quotes: number): boolean {
  const { rest, bullets, quotes: own } = containerOf(line)
  if (rest === '' || bullets !== '' || own !== quotes) return false
  return !FOOTNOTE.test(rest) && !FENCE.test(rest) && !/^(?:#{1,6}\s|:{3}|<)/.test(rest)
}

/** The end of the indented lines from `start`, without blank lines at their end. */
function endOfIndented(lines: readonly string[], start: number): number {
  let end = start
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (INDENTED.test(line) && line.trim() !== '') end = at + 1
    else if (line.trim() !== '') break
  }
  return end
}

function isClosing(rest: string, mark: string): boolean {
  return rest.startsWith(mark) && rest.trimEnd() === (mark[0] ?? '').repeat(rest.trimEnd().length)
}

/** A formula that starts a line and ends one: `$$`, `\[`, `\\[` or an environment of TeX. */
function formula(lines: readonly string[], at: number, line: Container): Replaced | undefined {
  const [opening = '', environment] =
    ENVIRONMENT.exec(line.rest) ?? /^(?:\$\$(?!\$)|\\{1,2}\[(?=\s*$))/.exec(line.rest) ?? []
  if (opening === '') return undefined
  const closing = environment === undefined ? opening.replace('[', ']') : `\\end{${environment}}`
  const standsAlone = line.rest.trim() === opening
  const tex = [line.rest.slice(opening.length)]
  for (let end = at; end < Math.min(lines.length, at + MAX_FORMULA_LINES); end++) {
    if (end > at) {
      const inner = containerOf(lines[end] ?? '', line.quotes)
      if (inner.quotes < line.quotes) return undefined
      tex.push(`${inner.bullets}${inner.rest}`)
    }
    const last = (tex.at(-1) ?? '').replace(/\s*(?:\{#[^}]*\})?\s*$/, '')
    const found = last.indexOf(closing)
    // Only a formula whose marks stand alone may contain blank lines.
    const isBlank = end > at && tex.slice(1).some((one) => one.trim() === '')
    if (isBlank && !(standsAlone && (found < 0 || last === closing))) return undefined
    if (found < 0) continue
    // Text follows the formula, or it is on one line: it is part of a paragraph.
    if (found + closing.length < last.length || (end === at && environment === undefined)) return undefined
    tex[tex.length - 1] = last.slice(0, found)
    const text = tex.join('\n').trim()
    const code =
      environment === undefined
        ? asCode(line, text, opening === '$$' ? 'dollars' : 'brackets')
        : asCode(line, `${opening}${tex.join('\n')}${closing}`, 'none')
    return { lines: code, next: end + 1 }
  }
  return undefined
}

/** The lines of a code block with the formula. */
function asCode({ prefix, continuation }: Container, tex: string, delimiters: string): readonly string[] {
  const fence = '~'.repeat(Math.max(3, ...[...tex.matchAll(/~+/g)].map(([tildes]) => tildes.length + 1)))
  const content = tex.split('\n').map((line) => `${continuation}${line}`)
  return [`${prefix}${fence} ${FORMULA_INFO}${delimiters}`, ...content, `${continuation}${fence}`]
}

/** What surrounds the content of a line. */
interface Container {
  /** The quotation marks, indentation and bullets. */
  readonly prefix: string
  /** The same for the next line of the same block: bullets are blanks. */
  readonly continuation: string
  readonly quotes: number
  /** Columns of indentation, after the quotation marks. */
  readonly indent: number
  readonly bullets: string
  /** Lines with less indentation belong to another list entry. */
  readonly minIndent: number
  readonly rest: string
}

/** @param quotes at most this number of quotation marks belong to the container */
function containerOf(line: string, quotes = Number.POSITIVE_INFINITY): Container {
  let [prefix = '', marks = '', blanks = '', bullets = ''] = CONTAINER.exec(line) ?? []
  const count = marks.split('>').length - 1
  if (count > quotes) {
    // The other quotation marks are content.
    marks = new RegExp(`^(?:[ \\t]*>){${quotes}}`).exec(line)?.[0] ?? ''
    blanks = /^[ \t]*/.exec(line.slice(marks.length))?.[0] ?? ''
    bullets = ''
    prefix = marks + blanks
  }
  // One blank after a quotation mark belongs to it.
  const indent = Math.max(0, widthOf(blanks) - (marks === '' ? 0 : 1))
  const rest = line.slice(prefix.length)
  return {
    prefix,
    continuation: `${marks}${blanks}${bullets.replace(/[^\t]/g, ' ')}`,
    quotes: Math.min(count, quotes),
    indent,
    bullets,
    minIndent: bullets === '' ? Math.max(0, indent - 3) : indent + widthOf(bullets),
    rest: rest.trim() === '' ? '' : rest,
  }
}

function widthOf(blanks: string): number {
  return blanks.replaceAll('\t', '    ').length
}
