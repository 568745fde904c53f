import { p, r, t, wordFile } from '../word-xml.js'
import { type Block, type Line, notesOf, type Run, type Structure } from './structure.js'

const STYLES = [1, 2, 3, 4, 5, 6]
  .map((level) => `<w:style w:type="paragraph" w:styleId="H${level}"><w:name w:val="heading ${level}"/></w:style>`)
  .concat('<w:style w:type="character" w:styleId="CodeChar"><w:name w:val="Code Char"/></w:style>')
  .join('')
/** How a document carries the text of a link. */
const LINKS: readonly ((text: string) => string)[] = [
  (text) => `<w:hyperlink r:id="r99">${text}</w:hyperlink>`,
  (text) =>
    `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "a.html"</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>${text}<w:r><w:fldChar w:fldCharType="end"/></w:r>`,
  (text) => `<w:fldSimple w:instr='HYPERLINK "a.html"'>${text}</w:fldSimple>`,
]

/** Writes a structure as a DOCX: merged cells, links in all forms, formulas as the text of an equation. */
export function writeDocx(structure: Structure): Buffer {
  const writer = new DocxWriter()
  const body = writer.blocks(structure)
  const notes = notesOf(structure).map(
    (line, index) =>
      `<w:footnote w:id="${index + 1}">${p('<w:r><w:footnoteRef/></w:r>', writer.line(line))}</w:footnote>`,
  )
  return wordFile(body, { styles: STYLES, footnotes: notes.join('') })
}

class DocxWriter {
  #links = 0
  /** Numbered lists that start again. */
  #lists = 0
  #notes = 0

  blocks(blocks: readonly Block[], depth = 0): string {
    return blocks
      .map((block, index) => {
        const before = blocks[index - 1]
        // Numbered lists that follow each other start again.
        const startsAgain = block.kind === 'list' && before?.kind === 'list' && before.ordered && block.ordered
        return this.#block(block, depth, startsAgain)
      })
      .join('')
  }

  #block(block: Block, depth: number, startsAgain: boolean): string {
    // Blocks in an entry have no number, and the indentation of its text.
    const indent = depth === 0 ? '' : `<w:ind w:left="${depth * 720}"/>`
    if (block.kind === 'heading') return styled(`H${block.level}`, this.line(block.line))
    if (block.kind === 'paragraph') return `<w:p><w:pPr>${indent}</w:pPr>${this.line(block.line)}</w:p>`
    if (block.kind === 'formula') return p(`<m:oMathPara>${omml(block.tex)}</m:oMathPara>`)
    if (block.kind === 'code')
      return block.text
        .split('\n')
        .map((line) => styled('Code', r(escaped(line)), indent))
        .join('')
    if (block.kind === 'list') {
      if (startsAgain) this.#lists += 1
      const id = block.ordered ? 2 + this.#lists : 1
      const number = `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${id}"/></w:numPr>`
      return block.entries
        .map(
          ({ line, children }) =>
            `<w:p><w:pPr>${number}</w:pPr>${this.line(line)}</w:p>${this.blocks(children, depth + 1)}`,
        )
        .join('')
    }
    return this.#table(block)
  }

  #table({ header, rows }: Extract<Block, { kind: 'table' }>): string {
    const cell = (properties: string, line: Line) => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(this.line(line))}</w:tc>`
    /** Rows that the cell of a column still covers, and its width. */
    const open = new Map<number, { rows: number; columns: number }>()
    const written = rows.map((row) => {
      const cells: string[] = []
      for (let column = 0; column < row.length; ) {
        const own = row[column]
        const above = open.get(column)
        const { columns } = own ?? above ?? { columns: 1 }
        const merge = own === undefined ? '<w:vMerge/>' : own.rows > 1 ? '<w:vMerge w:val="restart"/>' : ''
        cells.push(cell(`<w:gridSpan w:val="${columns}"/>${merge}`, own?.line ?? []))
        const left = own === undefined ? (above?.rows ?? 1) - 1 : own.rows - 1
        if (left > 0) open.set(column, { rows: left, columns })
        else open.delete(column)
        column += columns
      }
      return `<w:tr>${cells.join('')}</w:tr>`
    })
    const head = `<w:tr><w:trPr><w:tblHeader/></w:trPr>${header.map((line) => cell('', line)).join('')}</w:tr>`
    return `<w:tbl>${head}${written.join('')}</w:tbl>`
  }

  line(line: Line): string {
    return line.map((run) => this.#run(run)).join(r(' '))
  }

  #run(run: Run): string {
    if (run.kind === 'formula') return omml(run.tex)
    const text = escaped(run.text)
    if (run.kind === 'note') {
      this.#notes += 1
      return `${r(text)}<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="${this.#notes}"/></w:r>`
    }
    if (run.kind === 'bold') return r(text, '<w:b/>')
    if (run.kind === 'italic') return r(text, '<w:i/>')
    if (run.kind === 'code') return r(text, '<w:rStyle w:val="CodeChar"/>')
    if (!('target' in run)) return `<w:r>${t(text)}</w:r>`
    return LINKS[this.#links++ % LINKS.length]?.(r(text)) ?? ''
  }
}

function styled(style: string, content: string, properties = ''): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${properties}</w:pPr>${content}</w:p>`
}

const LETTER = (text: string) => `<m:r><m:t xml:space="preserve">${escaped(text)}</m:t></m:r>`
/** The formulas that structures have, as a word processor stores them. */
const FORMULAS: { readonly [tex: string]: string } = {
  'x^2': power('x', '2'),
  'a_1 * b * c_1': `${index('a', '1')}${LETTER(' * b * ')}${index('c', '1')}`,
  '\\frac{a}{b}': `<m:f><m:num>${LETTER('a')}</m:num><m:den>${LETTER('b')}</m:den></m:f>`,
  '\\sum_{i=1}^n i': `<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>${LETTER('i=1')}</m:sub><m:sup>${LETTER('n')}</m:sup><m:e>${LETTER('i')}</m:e></m:nary>`,
  '\\{1, 2\\}': `<m:d><m:dPr><m:begChr m:val="{"/><m:endChr m:val="}"/></m:dPr><m:e>${LETTER('1, 2')}</m:e></m:d>`,
  'E = mc^2': `${LETTER('E = m')}${power('c', '2')}`,
  '\\text{if } x \\& y': `<m:r><m:rPr><m:nor/></m:rPr><m:t xml:space="preserve">if </m:t></m:r>${LETTER(' x & y')}`,
}

function omml(tex: string): string {
  return `<m:oMath>${FORMULAS[tex] ?? LETTER(tex)}</m:oMath>`
}

function power(base: string, exponent: string): string {
  return `<m:sSup><m:e>${LETTER(base)}</m:e><m:sup>${LETTER(exponent)}</m:sup></m:sSup>`
}

function index(base: string, sub: string): string {
  return `<m:sSub><m:e>${LETTER(base)}</m:e><m:sub>${LETTER(sub)}</m:sub></m:sSub>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
