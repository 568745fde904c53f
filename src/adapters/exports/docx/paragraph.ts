import {
  AlignmentType,
  Run as DocxRun,
  type IParagraphOptions,
  Paragraph,
  type ParagraphChild,
  Tab,
  TextRun,
} from 'docx'
import { xmlText } from './package-parts.js'

/** Text in the style of its paragraph, or in one of its own. */
export type Words = string | { readonly text: string; readonly style: 'Strong' | 'Emphasis' }

/** Words, or a mark between them such as that of a footnote. */
export type Run = Words | ParagraphChild

/** A paragraph in a style of this document. It has the direction of its first letter. */
export function paragraph(
  style: string,
  runs: string | readonly Run[],
  options: Pick<IParagraphOptions, 'keepNext' | 'pageBreakBefore' | 'alignment'> = {},
): Paragraph {
  const all: readonly Run[] = typeof runs === 'string' ? [runs] : runs
  const text = all.map((run) => (isWords(run) ? wordsIn(run) : '')).join('')
  return new Paragraph({
    ...options,
    style,
    ...(runsRightToLeft(text) ? { bidirectional: true, alignment: AlignmentType.START } : {}),
    children: all.flatMap((run): readonly ParagraphChild[] => (isWords(run) ? textRuns(run) : [run])),
  })
}

/** A label before a text, and a tab to where its lines start. It does not count for the direction of the text. */
export function labelled(label: string): readonly ParagraphChild[] {
  return [...textRuns({ text: label, style: 'Strong' }), new DocxRun({ children: [new Tab()] })]
}

function isWords(run: Run): run is Words {
  return typeof run === 'string' || ('text' in run && 'style' in run)
}

function wordsIn(words: Words): string {
  return typeof words === 'string' ? words : words.text
}

const LETTER = /\p{L}/u
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u

/** Whether the first letter is of a script that runs from right to left, as `dir="auto"` decides it. */
export function runsRightToLeft(text: string): boolean {
  const first = LETTER.exec(text)?.[0]
  return first !== undefined && RIGHT_TO_LEFT.test(first)
}

/** The packer takes this for the id of a list, wherever in the document it stands. */
const LIST_PLACEHOLDER = /(?<=\{)(?=[\w-]+-\d+\})/

/** The runs of a text. It stays text: it is never a field, a link or a list. */
export function textRuns(words: Words): readonly TextRun[] {
  const { text, style } = typeof words === 'string' ? { text: words, style: undefined } : words
  return xmlText(text)
    .split('\n')
    .flatMap((line, row) =>
      line.split(LIST_PLACEHOLDER).map((part, column) => {
        const rightToLeft = RIGHT_TO_LEFT.test(part) ? { rightToLeft: true } : {}
        const lineBreak = row > 0 && column === 0 ? { break: 1 } : {}
        return new TextRun({ text: part, ...(style === undefined ? {} : { style }), ...rightToLeft, ...lineBreak })
      }),
    )
}
