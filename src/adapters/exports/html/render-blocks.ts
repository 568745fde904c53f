import { html, joined, type Markup } from '../../shared/html.js'
import type { Content } from '../document/inline.js'
import type { Answer, Block, Definitions, List, Paragraph, Question, Section, Steps } from '../document/model.js'
import { classAttribute, heading, table } from './elements.js'
import { inline, type PageContext, writtenText } from './render-inline.js'
import { passages } from './render-passages.js'

/** Blocks one after the other. @param level of the headings of sections among them */
export function renderBlocks(blocks: readonly Block[], level: number, context: PageContext): Markup {
  return html`${blocks.map((block) => blockOf(block, level, context))}`
}

function blockOf(block: Block, level: number, context: PageContext): Markup {
  switch (block.kind) {
    case 'section':
      return sectionOf(block, level, context)
    case 'paragraph':
      return paragraphOf(block, context)
    case 'lines':
      return lines(block.text, context)
    case 'list':
      return listOf(block, context)
    case 'definitions':
      return definitionsOf(block, context)
    case 'table':
      return table(block, context)
    case 'handout':
      return table(block.table, context)
    case 'steps':
      return stepsOf(block, context)
    case 'question':
      return questionOf(block, context)
    case 'answer':
      return answerOf(block, context)
    case 'passages':
      return passages(block, level, context)
  }
}

/** A section with its heading; without an anchor or a role it needs no element around it. */
function sectionOf(
  { anchor, role, readers, label, title, detail, blocks }: Section,
  level: number,
  context: PageContext,
): Markup {
  const number = label !== undefined && html`<span class="number">${label}</span> `
  const after = detail !== undefined && html` <span class="note">${inline(detail, context)}</span>`
  const content = html`${heading(level, html`${number}${inline(title, context)}${after}`)}${renderBlocks(blocks, level + 1, context)}`
  if (anchor === undefined && role === undefined && readers === undefined) return content
  const classes = [...(role === undefined ? [] : [role]), ...(readers === undefined ? [] : ['teacher'])]
  return html`<section${anchor !== undefined && html` id="${anchor}"`}${classAttribute(classes)}>
${content}</section>
`
}

function paragraphOf({ content, role }: Paragraph, context: PageContext): Markup {
  const shown = html`${classAttribute(role === undefined ? [] : [role])}>${inline(content, context)}`
  // A paragraph cannot hold quotes that open.
  return content.some((part) => typeof part === 'object' && part.kind === 'cited')
    ? html`<div${shown}</div>\n`
    : html`<p${shown}</p>\n`
}

/** Text with its line breaks. */
function lines(text: string, context: PageContext): Markup {
  return html`<div class="lines">${writtenText(text, context)}</div>\n`
}

/** Code with its line breaks: nothing in it is a formula. */
function codeLines(text: string, { formula: _none, ...context }: PageContext): Markup {
  return lines(text, context)
}

function listOf({ role, items }: List, context: PageContext): Markup {
  const isAims = role === 'aims'
  const entries = items.map(({ anchor, content, note, more }) => {
    const shown = inline(content, context)
    const id = anchor !== undefined && html` id="${anchor}"`
    const below = note !== undefined && html`<p class="note teacher">${inline(note, context)}</p>`
    const link = more !== undefined && html` <span class="note">${inline([more], context)}</span>`
    return html`<li${id}>${isAims ? html`<p>${shown}</p>` : shown}${link}${below}</li>\n`
  })
  if (isAims) return html`<ol class="aims">\n${entries}</ol>\n`
  return html`<ul${classAttribute(role === undefined ? [] : [role])}>\n${entries}</ul>\n`
}

function definitionsOf({ entries }: Definitions, context: PageContext): Markup {
  const shown = entries.map(
    ({ anchor, term, definition }) =>
      html`<div id="${anchor}"><dt>${writtenText(term, context)}</dt><dd>${inline(definition, context)}</dd></div>\n`,
  )
  return html`<dl class="glossary">\n${shown}</dl>\n`
}

function stepsOf({ steps }: Steps, context: PageContext): Markup {
  const shown = steps.map(({ activity, time, content, outcomes }) => {
    const practises =
      outcomes !== undefined &&
      html` <span class="note">${context.words.heads.outcomes} ${inline([outcomes], context)}</span>`
    return html`<li><span class="time">${inline([time], context)}</span><div><strong>${activity}${context.words.colon}:</strong> ${inline(content, context)}${practises}</div></li>\n`
  })
  return html`<ol class="steps">\n${shown}</ol>\n`
}

function questionOf(question: Question, context: PageContext): Markup {
  const { anchor, label, stem, material, facts, review, answerAnchor } = question
  const mark = review !== undefined && html` <strong class="${review.tone} teacher">${review.text}</strong>`
  const shown =
    material !== undefined &&
    html`<div${classAttribute(['material', ...(material.code ? ['code-text'] : [])])}>${material.code ? codeLines(material.text, context) : lines(material.text, context)}</div>\n`
  const details = html`${factsOf(facts, context)} · <a href="#${answerAnchor}">${context.words.say.answer}</a>`
  return html`<article class="question" id="${anchor}">
<p class="stem"><span class="code">${label}</span> <span>${writtenText(stem, context)}${mark}</span></p>
${shown}${optionsOf(question, context)}<p class="note teacher">${details}</p>
</article>
`
}

function optionsOf({ options }: Question, context: PageContext): Markup {
  if (options === undefined) return html`<div class="space" aria-hidden="true"></div>\n`
  const entries = options.texts.map((text) => html`<li>${writtenText(text, context)}</li>\n`)
  // The key names the letters, so they must not depend on the style alone.
  return html`<ol type="A"${options.ordered && html` class="order"`}>\n${entries}</ol>\n`
}

function answerOf(answer: Answer, context: PageContext): Markup {
  const { anchor, label, questionAnchor, letters, text, cited, facts, rubric } = answer
  const key =
    letters === undefined
      ? lines(text ?? '', context)
      : html`<strong>${letters}</strong>${text !== undefined && html` ${writtenText(text, context)}`}`
  return html`<article class="answer" id="${anchor}">
<p class="code"><a href="#${questionAnchor}">${label}</a></p>
<div>${key}${inline(cited, context)}
<p class="note">${factsOf(facts, context)}</p>
${rubric !== undefined && table(rubric.table, context)}</div>
</article>
`
}

function factsOf(facts: readonly Content[], context: PageContext): Markup {
  return joined(
    facts.map((fact) => inline(fact, context)),
    ' · ',
  )
}
