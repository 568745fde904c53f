import { isProse, rolesAround } from '../../knowledge/document-region.js'
import type { DocumentSection, DocumentSentence, KnowledgeDocument } from '../../knowledge/knowledge-document.js'

/** A sentence of an answer. */
export interface AnswerSentence {
  readonly text: string
  readonly start: number
  readonly end: number
  /** Whether it is an entry of a list. */
  readonly isEntry: boolean
}

/** A question that a document asks and answers itself, as an FAQ does. */
export interface AskedQuestion {
  readonly question: string
  /** The text under the heading, or after "A:"; not empty. */
  readonly answer: readonly AnswerSentence[]
  /** The titles around it, the innermost first. */
  readonly titles: readonly string[]
  readonly start: number
}

/** Minimum number of paragraphs starting with a question in an FAQ. */
const MIN_OPENING = 3
const ASKS = /^(?:Q|Question) ?\d*[:.)] +/
const ANSWERS = /^(?:A|Answer) ?\d*[:.)] +/

/**
 * The questions that a document answers, in reading order: headings with the text below them, text marked "Q:" and "A:",
 * and paragraphs that start with a question if most paragraphs do.
 */
export function askedQuestions(document: KnowledgeDocument): readonly AskedQuestion[] {
  const found = [...questionHeadings(document), ...markedQuestions(document), ...openingQuestions(document)]
  return found.sort((a, b) => a.start - b.start)
}

function questionHeadings(document: KnowledgeDocument): readonly AskedQuestion[] {
  return document.sections.flatMap((section, index): readonly AskedQuestion[] => {
    const { heading, region, start } = section
    if (heading === undefined || !/\?\s*$/.test(heading.text) || !isProse(rolesAround(document, region))) return []
    const answer = document.sentences.flatMap((sentence) => {
      const block = document.blocks[sentence.block]
      return block?.section === index && block.kind !== 'heading' ? answerSentence(document, sentence) : []
    })
    const question = heading.text.replace(ASKS, '').replace(/^\d+(?:\.\d+)*[.):]? +/, '')
    return answer.length === 0 ? [] : [{ question, answer, titles: titlesAround(document, section), start }]
  })
}

function markedQuestions(document: KnowledgeDocument): readonly AskedQuestion[] {
  const found: (AskedQuestion & { readonly answer: AnswerSentence[] })[] = []
  let asked: { text: string; readonly start: number } | undefined
  let open: AnswerSentence[] | undefined
  let section: number | undefined
  for (const sentence of document.sentences) {
    const block = document.blocks[sentence.block]
    if (block?.section !== section) {
      asked = open = undefined
      section = block?.section
    }
    if (ASKS.test(sentence.text)) {
      asked = { text: sentence.text.replace(ASKS, ''), start: sentence.start }
      open = undefined
    } else if (asked !== undefined && ANSWERS.test(sentence.text)) {
      open = []
      const around = document.sections[section ?? -1]
      const titles = around === undefined ? [] : [around.heading?.text ?? '', ...titlesAround(document, around)]
      found.push({
        question: asked.text,
        answer: open,
        titles: titles.filter((title) => title !== ''),
        start: asked.start,
      })
      open.push(...answerSentence(document, sentence))
      asked = undefined
    } else if (asked !== undefined) asked.text += ` ${sentence.text}`
    else open?.push(...answerSentence(document, sentence))
  }
  return found.filter(({ answer }) => answer.length > 0)
}

/** In plain text, the first line of an answer can be its question; in other formats such a question is rhetorical. */
function openingQuestions(document: KnowledgeDocument): readonly AskedQuestion[] {
  const paragraphs = document.blocks.flatMap((block, index) =>
    block.kind === 'paragraph' && isProse(rolesAround(document, block.region)) ? [index] : [],
  )
  const found = paragraphs.flatMap((index): readonly AskedQuestion[] => {
    const [first, ...rest] = document.sentences.filter(({ block }) => block === index)
    const section = document.sections[document.blocks[index]?.section ?? -1]
    if (first === undefined || rest.length === 0 || !/\?$/.test(first.text) || ASKS.test(first.text)) return []
    const answer = rest.flatMap((sentence) => answerSentence(document, sentence))
    return [{ question: first.text, answer, titles: ownTitles(document, section), start: first.start }]
  })
  return found.length >= MIN_OPENING && found.length * 2 >= paragraphs.length ? found : []
}

function answerSentence(document: KnowledgeDocument, sentence: DocumentSentence): readonly AnswerSentence[] {
  const { text, start, end } = sentence
  const block = document.blocks[sentence.block]
  if (block?.kind === 'list') {
    const item = block.items.find((entry) => entry.start === start)
    return item === undefined ? [] : [{ text: item.text, start, end: item.end, isEntry: true }]
  }
  const mark = ANSWERS.exec(text)?.[0].length ?? 0
  return mark >= text.length ? [] : [{ text: text.slice(mark), start: start + mark, end, isEntry: false }]
}

/** The headings above a section, the innermost first, then the title of the document. */
function titlesAround({ sections, title }: KnowledgeDocument, { parent }: DocumentSection): readonly string[] {
  const titles: string[] = []
  for (let at = parent; at !== undefined; at = sections[at]?.parent) titles.push(sections[at]?.heading?.text ?? '')
  return [...titles, title].filter((text) => text !== '')
}

/** The heading of a section and those above it. */
function ownTitles(document: KnowledgeDocument, section: DocumentSection | undefined): readonly string[] {
  if (section === undefined) return [document.title]
  const heading = section.heading?.text
  return [...(heading === undefined ? [] : [heading]), ...titlesAround(document, section)]
}
