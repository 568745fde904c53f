import type { DocumentDraft } from '../../../domain/knowledge/index.js'
import { splitFrontMatter } from './front-matter.js'
import { markdownToDraft } from './markdown-to-draft.js'

/** Reads a Markdown file of any common dialect. */
export function readMarkdown(source: string): DocumentDraft {
  const { metadata, body } = splitFrontMatter(source)
  return { ...metadata, format: 'markdown', blocks: markdownToDraft(body) }
}
