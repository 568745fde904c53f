import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Lines of code in a document, between two fences. */
export interface Snippet {
  readonly language: string
  /** What stands behind the language: `run`, `continued`. */
  readonly words: readonly string[]
  /** Of the first line of code, from 0. */
  readonly line: number
  readonly code: readonly string[]
}

// `curriculum` is what the command of the README writes.
const NOT_OURS = new Set(['node_modules', 'dist', 'coverage', 'data', 'curriculum', '.git'])

/** Paths of all documents below `folder`, relative to it. */
export function documentsIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) {
      if (NOT_OURS.has(entry.name) || entry.name.startsWith('dist.')) return []
      return documentsIn(join(folder, entry.name)).map((path) => join(entry.name, path))
    }
    return entry.name.endsWith('.md') ? [entry.name] : []
  })
}

/** The snippets of a document, and its text without them. */
export function parse(text: string): { readonly snippets: readonly Snippet[]; readonly prose: readonly string[] } {
  const snippets: Snippet[] = []
  const prose: string[] = []
  let open: { readonly fence: string; readonly code: string[] } | undefined
  for (const [line, content] of text.split('\n').entries()) {
    const [, fence, info = ''] = /^\s*(`{3,}|~{3,})(.*)$/.exec(content) ?? []
    if (open) {
      if (fence?.startsWith(open.fence) && info.trim() === '') open = undefined
      else open.code.push(content)
    } else if (fence) {
      const [language = '', ...words] = info.trim().split(/\s+/)
      open = { fence, code: [] }
      snippets.push({ language, words, line: line + 1, code: open.code })
    } else prose.push(content)
  }
  return { snippets, prose }
}

/** Where the links of a document lead, images and reference definitions included. */
export function linksOf(text: string): readonly string[] {
  const prose = parse(text)
    .prose.join('\n')
    .replace(/`[^`\n]*`/g, '')
  const inline = prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)
  const defined = prose.matchAll(/^\s*\[[^\]]+\]:\s*<?(\S+?)>?\s*$/gm)
  const html = prose.matchAll(/\b(?:href|src)="([^"]+)"/g)
  return [...inline, ...defined, ...html].flatMap(([, target]) => target ?? [])
}

/** The anchors that a document offers: its headings, as GitHub writes them. */
function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>()
  for (const line of parse(text).prose) {
    const [, heading] = /^#{1,6}\s+(.+?)\s*#*$/.exec(line) ?? []
    if (!heading) continue
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const slug = plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-')
    for (let anchor = slug, repeat = 0; ; anchor = `${slug}-${++repeat}`) {
      if (anchors.has(anchor)) continue
      anchors.add(anchor)
      break
    }
  }
  return anchors
}

/** The links of the document at `path` that lead nowhere: to no file, or to no heading of it. Web links are not tried. */
export function deadLinks(path: string, exists: (path: string) => boolean): readonly string[] {
  return linksOf(readFileSync(path, 'utf8'))
    .filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link))
    .filter((link) => {
      const [file = '', anchor] = link.split('#').map(decodeURIComponent)
      const target = file === '' ? path : join(dirname(path), file)
      if (!exists(target)) return true
      return anchor !== undefined && !(target.endsWith('.md') && anchorsOf(readFileSync(target, 'utf8')).has(anchor))
    })
}
