import { LISTS } from './numbering.js'

/** Properties of a paragraph and of its text, as XML in the order that the schema asks for. */
interface Look {
  readonly basedOn?: string
  readonly next?: string
  /** Those that Word does not know under this name. */
  readonly custom?: boolean
  readonly paragraph?: string
  readonly run?: string
}

function style(id: string, name: string, { basedOn = 'Normal', next, custom, paragraph, run }: Look): string {
  return (
    `<w:style w:type="paragraph"${custom === true ? ' w:customStyle="1"' : ''} w:styleId="${id}">` +
    `<w:name w:val="${name}"/><w:basedOn w:val="${basedOn}"/>` +
    `${next === undefined ? '' : `<w:next w:val="${next}"/>`}<w:qFormat/>` +
    `${paragraph === undefined ? '' : `<w:pPr>${paragraph}</w:pPr>`}${run === undefined ? '' : `<w:rPr>${run}</w:rPr>`}</w:style>`
  )
}

const size = (halfPoints: number) => `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`
const BOLD = '<w:b/><w:bCs/>'
const INK = '<w:color w:val="1F3864"/>'
const MUTED = '<w:color w:val="595959"/>'

function heading(level: number, before: number, after: number, halfPoints: number): string {
  return style(`Heading${level}`, `heading ${level}`, {
    next: 'Normal',
    paragraph:
      `<w:keepNext/><w:keepLines/><w:spacing w:before="${before}" w:after="${after}" w:line="240" w:lineRule="auto"/>` +
      `<w:outlineLvl w:val="${level - 1}"/>`,
    run: `${BOLD}${INK}${size(halfPoints)}`,
  })
}

const numbered = (list: number, level = 0) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`

const contents = (level: number, before: number, start: number, run: string) =>
  style(`TOC${level}`, `toc ${level}`, {
    next: 'Normal',
    paragraph: `<w:spacing w:before="${before}" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:left="${start}"/>`,
    run,
  })

/** The looks of paragraphs. */
export const PARAGRAPH_STYLES = [
  '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
  style('Title', 'Title', {
    next: 'Subtitle',
    paragraph: '<w:keepNext/><w:spacing w:before="600" w:after="120" w:line="240" w:lineRule="auto"/>',
    run: `${BOLD}${INK}${size(52)}`,
  }),
  style('Subtitle', 'Subtitle', {
    next: 'Normal',
    paragraph: '<w:spacing w:after="360"/>',
    run: `${MUTED}${size(24)}`,
  }),
  heading(1, 360, 160, 34),
  heading(2, 320, 120, 26),
  heading(3, 240, 80, 22),
  heading(4, 160, 60, 20),
  style('TOCHeading', 'TOC Heading', {
    next: 'Normal',
    paragraph: '<w:keepNext/><w:spacing w:before="0" w:after="120" w:line="240" w:lineRule="auto"/>',
    run: `${BOLD}${INK}${size(34)}`,
  }),
  contents(1, 80, 0, BOLD),
  contents(2, 0, 284, size(18)),
  style('Caption', 'caption', {
    paragraph: '<w:keepNext/><w:spacing w:before="120" w:after="60"/>',
    run: `${BOLD}${MUTED}${size(18)}`,
  }),
  style('Details', 'Details', { custom: true, paragraph: '<w:spacing w:after="120"/>', run: `${MUTED}${size(18)}` }),
  style('ListBullet', 'List Bullet', {
    paragraph: `${numbered(LISTS.bullet)}<w:spacing w:after="60"/>`,
  }),
  style('Definition', 'Definition', {
    custom: true,
    paragraph: '<w:keepLines/><w:spacing w:after="60"/><w:ind w:left="284" w:hanging="284"/>',
  }),
  style('TableText', 'Table Text', {
    custom: true,
    paragraph: '<w:spacing w:after="0" w:line="245" w:lineRule="auto"/>',
    run: size(18),
  }),
  style('TableHeading', 'Table Heading', {
    custom: true,
    basedOn: 'TableText',
    paragraph: '<w:keepNext/>',
    run: `${BOLD}${INK}`,
  }),
  style('TableBullet', 'Table Bullet', {
    custom: true,
    basedOn: 'TableText',
    paragraph: numbered(LISTS.tableBullet),
  }),
  style('AfterTable', 'After Table', {
    custom: true,
    paragraph: '<w:spacing w:after="60" w:line="120" w:lineRule="exact"/>',
    run: size(8),
  }),
  style('Item', 'Item', {
    custom: true,
    next: 'ItemOption',
    paragraph: `<w:keepNext/><w:keepLines/>${numbered(LISTS.item)}<w:spacing w:before="200" w:after="60"/>`,
  }),
  style('ItemOption', 'Item Option', {
    custom: true,
    paragraph: `<w:keepLines/>${numbered(LISTS.item, 1)}<w:spacing w:after="20"/>`,
  }),
  style('Material', 'Material', {
    custom: true,
    paragraph:
      '<w:keepNext/><w:keepLines/><w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="BFC7D5"/></w:pBdr>' +
      '<w:spacing w:after="80"/><w:ind w:left="964"/>',
  }),
  style('SourceCode', 'Source Code', {
    custom: true,
    basedOn: 'Material',
    run: '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/><w:noProof/>',
  }),
  style('Answer', 'Answer', {
    custom: true,
    next: 'AnswerDetails',
    paragraph: `<w:keepNext/><w:keepLines/><w:spacing w:before="120" w:after="20"/><w:ind w:left="737" w:hanging="737"/>`,
  }),
  style('AnswerDetails', 'Answer Details', {
    custom: true,
    basedOn: 'Details',
    next: 'Answer',
    paragraph: '<w:keepLines/><w:spacing w:after="60"/><w:ind w:left="737"/>',
  }),
  style('Bibliography', 'Bibliography', {
    paragraph: '<w:keepLines/><w:ind w:left="567" w:hanging="567"/>',
  }),
  style('Header', 'header', {
    paragraph:
      '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="BFC7D5"/></w:pBdr><w:spacing w:after="0"/>',
    run: `${MUTED}${size(16)}`,
  }),
  style('Footer', 'footer', {
    paragraph: '<w:spacing w:after="0"/><w:jc w:val="right"/>',
    run: `${MUTED}${size(16)}`,
  }),
  style('FootnoteText', 'footnote text', {
    paragraph: '<w:spacing w:after="20" w:line="240" w:lineRule="auto"/>',
    run: size(16),
  }),
].join('')
