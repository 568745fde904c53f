import { Footer, Header, PageNumber, TextRun } from 'docx'
import { oneLine } from '../../../../domain/text/index.js'
import { paragraph } from '../writing/paragraph.js'

/** More of a title than this would take the page from the text. */
const MOST_CHARACTERS = 100

/** The title, on every page but the first, which shows it large. */
export function pageHeader(title: string): Header {
  const characters = [...oneLine(title)]
  const whole = characters.length <= MOST_CHARACTERS
  const shown = whole ? characters : [...characters.slice(0, MOST_CHARACTERS - 1), '…']
  return new Header({ children: [paragraph('Header', shown.join(''))] })
}

/** Page x of y. */
export function pageFooter(): Footer {
  const number = (field: 'CURRENT' | 'TOTAL_PAGES') => new TextRun({ children: [PageNumber[field]] })
  return new Footer({ children: [paragraph('Footer', ['Page ', number('CURRENT'), ' of ', number('TOTAL_PAGES')])] })
}
