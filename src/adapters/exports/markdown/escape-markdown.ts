import { shownLine } from '../text/plain-text.js'

const WORD_JOINER = '\u2060'

/**
 * `text` as one line of CommonMark with GFM's tables, autolinks and strike-through, in which it is nothing but text,
 * wherever it stands: at the beginning of a line, in a cell, in bold, in a link.
 */
export function escapeMarkdown(text: string): string {
  return (
    shownLine(text)
      .replace(/[\\`*_[\]<>|~#!&$]/g, '\\$&')
      // What begins a list, a heading's underline or the rule under a table's head.
      .replace(/^[-+=:]/, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2')
      // GFM makes links of addresses that nobody marked.
      .replace(/(https?|ftp):(?=\/\/)/gi, '$1\\:')
      .replace(/(www)\.(?=\S)/gi, '$1\\.')
      // An escape does not help here: GFM looks for mail addresses after escapes are gone.
      .replace(/(?<=[\w.+-])@(?=[\w.-])/g, `@${WORD_JOINER}`)
  )
}
