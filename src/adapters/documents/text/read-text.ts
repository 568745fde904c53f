import type { DocumentDraft, DraftBlock, DraftListItem } from '../../../domain/knowledge/index.js'

const MAX_HEADING_WORDS = 12
const CHAPTER = /^(?:chapter|part|section|unit|lesson|module)\s+[\divxlc]+\b/i
const NUMBERED = /^\d+(?:\.\d+)*\.?\s+\p{Lu}/u
const CAPTION =
  /^(?:(?:fig(?:ure)?\.?|table|image|photo|picture|panel|abb(?:ildung)?\.?|tabelle) ?\d+[\w.-]*\b|(?:(?:top |bottom )?(?:left|right)|top|bottom|cent(?:er|re)|above|below|source|credits?|photo)\s*:)/i

/** Reads plain text: blank lines separate paragraphs, list marks show lists, the form of a line shows a heading. */
export function readText(source: string): DocumentDraft {
  const chunks = source.split(/\n(?:[^\S\n]*\n)+/).map((chunk) => chunk.replace(/^\n+|\s+$/g, ''))
  const blocks = chunks.flatMap((chunk, index) => {
    // Numbered lines separated by blank lines are steps; a single one is a heading.
    const isStep = [chunks[index - 1], chunks[index + 1]].some(
      (other) => isNumberedLine(other) && isNumberedLine(chunk),
    )
    const lines = chunk.split('\n').filter((line) => line.trim() !== '')
    return isStep ? toList(lines) : toBlocks(lines)
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

function toBlocks(lines: readonly string[]): readonly DraftBlock[] {
  const [first, second, ...rest] = lines
  if (first === undefined) return []
  const underline = /^\s*(={3,}|-{3,}|~{3,})\s*$/.exec(second ?? '')?.[1]
  if (underline !== undefined && isShort(first)) {
    return [heading(underline.startsWith('=') ? 1 : 2, first), ...toBlocks(rest)]
  }
  if (second === undefined && isHeading(first)) return [heading(levelOf(first), first)]
  if (parseBullet(first) !== undefined) return toList(lines)
  const listStart = lines.findIndex((line) => parseBullet(line) !== undefined)
  const next = listStart > 0 ? lines[listStart + 1] : undefined
  // A single line that starts with a number is prose; a list has two entries, or follows a colon.
  const isList = listStart > 0 && (parseBullet(next ?? '') !== undefined || /:\s*$/.test(lines[listStart - 1] ?? ''))
  if (isList) return [paragraph(lines.slice(0, listStart)), ...toList(lines.slice(listStart))]
  if (lines.every((line) => /^(?: {4}|\t)/.test(line))) {
    return [{ kind: 'code', text: lines.map((line) => line.replace(/^(?: {4}|\t)/, '')).join('\n') }]
  }
  return [paragraph(lines)]
}

function toList(lines: readonly string[]): readonly DraftBlock[] {
  const items: { ordered: boolean; lines: string[] }[] = []
  for (const line of lines) {
    const bullet = parseBullet(line)
    if (bullet !== undefined) items.push({ ordered: bullet.ordered, lines: [bullet.text] })
    else items.at(-1)?.lines.push(line)
  }
  const drafts = items.map((item): DraftListItem => ({ inlines: [{ text: item.lines.join('\n') }], children: [] }))
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

/** Whether a single line is a heading: short, without final punctuation, and numbered or starting with a capital. */
function isHeading(line: string): boolean {
  const text = line.trim()
  if (!isShort(text) || /[.,;:!]$/.test(text) || !/\p{L}{2}/u.test(text) || /^\s{4}|^\t/.test(line)) return false
  if (CAPTION.test(text)) return false
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

/** A line that starts a list entry. */
interface Bullet {
  readonly ordered: boolean
  readonly text: string
}

const UNORDERED = /^\s*[•●○▪■◦‣⁃*+–—-]\s+(\S.*)$/
const ORDERED = /^\s*(?:\(?(?:\d{1,3}|[a-z])[.)]|step\s+\d+\s*[:.)-])\s+(\S.*)$/i

/** Parses the bullet or number at the start of a line; `undefined` if there is none. */
export function parseBullet(line: string): Bullet | undefined {
  const [, plain] = UNORDERED.exec(line) ?? []
  if (plain !== undefined) return { ordered: false, text: plain }
  const [, numbered] = ORDERED.exec(line) ?? []
  return numbered === undefined ? undefined : { ordered: true, text: numbered }
}
