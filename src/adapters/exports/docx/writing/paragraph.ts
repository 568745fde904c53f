import { AlignmentType, type IParagraphOptions, Paragraph, type ParagraphChild, Run, Tab } from 'docx'
import { runsOf, runsRightToLeft, type Words } from './runs.js'

/** A label in front of a text, and the step to where its lines begin. It does not decide where the text runs. */
export function labelled(label: string): readonly ParagraphChild[] {
  return [...runsOf({ text: label, look: 'Strong' }), new Run({ children: [new Tab()] })]
}

/** Words, or a mark between them such as that of a footnote. */
export type Content = Words | ParagraphChild

/** A paragraph of a style of this document, which runs as its first letter does; from right to left it begins there. */
export function paragraph(
  style: string,
  content: Content | readonly Content[],
  options: Pick<IParagraphOptions, 'keepNext' | 'pageBreakBefore' | 'alignment'> = {},
): Paragraph {
  const contents: readonly Content[] = Array.isArray(content) ? content : [content]
  const text = contents.map((part) => (isWords(part) ? wordsIn(part) : '')).join('')
  return new Paragraph({
    ...options,
    style,
    ...(runsRightToLeft(text) ? { bidirectional: true, alignment: AlignmentType.START } : {}),
    children: contents.flatMap((part): readonly ParagraphChild[] => (isWords(part) ? runsOf(part) : [part])),
  })
}

function isWords(content: Content): content is Words {
  return typeof content === 'string' || 'look' in content
}

function wordsIn(words: Words): string {
  return typeof words === 'string' ? words : words.text
}
