import type { DocumentDraft } from '../../../domain/knowledge/index.js'
import { markdownToDraft } from '../markdown/markdown-to-draft.js'
import { type Dropped, rstToMarkdown } from './rst-to-markdown.js'

const DOCINFO = /^:(author|authors|date|lang|language):[ \t]+(\S.*)$/gim

/** Reads a reStructuredText file: the constructs of docutils and Sphinx that hold text. */
export function readRst(source: string): DocumentDraft {
  const dropped: Dropped = new Map()
  const markdown = rstToMarkdown(source, dropped)
  const info = new Map(
    [...source.slice(0, 4000).matchAll(DOCINFO)].map(([, name = '', value = '']) => [name.toLowerCase(), value.trim()]),
  )
  const [author, date, language] = [
    info.get('author') ?? info.get('authors'),
    info.get('date'),
    info.get('lang') ?? info.get('language'),
  ]
  const notices = ['include', 'literalinclude', 'only', 'ifconfig', 'raw'].flatMap((name) => {
    const count = dropped.get(name) ?? 0
    return count === 0
      ? []
      : [`content of the directive "${name}" was not read in ${count === 1 ? '1 place' : `${count} places`}`]
  })
  return {
    format: 'rst',
    blocks: markdownToDraft(markdown),
    ...(author === undefined ? {} : { author }),
    ...(date === undefined ? {} : { date }),
    ...(language === undefined ? {} : { language }),
    ...(notices.length === 0 ? {} : { notices }),
  }
}
