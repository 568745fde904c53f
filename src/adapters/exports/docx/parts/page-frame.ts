import { Footer, Header, PageNumber, TextRun } from 'docx'
import { oneLine } from '../writing/formats.js'
import { paragraph } from '../writing/paragraph.js'

/** The title, on every page but the first, which shows it large. */
export function pageHeader(title: string): Header {
  return new Header({ children: [paragraph('Header', oneLine(title))] })
}

/** Page x of y. */
export function pageFooter(): Footer {
  const number = (field: 'CURRENT' | 'TOTAL_PAGES') => new TextRun({ children: [PageNumber[field]] })
  return new Footer({ children: [paragraph('Footer', ['Page ', number('CURRENT'), ' of ', number('TOTAL_PAGES')])] })
}
