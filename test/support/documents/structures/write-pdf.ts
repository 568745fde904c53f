import { type PdfText, pdfFile } from '../pdf-file.js'
import type { Line, Structure } from './structure.js'

const LINES_PER_PAGE = 40

/**
 * Writes the headings, paragraphs, lists and program text of a structure as a PDF with page numbers. A PDF has no
 * tables, formulas and notes: their text is set in lines. Text is WinAnsi; a line is not wrapped.
 */
export function writePdf(structure: Structure): Buffer {
  const lines: Omit<PdfText, 'x' | 'y'>[] = []
  const add = (text: string, more: Partial<PdfText> = {}) => lines.push({ size: 11, text, ...more })
  const gap = () => add('')
  const write = (blocks: Structure): void => {
    for (const block of blocks) {
      gap()
      if (block.kind === 'heading') add(textOf(block.line), { size: 22 - block.level * 1.5, font: 'bold' })
      else if (block.kind === 'paragraph') add(textOf(block.line))
      else if (block.kind === 'formula') add(block.tex)
      else if (block.kind === 'code') for (const line of block.text.split('\n')) add(line, { font: 'mono' })
      else if (block.kind === 'table')
        for (const row of [block.header, ...block.rows.map((cells) => cells.map((cell) => cell?.line ?? []))])
          add(row.map(textOf).join('   '))
      else {
        for (const [index, { line, children }] of block.entries.entries()) {
          add(`${block.ordered ? `${index + 1}.` : '•'} ${textOf(line)}`)
          write(children)
        }
      }
    }
  }
  write(structure)
  const pages = Array.from({ length: Math.ceil(lines.length / LINES_PER_PAGE) }, (_, page) => [
    ...lines
      .slice(page * LINES_PER_PAGE, (page + 1) * LINES_PER_PAGE)
      .map((line, index): PdfText => ({ ...line, x: 72, y: 780 - index * 17 })),
    { x: 290, y: 30, size: 9, text: lines.length > LINES_PER_PAGE ? String(page + 1) : '' },
  ])
  return pdfFile(pages.map((page) => page.filter(({ text }) => text !== '')))
}

function textOf(line: Line): string {
  return line.map((run) => (run.kind === 'formula' ? run.tex : run.text)).join(' ')
}
