import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import type { CurriculumExporter, ExportedFile } from '../../../ports/curriculum/index.js'
import { type Content, html, type Markup, plain } from '../../shared/html.js'
import { buildDocument } from '../document/build-document.js'
import type { DocumentOptions } from '../document/document-context.js'
import { labelBefore } from '../document/inline.js'
import type { Chapter, CurriculumDocument } from '../document/model.js'
import { classAttribute, heading } from './elements.js'
import { formulaRenderer } from './formulas.js'
import { renderBlocks } from './render-blocks.js'
import { inline, type PageContext, writtenText } from './render-inline.js'
import { STYLES } from './styles.js'

/**
 * One page that loads nothing and runs nothing. It prints as a book, without answers in the learner's edition, and every
 * citation opens the passage that it quotes.
 */
export class HtmlExporter implements CurriculumExporter {
  readonly format = 'html'
  readonly #options: DocumentOptions

  /** @param options without quotes, citations still open in their place; only the appendix is left out */
  constructor(options: DocumentOptions = {}) {
    this.#options = options
  }

  async export(generated: GeneratedCurriculum): Promise<readonly ExportedFile[]> {
    const document = buildDocument(generated, this.#options)
    // Only documents with formulas need the package that renders them.
    const formula = await formulaRenderer(document)
    const context: PageContext = {
      words: document.words,
      pageLanguage: pageLanguageOf(document),
      language: document.language,
      quotes: document.quotes,
      ...(formula === undefined ? {} : { formula }),
    }
    const bytes = new TextEncoder().encode(pageOf(document, context).toString())
    return [{ name: 'curriculum.html', mediaType: 'text/html; charset=utf-8', bytes }]
  }
}

// A second defence: nothing loads and nothing runs even if an escape were missing.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

function pageOf(document: CurriculumDocument, context: PageContext): Markup {
  // Handouts stay in their chapters: a page of a browser has no pages.
  const chapters = document.chapters.filter(({ only }) => only !== 'handouts')
  const { say } = document.words
  // The empty icon keeps browsers from asking a server for one.
  return html`<!DOCTYPE html>
<html lang="${context.pageLanguage}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${plain(document.title)} – ${say.curriculum}</title>
<link rel="icon" href="data:,">
<style>
${STYLES}</style>
</head>
<body>
<a class="skip" href="#main">${say.skip}</a>
${cover(document, context)}<div class="page">
${contents(chapters, context)}<main id="main">
${chapters.map((chapter) => chapterOf(chapter, context))}</main>
</div>
</body>
</html>
`
}

/** The tag of the curriculum if the words of the page are in its language, else that of the words. */
function pageLanguageOf({ language, words }: CurriculumDocument): string {
  const wellFormed = /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(language)
  return wellFormed && language.toLowerCase().split('-')[0] === words.tag ? language : words.tag
}

/** Title, facts and the choice of the edition. */
function cover({ anchor, title, subtitle, facts, quotes }: CurriculumDocument, context: PageContext): Markup {
  const { say } = context.words
  const long = facts.filter((fact) => fact.long === true)
  const short = facts.filter((fact) => fact.long !== true)
  return html`<header id="${anchor}">
<p class="kind">${subtitle}</p>
<h1>${writtenText(title, context)}</h1>
${long.map(({ value }) => html`<p class="audience">${inline(value, context)}</p>\n`)}<dl class="facts">
${short.map(({ name, value, readers }) => html`<div${readers !== undefined && html` class="teacher"`}><dt>${name}</dt><dd>${inline(value, context)}</dd></div>\n`)}</dl>
<fieldset class="editions">
<legend>${say.editions}</legend>
<label><input type="radio" name="edition" id="teacher-edition" checked> ${say.teacherEdition} <small>${say.teacherEditionNote}</small></label>
<label><input type="radio" name="edition" id="learner-edition"> ${say.learnerEdition} <small>${say.learnerEditionNote}</small></label>
${quotes && html`<label><input type="checkbox" id="print-quotes" checked> ${say.printQuotes}</label>\n`}</fieldset>
</header>
`
}

/** The chapters, and the sections of theirs that are listed. */
function contents(chapters: readonly Chapter[], context: PageContext): Markup {
  const entries = chapters.map(({ anchor, title, readers, blocks }) => {
    const sections = blocks.flatMap((block): readonly Content[] =>
      block.kind === 'section' && block.listed === true && block.anchor !== undefined
        ? [
            html`<li><a href="#${block.anchor}">${labelBefore(block.label, context.words.colon)}${inline(block.title, context)}</a></li>\n`,
          ]
        : [],
    )
    const within = sections.length > 0 && html`\n<ul>\n${sections}</ul>\n`
    return html`<li${readers !== undefined && html` class="teacher"`}><a href="#${anchor}">${title}</a>${within}</li>\n`
  })
  return html`<nav aria-labelledby="contents-heading">
<h2 id="contents-heading">${context.words.heads.contents}</h2>
<ul>
${entries}</ul>
</nav>
`
}

function chapterOf({ anchor, title, readers, newPage, blocks }: Chapter, context: PageContext): Markup {
  const classes = [...(readers === undefined ? [] : ['teacher']), ...(newPage === true ? ['new-page'] : [])]
  return html`<section id="${anchor}"${classAttribute(classes)}>
${heading(2, html`${title}`)}${renderBlocks(blocks, 3, context)}</section>
`
}
