import type { DocumentDraft } from '../../../domain/knowledge/index.js'
import { splitFrontMatter } from './front-matter.js'
import { markRegions } from './mark-regions.js'
import { markdownToDraft } from './markdown-to-draft.js'
import { parseMarkdown } from './parse-markdown.js'

/** A Markdown file of any common dialect. */
export function readMarkdown(source: string): DocumentDraft {
  const { facts, body } = splitFrontMatter(source)
  return { ...facts, format: 'markdown', blocks: markdownToDraft(parseMarkdown(markRegions(body)).children) }
}
