import { type Content, labelBefore } from '../document/inline.js'
import type { Answer, Block, Definitions, List, Question, Section, Steps, Table } from '../document/model.js'
import { optionLetter } from '../labels/wording.js'
import {
  blocks,
  bullets,
  joined,
  Markup,
  md,
  NOTHING,
  ownWords,
  quotation,
  table,
  textLines,
  verbatim,
} from './markup.js'
import { documentName, type InlineRenderer } from './render-inline.js'

/** A section and all in it. @param level of its heading */
export function renderSection(
  { label, title, detail, blocks: content }: Pick<Section, 'label' | 'title' | 'detail' | 'blocks'>,
  level: number,
  inline: InlineRenderer,
): Markup {
  const after = detail === undefined ? NOTHING : md` (${inline.render(detail)})`
  const heading = md`${new Markup('#'.repeat(level))} ${ownWords(labelBefore(label, inline.words.colon))}${inline.render(title)}${after}`
  return blocks(heading, ...content.map((block) => renderBlock(block, level, inline)))
}

function renderBlock(block: Block, level: number, inline: InlineRenderer): Markup {
  switch (block.kind) {
    case 'section':
      return renderSection(block, level + 1, inline)
    case 'paragraph':
      return inline.render(block.content)
    case 'lines':
      return textLines(block.text)
    case 'list':
      return listOf(block, inline)
    case 'definitions':
      return definitionsOf(block, inline)
    case 'table':
      return renderTable(block, inline)
    case 'handout':
      return renderTable(block.table, inline)
    case 'steps':
      return stepsOf(block, inline)
    case 'question':
      return questionOf(block)
    case 'answer':
      return answerOf(block, inline)
    case 'passages':
      return quotesOf(inline, level + 1)
  }
}

function listOf({ items }: List, inline: InlineRenderer): Markup {
  return bullets(
    items.map(({ content, note }) => {
      const line = inline.render(content)
      return note === undefined
        ? line
        : md`${line}\\
${inline.render(note)}`
    }),
  )
}

function definitionsOf({ entries }: Definitions, inline: InlineRenderer): Markup {
  return bullets(entries.map(({ term, definition }) => md`**${term}**: ${inline.render(definition)}`))
}

function renderTable({ columns, rows }: Pick<Table, 'columns' | 'rows'>, inline: InlineRenderer): Markup {
  const isShown = (_value: unknown, index: number) => columns[index]?.drawn !== true
  const head = columns.filter(isShown).map(({ head: content, numeric }) => ({
    content: inline.render(content),
    ...(numeric === undefined ? {} : { numeric }),
  }))
  const cell = (content: Content, total: boolean) => {
    const shown = inline.render(content)
    return total && shown.source !== '' ? md`**${shown}**` : shown
  }
  return table(
    head,
    rows.map(({ cells, total, group }) =>
      // Cells cannot span columns.
      group === true
        ? head.map((_head, index) => (index === 0 ? cell(cells[0] ?? [], true) : NOTHING))
        : cells.filter(isShown).map((content) => cell(content, total === true)),
    ),
  )
}

function stepsOf({ steps }: Steps, inline: InlineRenderer): Markup {
  const { heads } = inline.words
  return renderTable(
    {
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
    inline,
  )
}

function questionOf({ label, stem, material, options }: Question): Markup {
  return blocks(
    md`**${label}.** ${textLines(stem)}`,
    material === undefined ? NOTHING : material.code ? verbatim(material.text) : quotation(material.text),
    options === undefined
      ? NOTHING
      : bullets(options.texts.map((text, index) => md`**${optionLetter(index)}.** ${text}`)),
  )
}

function answerOf({ label, letters, text, cited, facts, rubric }: Answer, inline: InlineRenderer): Markup {
  const key = letters === undefined ? ownWords(inline.words.say.fullAnswer) : md`**${letters}.**`
  const option = letters === undefined || text === undefined ? NOTHING : md` ${text}`
  const sources = inline.render(cited)
  const details = joined(
    facts.map((fact) => inline.render(fact)),
    ', ',
  )
  return blocks(
    md`**${label}.** ${key}${option}${sources} (${details})`,
    letters === undefined && text !== undefined ? quotation(text) : NOTHING,
    rubric === undefined ? NOTHING : renderTable(rubric.table, inline),
  )
}

/** All quotes that were cited before, each with its document. */
function quotesOf({ quotes, words }: InlineRenderer, level: number): Markup {
  const { say } = words
  const [before, after] = words.quotes
  const marks = new Markup('#'.repeat(level))
  return blocks(
    ...quotes.map(({ text, document, section }, index) =>
      blocks(
        md`${marks} ${ownWords(say.quote)} ${index + 1}`,
        quotation(text),
        section === undefined
          ? md`${ownWords(say.from)} ${documentName(document)}.`
          : md`${ownWords(say.from)} ${documentName(document)}, ${ownWords(say.section)} ${ownWords(before)}${section}${ownWords(after)}.`,
      ),
    ),
  )
}
