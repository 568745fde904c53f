import type { DocumentFormat, DocumentLink } from '../../../domain/knowledge/index.js'
import { resolveTarget } from './resolve-target.js'

const MAX_LINKS = 2_000
const MAX_LINE = 4_000
/** List entries are below all six levels of headings. */
const LIST_DEPTH = 7

const NEXT = /^\W*(?:next|continue|weiter|nächste[rs]?|suivant|siguiente)\b|(?:→|»|⟶)\s*$|^\s*>+\s*$/iu
const PREVIOUS = /^\W*(?:prev(?:ious)?|back|zurück|vorherige[rs]?|précédent|anterior)\b|^\s*(?:←|«|⟵|<+)/iu

/** The links of a text file to other files, with the titles above them; `undefined` if there is none. */
export function listLinks(name: string, format: DocumentFormat, text: string): readonly DocumentLink[] | undefined {
  const found =
    format === 'html' ? linksOfHtml(name, text) : format === 'docx' || format === 'pdf' ? [] : linksOfText(name, text)
  const links = withoutEmptyTitles(found.slice(0, MAX_LINKS))
  return links.length === 0 ? undefined : links
}

/** A title counts only if the next entry is below it. */
function withoutEmptyTitles(links: readonly DocumentLink[]): readonly DocumentLink[] {
  const kept: DocumentLink[] = []
  for (const link of [...links].reverse()) {
    if (link.target !== undefined || link.depth < (kept.at(-1)?.depth ?? 0)) kept.push(link)
  }
  return kept.reverse()
}

function linkOf(name: string, text: string, target: string, depth: number): readonly DocumentLink[] {
  const resolved = resolveTarget(name, target)
  if (resolved === undefined || resolved === name) return []
  const shown = text
    .replace(/[*_`]+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  const role = NEXT.test(shown) ? 'next' : PREVIOUS.test(shown) ? 'previous' : undefined
  return [{ text: shown, target: resolved, depth, ...(role === undefined ? {} : { role }) }]
}

const FENCE = /^\s*(?:```+|~~~+|:::+)\s*(.*)$/
const HEADING = /^(#{1,6}|={1,6})\s+(\S.*?)\s*#*$/
const ENTRY = /^(\s*)(?:[-*+]|\d{1,3}[.)])\s+(.*)$/
const LINK = /(?<![!\\])\[((?:[^[\]]|\[[^\]]*\])*)\]\(\s*<?([^()\s<>]+)>?(?:\s+"[^"]*")?\s*\)/g
const INCLUDE = /^\s*include::([^[\]]+)\[|^\s*\\(?:input|include)\{([^{}]+)\}/
const TOCTREE = /^\s*(?:\.\.\s*toctree::|\{?toc(?:tree)?\}?\s*$)/

/** Markdown, AsciiDoc, reStructuredText, TeX: by lines. */
function linksOfText(name: string, text: string): readonly DocumentLink[] {
  const links: DocumentLink[] = []
  let fence: 'code' | 'toc' | undefined
  let level = 0
  let inTree = false
  for (const line of text.split('\n')) {
    if (line.length > MAX_LINE) continue
    const fenced = FENCE.exec(line)
    if (fenced !== null && !line.trim().startsWith(':::')) {
      fence = fence === undefined ? (TOCTREE.test(fenced[1] ?? '') ? 'toc' : 'code') : undefined
      continue
    }
    if (fence === 'code') continue
    inTree = fence === 'toc' || TOCTREE.test(line) || (inTree && (line.trim() === '' || /^\s/.test(line)))
    if (inTree) {
      const [, label, target] = /^\s*(?:(.+?)\s*<([^<>]+)>|([\w./-]+))\s*$/.exec(line) ?? []
      const path = target ?? line.trim()
      if (/^[\w./-]*\w[\w./-]*$/.test(path)) links.push(...linkOf(name, label ?? '', path, LIST_DEPTH))
      continue
    }
    const heading = HEADING.exec(line)
    if (heading !== null) {
      level = heading[1]?.length ?? 1
      links.push({ text: (heading[2] ?? '').replace(LINK, '$1'), depth: level })
      for (const [, shown = '', target = ''] of line.matchAll(LINK)) {
        links.pop()
        links.push(...linkOf(name, shown, target, level))
      }
      continue
    }
    const [, path, tex] = INCLUDE.exec(line) ?? []
    if (path !== undefined || tex !== undefined) links.push(...linkOf(name, '', path ?? tex ?? '', LIST_DEPTH))
    const entry = ENTRY.exec(line)
    const depth = LIST_DEPTH + (entry === null ? 0 : Math.floor((entry[1] ?? '').replace(/\t/g, '    ').length / 2))
    const inLine = [...line.matchAll(LINK)].flatMap(([, shown = '', target = '']) => linkOf(name, shown, target, depth))
    if (inLine.length > 0) links.push(...inLine)
    else if (entry !== null) links.push({ text: (entry[2] ?? '').replace(LINK, '$1').trim().slice(0, 200), depth })
  }
  return links
}

const TAG = /<(h[1-6]|a|link)\b([^<>]{0,1000})>([^<]{0,300}(?:<(?!\/?(?:a|h[1-6])\b)[^<>]{0,300}>[^<]{0,300}){0,8})/gi
const NESTING = /<(\/?)(?:ul|ol)\b/gi

function linksOfHtml(name: string, html: string): readonly DocumentLink[] {
  const links: DocumentLink[] = []
  let at = 0
  let depth = 0
  for (const { 0: whole, 1: tag = '', 2: attributes = '', 3: inner = '', index } of html.matchAll(TAG)) {
    for (const [, close] of html.slice(at, index).matchAll(NESTING)) depth += close === '/' ? -1 : 1
    at = index
    const text = inner
      .replace(/<[^<>]*>/g, '')
      .replace(/&nbsp;|\s+/g, ' ')
      .trim()
    if (/^h/i.test(tag)) links.push({ text, depth: Number(tag.slice(1)) })
    const href = /\bhref\s*=\s*["']?([^"'\s>]+)/i.exec(attributes)?.[1]
    if (whole === '' || href === undefined) continue
    const rel = /\brel\s*=\s*["']?(next|prev)/i.exec(attributes)?.[1]?.toLowerCase()
    const found = linkOf(name, text, href, LIST_DEPTH + Math.max(0, depth - 1))
    if (rel !== undefined)
      links.push(...found.map((link) => ({ ...link, role: rel === 'next' ? 'next' : 'previous' }) as const))
    else if (tag.toLowerCase() === 'a') links.push(...found)
  }
  return links
}
