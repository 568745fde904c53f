import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'

/** The tree of a Markdown file. */
type MarkdownTree = ReturnType<typeof fromMarkdown>
/** Any node below its root. */
export type MarkdownNode = MarkdownTree['children'][number]

/** The tree of CommonMark with tables. */
export function parseMarkdown(source: string): MarkdownTree {
  return fromMarkdown(source, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] })
}
