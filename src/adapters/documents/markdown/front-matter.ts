import { parseDocument } from 'yaml'
import type { DocumentDraft } from '../../../domain/knowledge/index.js'
import { parseToml } from './toml-metadata.js'

/** What a document states about itself. */
export type Metadata = Pick<DocumentDraft, 'title' | 'author' | 'date' | 'language'>

/** A Markdown file without its front matter. */
interface SplitMarkdown {
  readonly metadata: Metadata
  readonly body: string
}

const FIELDS: { readonly [key: string]: keyof Metadata } = {
  title: 'title',
  author: 'author',
  authors: 'author',
  date: 'date',
  year: 'date',
  published: 'date',
  lang: 'language',
  language: 'language',
  languagecode: 'language',
  locale: 'language',
}
const MAX_LINES = 1000
const MAX_CHARACTERS = 65_536
/** The parser is recursive. Deeper nesting is not metadata. */
const MAX_NESTING = 40
const MAX_ALIASES = 100
const KEY = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#\-[\]{},&*!|>%@`"'][^:]{0,200}?|-[^\s:][^:]{0,200}?)\s*:(?:\s|$)/

/**
 * Splits the front matter from a Markdown file: YAML between `---` lines, TOML between `+++` lines, or the title block
 * of Pandoc (lines that start with `%`). A block that cannot be parsed is left out as well, without metadata.
 */
export function splitFrontMatter(source: string): SplitMarkdown {
  const start = /^(?:[^\S\n]*\n)*/.exec(source)?.[0].length ?? 0
  const text = source.slice(start)
  const [, mark = ''] = /^(---|\+\+\+)[ \t]*\n/.exec(text) ?? []
  if (mark === '') return titleBlock(text) ?? { metadata: {}, body: source }
  const lines = text.split('\n')
  const close = mark === '---' ? /^(?:---|\.\.\.)[ \t]*$/ : /^\+\+\+[ \t]*$/
  const end = lines.slice(0, MAX_LINES).findIndex((line, index) => index > 0 && close.test(line))
  const head = lines.slice(1, Math.max(1, end))
  const fields = end < 1 ? undefined : mark === '---' ? yamlFields(head) : parseToml(head)
  if (fields === undefined) return { metadata: {}, body: source }
  return { metadata: toMetadata(fields), body: withLessonFields(fields, lines.slice(end + 1).join('\n')) }
}

/** Fields of lessons of The Carpentries that the page shows above and below the text. */
const LESSON_FIELDS = { above: ['questions', 'objectives'], below: ['keypoints'] } as const

/** The body with the questions, objectives and key points of a lesson, as the blocks that newer lessons have in the text. */
function withLessonFields(fields: readonly Field[], body: string): string {
  const blocksOf = (names: readonly string[]): readonly string[] =>
    names.flatMap((name) => {
      const [, value] = fields.find(([key]) => key.trim().toLowerCase() === name) ?? []
      const entries = Array.isArray(value)
        ? value.filter((entry) => typeof entry === 'string' && entry.trim() !== '')
        : []
      return entries.length === 0 ? [] : [`::: ${name}\n\n${entries.map(toEntry).join('\n')}\n\n:::`]
    })
  const above = blocksOf(LESSON_FIELDS.above).map((block) => `${block}\n\n`)
  const below = blocksOf(LESSON_FIELDS.below).map((block) => `\n\n${block}\n`)
  return `${above.join('')}${body}${below.join('')}`
}

function toEntry(text: string): string {
  return `- ${text.trim().replace(/\n(?=[^\n])/g, '\n  ')}`
}

function titleBlock(text: string): SplitMarkdown | undefined {
  const [block = '', title = '', authors = '', date = ''] =
    /^%[ \t]+(\S.*(?:\n[ \t]+\S.*)*)\n(?:%[ \t]*(.*(?:\n[ \t]+\S.*)*)\n)?(?:%[ \t]*(.*)\n)?/.exec(`${text}\n`) ?? []
  // "% of the dough" is prose; a title block has authors, or ends with a blank line.
  if (block === '' || (authors === '' && !/^\s*(?:\n|$)/.test(text.slice(block.length)))) return undefined
  const author = authors.split(/;|\n/).map((name) => name.trim())
  return {
    metadata: toMetadata([
      ['title', title],
      ['author', author.filter(Boolean)],
      ['date', date],
    ]),
    body: text.slice(block.length),
  }
}

type Field = readonly [key: string, value: unknown]

/** The fields of YAML; `undefined` if the lines are prose between thematic breaks. */
function yamlFields(head: readonly string[]): readonly Field[] | undefined {
  const text = head.join('\n')
  if (text.trim() === '') return []
  const parsed = parseYaml(text)
  if (parsed === undefined) return looksLikeYaml(head) ? head.flatMap((_, at) => lineField(head, at)) : undefined
  if (parsed === null) return []
  if (typeof parsed !== 'object' || Array.isArray(parsed)) return undefined
  const fields = Object.entries(parsed)
  const [[key = '', value] = []] = fields
  // "Remember: yeast is alive." between two thematic breaks.
  const isSentence = fields.length === 1 && typeof value === 'string' && /^\S+\s+\S+\s+\S.*[.!?]$/.test(value)
  return isSentence && !Object.hasOwn(FIELDS, key.toLowerCase()) ? undefined : fields
}

/** The value of YAML, with all scalars as strings; `undefined` if it has errors. */
function parseYaml(text: string): unknown {
  if (text.length > MAX_CHARACTERS || isNestedTooDeeply(text)) return undefined
  try {
    const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' })
    return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch {
    // Too many aliases, or an alias without an anchor: the block is skipped like one with errors.
    return undefined
  }
}

function isNestedTooDeeply(text: string): boolean {
  if (/^ {120}|^ *(?:[-?:][ \t]+){20}/m.test(text)) return true
  let depth = 0
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1
    if (depth > MAX_NESTING) return true
  }
  return false
}

/** Whether lines with errors are YAML: each is a key, or continues one. */
function looksLikeYaml(head: readonly string[]): boolean {
  return (
    head.some((line) => KEY.test(line)) && head.every((line) => /^(?:\s|#|-\s|[\]}]|$)/.test(line) || KEY.test(line))
  )
}

/** The field that starts at a line of YAML with errors: `title: Git: an introduction` is a title to everybody. */
function lineField(head: readonly string[], at: number): readonly Field[] {
  const line = head[at] ?? ''
  const start = KEY.exec(line)?.[0]
  if (start === undefined) return []
  const next = head.findIndex((other, index) => index > at && KEY.test(other))
  const parsed = parseYaml(head.slice(at, next < 0 ? undefined : next).join('\n'))
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return Object.entries(parsed)
  const value = line.slice(start.length).trim()
  return [[start.replace(/\s*:\s*$/, '').replace(/^(["'])(.*)\1$/, '$2'), value.replace(/^(["'])(.*)\1$/, '$2')]]
}

function toMetadata(fields: readonly Field[]): Metadata {
  const metadata: { -readonly [Name in keyof Metadata]: Metadata[Name] } = {}
  for (const [key, value] of fields) {
    const name = key
      .trim()
      .toLowerCase()
      .replace(/[\s_-]/g, '')
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined
    if (field === undefined || metadata[field] !== undefined) continue
    const text = textOf(value)
    if (text !== '') metadata[field] = text
  }
  return metadata
}

/** A scalar, or the names of a list, with commas. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return /^(?:~|null)$/i.test(value) ? '' : value.trim()
  if (Array.isArray(value))
    return value
      .map(textOf)
      .filter((text) => text !== '')
      .join(', ')
  if (typeof value !== 'object' || value === null) return ''
  const of = (name: string) => textOf((value as { readonly [key: string]: unknown })[name])
  const full = [of('given') || of('first'), of('family') || of('last')].filter((part) => part !== '').join(' ')
  return of('name') || of('literal') || full
}
