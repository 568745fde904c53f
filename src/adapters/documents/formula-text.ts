import type { DraftInline } from '../../domain/knowledge/index.js'

/**
 * A formula as text: TeX as written, in its delimiters, on one line and without TeX comments.
 *
 * @param opening `$`, `$$`, `\(`, `\[`, or empty for TeX that needs no delimiters
 */
export function formulaInline(tex: string, opening: string, marks: DraftInline['marks'] = []): DraftInline {
  const line = tex
    .replace(/(^|[^\\])%.*$/gm, '$1')
    .replace(/\s+/g, ' ')
    .trim()
  const closing = opening.replace('(', ')').replace('[', ']')
  return { text: line === '' ? '' : `${opening}${line}${closing}`, marks: [...marks, 'formula'] }
}
