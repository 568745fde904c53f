import { LISTS } from './numbering.js'
import { isRightToLeft } from './package-parts.js'

/** `word/styles.xml`: all formatting of the document is in these styles. */
export function stylesXml(language: string): string {
  // Word has a language of its own for the spelling of texts from right to left.
  const spelling = isRightToLeft(language) ? `w:val="en-GB" w:bidi="${language}"` : `w:val="${language}"`
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles ${W}><w:docDefaults>` +
    '<w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>' +
    `<w:sz w:val="20"/><w:szCs w:val="20"/><w:lang ${spelling}/></w:rPr></w:rPrDefault>` +
    '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="269" w:lineRule="auto"/></w:pPr></w:pPrDefault>' +
    `</w:docDefaults>${PARAGRAPH_STYLES}${CHARACTER_STYLES}${TABLE_STYLES}</w:styles>`
  )
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

/** Properties of a paragraph and of its text, as XML in the order of the schema. */
interface Look {
  readonly basedOn?: string
  readonly next?: string
  /** Word has no built-in style of this name. */
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

/** Styles of paragraphs. */
const PARAGRAPH_STYLES = [
  '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
  style('Title', 'Title', {
    next: 'Subtitle',
    paragraph: '<w:keepNext/><w:spacing w:before="0" w:after="60" w:line="240" w:lineRule="auto"/>',
    run: `${BOLD}${INK}${size(40)}`,
  }),
  style('Subtitle', 'Subtitle', {
    next: 'Normal',
    paragraph: '<w:spacing w:after="160"/>',
    run: `${MUTED}${size(24)}`,
  }),
  heading(1, 360, 160, 34),
  heading(2, 320, 120, 26),
  heading(3, 240, 80, 22),
  heading(4, 160, 60, 20),
  style('TOCHeading', 'TOC Heading', {
    next: 'Normal',
    paragraph: '<w:keepNext/><w:spacing w:before="240" w:after="60" w:line="240" w:lineRule="auto"/>',
    run: `${BOLD}${INK}${size(22)}`,
  }),
  contents(1, 20, 0, size(18)),
  style('Caption', 'caption', {
    paragraph: '<w:keepNext/><w:spacing w:before="120" w:after="60"/>',
    run: `${BOLD}${MUTED}${size(18)}`,
  }),
  style('Details', 'Details', { custom: true, paragraph: '<w:spacing w:after="120"/>', run: `${MUTED}${size(18)}` }),
  style('ListBullet', 'List Bullet', {
    paragraph: `${numbered(LISTS.bullet)}<w:spacing w:after="60"/>`,
  }),
  style('ListDetails', 'List Details', {
    custom: true,
    basedOn: 'Details',
    paragraph: '<w:spacing w:after="100"/><w:ind w:left="284"/>',
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

function character(id: string, name: string, run: string): string {
  return (
    `<w:style w:type="character" w:styleId="${id}"><w:name w:val="${name}"/>` +
    `<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>${run}</w:rPr></w:style>`
  )
}

/** Styles of words. */
const CHARACTER_STYLES = [
  '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">' +
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
  character('Strong', 'Strong', '<w:b/><w:bCs/>'),
  character('Emphasis', 'Emphasis', '<w:i/><w:iCs/>'),
  character('FootnoteReference', 'footnote reference', '<w:vertAlign w:val="superscript"/>'),
  // The package always writes a part for endnotes, and users can turn footnotes into endnotes.
  character('EndnoteReference', 'endnote reference', '<w:vertAlign w:val="superscript"/>'),
].join('')

const line = (side: string, color: string, size: number) =>
  `<w:${side} w:val="single" w:sz="${size}" w:space="0" w:color="${color}"/>`

/** Styles of tables: one for tables with a row of headings, one for facts. */
const TABLE_STYLES = [
  '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>' +
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>' +
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>' +
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
  '<w:style w:type="table" w:customStyle="1" w:styleId="CurriculumTable"><w:name w:val="Curriculum Table"/>' +
    '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>' +
    `${line('top', '1F3864', 8)}${line('bottom', '1F3864', 8)}${line('insideH', 'BFC7D5', 4)}</w:tblBorders>` +
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>' +
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>' +
    '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>' +
    `${line('bottom', '1F3864', 8)}</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="E4E9F2"/>` +
    '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>',
  '<w:style w:type="table" w:customStyle="1" w:styleId="FactsTable"><w:name w:val="Facts Table"/>' +
    '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>' +
    `${line('top', 'BFC7D5', 4)}${line('bottom', 'BFC7D5', 4)}${line('insideH', 'BFC7D5', 4)}</w:tblBorders>` +
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>' +
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
].join('')
