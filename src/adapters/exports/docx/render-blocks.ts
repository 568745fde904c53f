import type { Paragraph as DocxParagraph, FileChild } from 'docx'
import { type Content, labelBefore, plainWords } from '../document/inline.js'
import type { Answer, Block, Chapter, Definitions, Handout, List, Question, Section, Steps } from '../document/model.js'
import type { DocxBuilder } from './docx-builder.js'
import { labelled, paragraph, type Run } from './paragraph.js'

/** Where blocks are rendered. */
export interface Place {
  readonly builder: DocxBuilder
  /** Width of the text, in twentieths of a point. */
  readonly width: number
}

/** A chapter. @param isFirst on its page: a page break would leave an empty page before it */
export function renderChapter(
  { label, title, newPage, blocks }: Chapter,
  isFirst: boolean,
  place: Place,
): readonly FileChild[] {
  const pageBreakBefore = newPage === true && !isFirst
  return [
    place.builder.heading(1, `${labelBefore(label, place.builder.words.colon)}${title}`, { pageBreakBefore }),
    ...renderBlocks(blocks, 2, place),
  ]
}

/** All handouts of a document, each on a page of its own. */
export function renderHandouts(
  { title }: Chapter,
  handouts: readonly Handout[],
  { builder, width }: Place,
): readonly FileChild[] {
  return [
    builder.heading(1, title),
    ...(handouts.length === 0 ? [paragraph('Normal', builder.words.say.noneOfThem)] : []),
    ...handouts.flatMap((handout, index) => [
      builder.heading(2, plainText(handout.title), { pageBreakBefore: index > 0 }),
      ...builder.table(handout.table, width),
    ]),
  ]
}

/** The handouts among these blocks, those of answers included. */
export function handoutsIn(blocks: readonly Block[]): readonly Handout[] {
  return blocks.flatMap((block): readonly Handout[] => {
    if (block.kind === 'section') return handoutsIn(block.blocks)
    if (block.kind === 'answer' && block.rubric !== undefined) return [block.rubric]
    return block.kind === 'handout' ? [block] : []
  })
}

/** @param level of the headings of sections among the blocks */
function renderBlocks(blocks: readonly Block[], level: number, place: Place): readonly FileChild[] {
  return blocks.flatMap((block, index) => renderBlock(block, { level, place, next: blocks[index + 1] }))
}

interface Surroundings {
  readonly level: number
  readonly place: Place
  readonly next: Block | undefined
}

function renderBlock(block: Block, { level, place, next }: Surroundings): readonly FileChild[] {
  const { builder, width } = place
  switch (block.kind) {
    case 'section':
      return [
        builder.heading(level, titleOf(block, builder.words.colon)),
        ...renderBlocks(block.blocks, level + 1, place),
      ]
    case 'paragraph': {
      const style = block.role === 'note' ? 'Details' : 'Normal'
      return [paragraph(style, builder.runs(block.content), { keepNext: isIntroduced(next) })]
    }
    case 'lines':
      return [paragraph('Normal', block.text, { keepNext: next?.kind === 'paragraph' })]
    case 'list':
      return listOf(block, builder)
    case 'definitions':
      return definitionsOf(block, builder)
    case 'table':
      return builder.table(block, width)
    case 'handout':
      return [paragraph('Details', `${block.reference}.`)]
    case 'steps':
      return stepsOf(block, place)
    case 'question':
      return questionOf(block)
    case 'answer':
      return answerOf(block, builder)
    case 'passages':
      return []
  }
}

/** Whether a block belongs on the page of the paragraph before it. */
function isIntroduced(next: Block | undefined): boolean {
  return next?.kind === 'table' || next?.kind === 'list'
}

function titleOf({ label, title, detail }: Section, colon: string): string {
  const after = detail === undefined ? '' : ` (${plainText(detail)})`
  return `${labelBefore(label, colon)}${plainText(title)}${after}`
}

function plainText(content: Content): string {
  return plainWords(content, (text) => text)
}

function listOf({ role, items }: List, builder: DocxBuilder): readonly DocxParagraph[] {
  const style = role === 'references' ? 'Bibliography' : 'ListBullet'
  return items.flatMap(({ content, note }, index) => [
    // One line alone below its heading looks lost.
    paragraph(style, builder.runs(content), { keepNext: note !== undefined || (index === 0 && items.length > 1) }),
    ...(note === undefined ? [] : [paragraph('ListDetails', builder.runs(note))]),
  ])
}

function definitionsOf({ entries }: Definitions, builder: DocxBuilder): readonly DocxParagraph[] {
  return entries.map(({ term, definition }) =>
    paragraph('Definition', [{ text: term, style: 'Strong' }, ' – ', ...builder.runs(definition)]),
  )
}

function stepsOf({ caption, steps }: Steps, { builder, width }: Place): readonly FileChild[] {
  const { heads } = builder.words
  return builder.table(
    {
      caption,
      columns: [
        { head: [heads.activity] },
        { head: [heads.whatLearnersDo] },
        { head: [heads.outcomes] },
        { head: [heads.time], numeric: true },
      ],
      rows: steps.map(({ activity, time, content, outcomes }) => ({
        cells: [[activity], content, outcomes === undefined ? [] : [outcomes], [time]],
      })),
    },
    width,
  )
}

/** A question without its facts: they stand in the answer key, which learners do not get. */
function questionOf({ label, stem, material, options }: Question): readonly DocxParagraph[] {
  const texts = options?.texts ?? []
  const keepNext = texts.length > 0
  return [
    paragraph('Item', [...labelled(label), stem], { keepNext: material !== undefined || keepNext }),
    ...(material === undefined
      ? []
      : [paragraph(material.code ? 'SourceCode' : 'Material', material.text, { keepNext })]),
    ...texts.map((text, index) => paragraph('ItemOption', text, { keepNext: index < texts.length - 1 })),
  ]
}

function answerOf(answer: Answer, builder: DocxBuilder): readonly DocxParagraph[] {
  const { label, letters, text, cited, facts, rubric } = answer
  const key = [...(letters === undefined ? [] : [letters]), ...(text === undefined ? [] : [text])].join(': ')
  const details: readonly Content[] = [...facts, ...(rubric === undefined ? [] : [[rubric.reference]])]
  const runs = details.flatMap((fact, index): readonly Run[] => [
    ...(index === 0 ? [] : [' · ']),
    ...builder.runs(fact),
  ])
  return [paragraph('Answer', [...labelled(label), key, ...builder.runs(cited)]), paragraph('AnswerDetails', runs)]
}
