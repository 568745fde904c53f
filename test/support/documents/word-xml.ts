import { docxFile } from './docx-file.js'

const NAMESPACES = {
  w: 'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  r: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  m: 'http://schemas.openxmlformats.org/officeDocument/2006/math',
  a: 'http://schemas.openxmlformats.org/drawingml/2006/main',
  c: 'http://schemas.openxmlformats.org/drawingml/2006/chart',
  dgm: 'http://schemas.openxmlformats.org/drawingml/2006/diagram',
  mc: 'http://schemas.openxmlformats.org/markup-compatibility/2006',
  v: 'urn:schemas-microsoft-com:vml',
  o: 'urn:schemas-microsoft-com:office:office',
  w14: 'http://schemas.microsoft.com/office/word/2010/wordml',
  wp: 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing',
  wps: 'http://schemas.microsoft.com/office/word/2010/wordprocessingShape',
  wpg: 'http://schemas.microsoft.com/office/word/2010/wordprocessingGroup',
}
const DECLARED = Object.entries(NAMESPACES)
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(' ')

/** Parts of a Word document, as the XML between the tags of their root. */
export interface WordParts {
  readonly footnotes?: string
  readonly endnotes?: string
  readonly styles?: string
}

/** A DOCX with this body. */
export function wordFile(body: string, { footnotes, endnotes, styles }: WordParts = {}): Buffer {
  const part = (name: string, inner: string | undefined) =>
    inner === undefined ? [] : [{ name: `word/${name}.xml`, content: `<w:${name} ${DECLARED}>${inner}</w:${name}>` }]
  return docxFile([], {
    created: '',
    documentXml: `<?xml version="1.0"?><w:document ${DECLARED}><w:body>${body}</w:body></w:document>`,
    more: [...part('footnotes', footnotes), ...part('endnotes', endnotes)],
    ...(styles === undefined ? {} : { moreStyles: styles }),
  })
}

/** A paragraph. */
export const p = (...content: readonly string[]): string => `<w:p>${content.join('')}</w:p>`
/** A run with properties. */
export const r = (text: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}${t(text)}</w:r>`
/** Text. */
export const t = (text: string): string => `<w:t xml:space="preserve">${text}</w:t>`
/** A row of cells; a cell is its text, or its properties and its text. */
export const row = (
  cells: readonly (string | readonly [properties: string, text: string])[],
  properties = '',
): string =>
  `<w:tr>${properties === '' ? '' : `<w:trPr>${properties}</w:trPr>`}${cells
    .map((cell) => (typeof cell === 'string' ? (['', cell] as const) : cell))
    .map(([own, text]) => `<w:tc><w:tcPr>${own}</w:tcPr>${p(text === '' ? '' : r(text))}</w:tc>`)
    .join('')}</w:tr>`
/** A complex field: its code and its result. */
export const field = (code: string, result?: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r>${
    result === undefined ? '' : `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}`
  }<w:r><w:fldChar w:fldCharType="end"/></w:r>`
/** The run of a formula. */
export const mr = (text: string, properties = ''): string =>
  `<m:r>${properties === '' ? '' : `<m:rPr>${properties}</m:rPr>`}<m:t>${text}</m:t></m:r>`
