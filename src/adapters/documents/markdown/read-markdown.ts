import type { DocumentDraft, DraftBlock } from '../../../domain/knowledge/index.js'
import { type StatedPart, splitFrontMatter } from './front-matter.js'
import { markdownToDraft } from './markdown-to-draft.js'

/** Reads a Markdown file of any common dialect. */
export function readMarkdown(source: string): DocumentDraft {
  const { metadata, parts, body } = splitFrontMatter(source)
  const isLast = ({ role }: StatedPart) => role === 'key-points'
  const blocks = [
    ...parts.filter((part) => !isLast(part)).map(toRegion),
    ...markdownToDraft(body),
    ...parts.filter(isLast).map(toRegion),
  ]
  return { ...metadata, format: 'markdown', blocks }
}

/** What the front matter states is part of the text, so that it can be cited. */
function toRegion({ role, entries }: StatedPart): DraftBlock {
  const items = entries.flatMap((entry) => {
    const [first, ...children] = markdownToDraft(entry)
    return first?.kind === 'paragraph' ? [{ inlines: first.inlines, children }] : []
  })
  return { kind: 'region', role, children: [{ kind: 'list', ordered: false, items }] }
}
