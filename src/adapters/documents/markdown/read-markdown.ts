import type { DocumentDraft } from '../../../domain/knowledge/index.js'
import { markdownToDraft } from './markdown-to-draft.js'
import { insertMarkers } from './region-markers.js'

/** Reads a Markdown file of any common dialect. */
export function readMarkdown(source: string): DocumentDraft {
  const { metadata, body } = splitFrontMatter(source)
  return { ...metadata, format: 'markdown', blocks: markdownToDraft(insertMarkers(body)) }
}

type Metadata = Pick<DocumentDraft, 'title' | 'author' | 'date' | 'language'>

const FIELDS: { readonly [key: string]: keyof Metadata } = {
  title: 'title',
  author: 'author',
  authors: 'author',
  date: 'date',
  year: 'date',
  published: 'date',
  lang: 'language',
  language: 'language',
}
const MAX_LINES = 200

/**
 * Splits the front matter from the body. Of YAML, only scalars and lists of scalars or names are read: front matter
 * contains nothing else that matters here.
 */
function splitFrontMatter(source: string): { readonly metadata: Metadata; readonly body: string } {
  if (!/^---[ \t]*\n/.test(source)) return { metadata: {}, body: source }
  const lines = source.split('\n', MAX_LINES)
  const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(line))
  const head = lines.slice(1, end)
  // A document may start with a thematic break: the lines after it are front matter only if they look like YAML.
  if (end < 1 || !head.every((line) => /^(?:\s*$|\s*#|[\w-]+\s*:|\s+|-\s)/.test(line)))
    return { metadata: {}, body: source }
  return {
    metadata: parseMetadata(head),
    body: source
      .split('\n')
      .slice(end + 1)
      .join('\n'),
  }
}

function parseMetadata(head: readonly string[]): Metadata {
  const metadata: { -readonly [Name in keyof Metadata]: Metadata[Name] } = {}
  let open: keyof Metadata | undefined
  const add = (field: keyof Metadata, value: string) => {
    if (value !== '') metadata[field] = metadata[field] === undefined ? value : `${metadata[field]}, ${value}`
  }
  for (const line of head) {
    const [, key, value = ''] = /^([\w-]+)\s*:\s*(.*)$/.exec(line) ?? []
    if (key !== undefined) {
      open = Object.hasOwn(FIELDS, key.toLowerCase()) ? FIELDS[key.toLowerCase()] : undefined
      if (open !== undefined && metadata[open] === undefined) add(open, scalar(value))
      else open = undefined
    } else if (open !== undefined) {
      const [, item] = /^\s*-\s*(?:name\s*:\s*)?(.*)$/.exec(line) ?? /^\s+name\s*:\s*(.*)$/.exec(line) ?? []
      if (item !== undefined) add(open, scalar(item))
    }
  }
  return metadata
}

function scalar(value: string): string {
  const text = value.trim()
  const [, quoted] = /^"((?:[^"\\]|\\.)*)"/.exec(text) ?? []
  if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1')
  const [, single] = /^'((?:[^']|'')*)'/.exec(text) ?? []
  if (single !== undefined) return single.replaceAll("''", "'")
  const [, list] = /^\[(.*)\]$/.exec(text) ?? []
  if (list !== undefined) return list.split(',').map(scalar).join(', ')
  return /^[|>&*!]/.test(text) ? '' : text.replace(/\s+#.*$/, '')
}
