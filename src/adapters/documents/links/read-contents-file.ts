import { parse } from 'yaml'
import type { DocumentDraft, DocumentLink } from '../../../domain/knowledge/index.js'
import { resolveTarget } from './resolve-target.js'

const NAMES = /(?:^|\/)(?:_?toc|mkdocs|_quarto|_bookdown|myst|book|config|course)\.ya?ml$/i
/** The fields that hold the entries, from the outermost. */
const LISTS = [
  'nav',
  'toc',
  'project',
  'book',
  'website',
  'sidebar',
  'parts',
  'chapters',
  'sections',
  'contents',
  'children',
  'rmd_files',
  'episodes',
  'appendices',
]
const TITLES = ['caption', 'part', 'section', 'title', 'text', 'name', 'chapter']
const TARGETS = ['file', 'href', 'path', 'url', 'doc', 'link']
const MAX_DEPTH = 8

/** A contents file as a document, with its entries as links. */
export interface ContentsFile {
  readonly draft: DocumentDraft
  readonly links: readonly DocumentLink[]
}

/** Reads the contents of a book from its settings in YAML; `undefined` if the file has none. */
export function readContentsFile(name: string, text: string): ContentsFile | undefined {
  if (!NAMES.test(name)) return undefined
  let value: unknown
  try {
    value = parse(text, { logLevel: 'silent', maxAliasCount: 0 })
  } catch {
    return undefined
  }
  const links = entriesOf(name, value, 1)
  if (!links.some(({ target }) => target !== undefined)) return undefined
  const items = links.map(({ text: shown, target = '' }) => ({ inlines: [{ text: shown || target }], children: [] }))
  return { links, draft: { format: 'text', title: 'Contents', blocks: [{ kind: 'list', ordered: false, items }] } }
}

function entriesOf(name: string, value: unknown, depth: number): readonly DocumentLink[] {
  if (depth > MAX_DEPTH) return []
  if (Array.isArray(value)) return value.flatMap((one: unknown) => entryOf(name, one, depth))
  if (!isFields(value)) return []
  // Settings: their title is that of the book.
  const root = typeof value.root === 'string' ? linkTo(name, '', value.root, depth) : []
  return [...root, ...listsOf(value).flatMap((field) => entriesOf(name, value[field], depth))]
}

function entryOf(name: string, entry: unknown, depth: number): readonly DocumentLink[] {
  if (typeof entry === 'string') return linkTo(name, '', entry, depth)
  if (!isFields(entry) || depth > MAX_DEPTH) return []
  const title = TITLES.map((field) => entry[field]).find((text) => typeof text === 'string') ?? ''
  const target = TARGETS.map((field) => entry[field]).find((text) => typeof text === 'string')
  const lists = listsOf(entry)
  if (target !== undefined || lists.length > 0) {
    const own =
      typeof target === 'string'
        ? linkTo(name, String(title), target, depth)
        : title === ''
          ? []
          : titleOf(name, String(title), depth)
    const inner = own.length > 0 ? depth + 1 : depth
    return [...own, ...lists.flatMap((field) => entriesOf(name, entry[field], inner))]
  }
  // - Setting up: setup.md
  const [only, ...others] = Object.entries(entry)
  if (only === undefined || others.length > 0) return []
  if (typeof only[1] === 'string') return linkTo(name, only[0], only[1], depth)
  return [{ text: only[0], depth }, ...entriesOf(name, only[1], depth + 1)]
}

function listsOf(fields: { readonly [field: string]: unknown }): readonly string[] {
  return LISTS.filter((field) => typeof fields[field] === 'object' && fields[field] !== null)
}

/** The title of a part; Quarto allows the name of a file there. */
function titleOf(name: string, text: string, depth: number): readonly DocumentLink[] {
  return /\.(?:q|r|ip)?(?:md|nb)$/i.test(text) ? linkTo(name, '', text, depth) : [{ text, depth }]
}

function linkTo(name: string, text: string, path: string, depth: number): readonly DocumentLink[] {
  const target = resolveTarget(name, path)
  if (target === undefined || /\s{2}|\n/.test(path)) return []
  return [{ text, target, depth }]
}

function isFields(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
