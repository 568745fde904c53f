import type { DocumentDraft, DraftBlock, DraftItem } from '../../../domain/knowledge/index.js'
import { bulletOf } from './bullet.js'

const MAX_HEADING_WORDS = 12
const CHAPTER = /^(?:chapter|part|section|unit|lesson|module)\s+[\divxlc]+\b/i
const NUMBERED = /^\d+(?:\.\d+)*\.?\s+\p{Lu}/u

/** A plain text: paragraphs between blank lines, lists by their marks, headings by their form. */
export function readText(source: string): DocumentDraft {
  const chunks = source.split(/\n(?:[^\S\n]*\n)+/).map((chunk) => chunk.replace(/^\n+|\s+$/g, ''))
  const blocks = chunks.flatMap((chunk, index) => {
    // Numbered lines with a blank line between them are steps; one alone is a heading.
    const isStep = [chunks[index - 1], chunks[index + 1]].some(
      (other) => isNumberedLine(other) && isNumberedLine(chunk),
    )
    const lines = chunk.split('\n').filter((line) => line.trim() !== '')
    return isStep ? listOf(lines) : blocksOf(lines)
  })
  return { format: 'text', blocks: joinLists(blocks) }
}

function isNumberedLine(chunk: string | undefined): boolean {
  return chunk !== undefined && /^\s*\d+[.)]\s/.test(chunk)
}

function joinLists(blocks: readonly DraftBlock[]): readonly DraftBlock[] {
  const joined: DraftBlock[] = []
  for (const block of blocks) {
    const before = joined.at(-1)
    if (block.kind === 'list' && before?.kind === 'list' && before.ordered === block.ordered) {
      joined[joined.length - 1] = { ...before, items: [...before.items, ...block.items] }
    } else joined.push(block)
  }
  return joined
}

function blocksOf(lines: readonly string[]): readonly DraftBlock[] {
  const [first, second, ...rest] = lines
  if (first === undefined) return []
  const underline = /^\s*(={3,}|-{3,}|~{3,})\s*$/.exec(second ?? '')?.[1]
  if (underline !== undefined && isShort(first)) {
    return [heading(underline.startsWith('=') ? 1 : 2, first), ...blocksOf(rest)]
  }
  if (second === undefined && isHeading(first)) return [heading(levelOf(first), first)]
  if (bulletOf(first) !== undefined) return listOf(lines)
  const listStart = lines.findIndex((line) => bulletOf(line) !== undefined)
  const next = listStart > 0 ? lines[listStart + 1] : undefined
  // One line in the middle that begins with a number is prose; a list has two entries, or follows a colon.
  const isList = listStart > 0 && (bulletOf(next ?? '') !== undefined || /:\s*$/.test(lines[listStart - 1] ?? ''))
  if (isList) return [paragraph(lines.slice(0, listStart)), ...listOf(lines.slice(listStart))]
  if (lines.every((line) => /^(?: {4}|\t)/.test(line))) {
    return [{ kind: 'code', text: lines.map((line) => line.replace(/^(?: {4}|\t)/, '')).join('\n') }]
  }
  return [paragraph(lines)]
}

function listOf(lines: readonly string[]): readonly DraftBlock[] {
  const items: { ordered: boolean; lines: string[] }[] = []
  for (const line of lines) {
    const bullet = bulletOf(line)
    if (bullet !== undefined) items.push({ ordered: bullet.ordered, lines: [bullet.text] })
    else items.at(-1)?.lines.push(line)
  }
  const drafts = items.map((item): DraftItem => ({ inlines: [{ text: item.lines.join('\n') }], children: [] }))
  return [{ kind: 'list', ordered: items[0]?.ordered === true, items: drafts }]
}

function paragraph(lines: readonly string[]): DraftBlock {
  return { kind: 'paragraph', inlines: [{ text: lines.join('\n') }] }
}

function heading(level: number, line: string): DraftBlock {
  return { kind: 'heading', level, inlines: [{ text: line.trim() }] }
}

function isShort(line: string): boolean {
  return line.trim().split(/\s+/).length <= MAX_HEADING_WORDS
}

/** A short line on its own that is in capitals, numbered, or begins like a title and ends like one. */
function isHeading(line: string): boolean {
  const text = line.trim()
  if (!isShort(text) || /[.,;:!]$/.test(text) || !/\p{L}{2}/u.test(text) || /^\s{4}|^\t/.test(line)) return false
  if (CHAPTER.test(text) || NUMBERED.test(text)) return true
  return /^\p{Lu}/u.test(text) && text.length <= 70
}

function levelOf(line: string): number {
  const text = line.trim()
  const number = /^(\d+(?:\.\d+)*)\.?\s/.exec(text)?.[1]
  if (number !== undefined) return Math.min(6, number.split('.').length + 1)
  if (/^(?:chapter|part|unit|module)\b/i.test(text)) return 1
  return text === text.toUpperCase() && /\p{Lu}/u.test(text) ? 1 : 2
}
