import { TextRun } from 'docx'
import { xmlText } from '../package/xml-text.js'

/** Text in the look of its paragraph, or in one of its own. */
export type Words = string | { readonly text: string; readonly look: 'Strong' | 'Emphasis' }

const LETTER = /\p{L}/u
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u

/** What the packer takes for the id of a list, wherever in the document it stands. */
const LIST_PLACEHOLDER = /(?<=\{)(?=[\w-]+-\d+\})/

/** Whether the first letter is one of a script that runs from right to left: so `dir="auto"` decides it. */
export function runsRightToLeft(text: string): boolean {
  const first = LETTER.exec(text)?.[0]
  return first !== undefined && RIGHT_TO_LEFT.test(first)
}

/** The runs of a text. Whatever it says stays text: it is never a field, a link or a list. */
export function runsOf(words: Words): readonly TextRun[] {
  const { text, look } = typeof words === 'string' ? { text: words, look: undefined } : words
  const style = look === undefined ? {} : { style: look }
  return xmlText(text)
    .split('\n')
    .flatMap((line, row) =>
      line.split(LIST_PLACEHOLDER).map((part, column) => {
        const rightToLeft = RIGHT_TO_LEFT.test(part) ? { rightToLeft: true } : {}
        return new TextRun({ text: part, ...style, ...rightToLeft, ...(row > 0 && column === 0 ? { break: 1 } : {}) })
      }),
    )
}
