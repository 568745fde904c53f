import { type ZipEntry, zipFile } from './zip-file.js'

/** A paragraph of a DOCX: its style, or that it is an entry of a list, and its runs. */
export interface DocxParagraph {
  readonly style?: string
  readonly list?: 'bullet' | 'number'
  readonly runs: readonly (string | { readonly bold: string })[]
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The smallest DOCX that word processors open: paragraphs, and tables as rows of cells. */
export function docxFile(
  content: readonly (DocxParagraph | { readonly table: readonly (readonly string[])[] })[],
  {
    title = '',
    author = '',
    more = [] as readonly ZipEntry[],
    documentXml = '' as string | Buffer,
    moreStyles = '',
    created = '2024-02-03T10:00:00Z',
  } = {},
): Buffer {
  const body = content.map((block) => ('table' in block ? table(block.table) : paragraph(block))).join('')
  const styles = ['Title', 'Heading 1', 'Heading 2', 'Heading 3', 'Code']
    .map(
      (name) => `<w:style w:type="paragraph" w:styleId="${name.replace(' ', '')}"><w:name w:val="${name}"/></w:style>`,
    )
    .join('')
  return zipFile([
    {
      name: '[Content_Types].xml',
      content:
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
    },
    {
      name: '_rels/.rels',
      content:
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
        `<Relationship Id="r1" Type="${RELATIONSHIPS}/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/_rels/document.xml.rels',
      content:
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
        `<Relationship Id="r1" Type="${RELATIONSHIPS}/styles" Target="styles.xml"/>` +
        `<Relationship Id="r2" Type="${RELATIONSHIPS}/numbering" Target="numbering.xml"/></Relationships>`,
    },
    { name: 'word/styles.xml', content: `<w:styles ${W}>${styles}${moreStyles}</w:styles>` },
    { name: 'word/numbering.xml', content: `<w:numbering ${W}>${numbering()}</w:numbering>` },
    {
      name: 'docProps/core.xml',
      content:
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ' +
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">' +
        `<dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(author)}</dc:creator>` +
        `<dcterms:created>${created}</dcterms:created></cp:coreProperties>`,
    },
    {
      name: 'word/document.xml',
      content: documentXml || `<?xml version="1.0"?><w:document ${W}><w:body>${body}</w:body></w:document>`,
    },
    ...more,
  ])
}

function paragraph({ style, list, runs }: DocxParagraph): string {
  const number =
    list === undefined ? '' : `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${list === 'bullet' ? 1 : 2}"/></w:numPr>`
  const named = style === undefined ? '' : `<w:pStyle w:val="${style.replace(' ', '')}"/>`
  const text = runs
    .map((run) =>
      typeof run === 'string' ? { bold: '', text: run } : { bold: '<w:rPr><w:b/></w:rPr>', text: run.bold },
    )
    .map((run) => `<w:r>${run.bold}<w:t xml:space="preserve">${escaped(run.text)}</w:t></w:r>`)
    .join('')
  return `<w:p><w:pPr>${named}${number}</w:pPr>${text}</w:p>`
}

function table(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => `<w:tc><w:p><w:r><w:t>${escaped(text)}</w:t></w:r></w:p></w:tc>`
  const row = (cells: readonly string[], index: number) =>
    `<w:tr>${index === 0 ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${cells.map(cell).join('')}</w:tr>`
  return `<w:tbl>${rows.map(row).join('')}</w:tbl>`
}

function numbering(): string {
  const levels = (format: string) =>
    Array.from({ length: 9 }, (_, level) => `<w:lvl w:ilvl="${level}"><w:numFmt w:val="${format}"/></w:lvl>`).join('')
  return [
    ['1', 'bullet'],
    ['2', 'decimal'],
  ]
    .map(([id, format = '']) => `<w:abstractNum w:abstractNumId="${id}">${levels(format)}</w:abstractNum>`)
    .concat(['1', '2'].map((id) => `<w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/></w:num>`))
    .concat(Array.from({ length: 50 }, (_, index) => restart(index + 3)))
    .join('')
}

/** A numbered list that starts again at each level. */
function restart(id: number): string {
  const starts = Array.from(
    { length: 9 },
    (_, level) => `<w:lvlOverride w:ilvl="${level}"><w:startOverride w:val="1"/></w:lvlOverride>`,
  )
  return `<w:num w:numId="${id}"><w:abstractNumId w:val="2"/>${starts.join('')}</w:num>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
