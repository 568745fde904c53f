import type { DocumentDraft } from '../../../domain/knowledge/index.js'

type Facts = Pick<DocumentDraft, 'title' | 'author' | 'date' | 'language'>

const FIELDS: { readonly [key: string]: keyof Facts } = {
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
 * The facts at the head of a Markdown file, and what follows. Of YAML only what such heads are made of is read: scalars
 * and lists of scalars or names.
 */
export function splitFrontMatter(source: string): { readonly facts: Facts; readonly body: string } {
  if (!/^---[ \t]*\n/.test(source)) return { facts: {}, body: source }
  const lines = source.split('\n', MAX_LINES)
  const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(line))
  const head = lines.slice(1, end)
  // A thematic break opens a document as well: what follows it is a head only if it looks like one.
  if (end < 1 || !head.every((line) => /^(?:\s*$|\s*#|[\w-]+\s*:|\s+|-\s)/.test(line)))
    return { facts: {}, body: source }
  return {
    facts: factsOf(head),
    body: source
      .split('\n')
      .slice(end + 1)
      .join('\n'),
  }
}

function factsOf(head: readonly string[]): Facts {
  const facts: { -readonly [Name in keyof Facts]: Facts[Name] } = {}
  let open: keyof Facts | undefined
  const add = (field: keyof Facts, value: string) => {
    if (value !== '') facts[field] = facts[field] === undefined ? value : `${facts[field]}, ${value}`
  }
  for (const line of head) {
    const [, key, value = ''] = /^([\w-]+)\s*:\s*(.*)$/.exec(line) ?? []
    if (key !== undefined) {
      open = Object.hasOwn(FIELDS, key.toLowerCase()) ? FIELDS[key.toLowerCase()] : undefined
      if (open !== undefined && facts[open] === undefined) add(open, scalar(value))
      else open = undefined
    } else if (open !== undefined) {
      const [, item] = /^\s*-\s*(?:name\s*:\s*)?(.*)$/.exec(line) ?? /^\s+name\s*:\s*(.*)$/.exec(line) ?? []
      if (item !== undefined) add(open, scalar(item))
    }
  }
  return facts
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
