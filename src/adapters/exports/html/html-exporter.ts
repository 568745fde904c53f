import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import type { CurriculumExporter, ExportedFile } from '../../../ports/curriculum/index.js'
import { type Content, html, type Markup, plain } from '../../shared/html.js'
import { buildDocument } from '../document/build-document.js'
import { labelBefore } from '../document/inline.js'
import type { Block, Chapter, CurriculumDocument, Matrix } from '../document/model.js'
import { classAttribute, heading } from './elements.js'
import { matrixLegend } from './matrix-drawing.js'
import { sharedWidth } from './matrix-layout.js'
import { renderBlocks } from './render-blocks.js'
import { inline, type PageContext, writtenText } from './render-inline.js'
import { STYLES } from './styles.js'

/**
 * One page that loads nothing and runs nothing. It prints as a book, without answers in the learner's edition, and every
 * citation opens the passage that it quotes.
 */
export class HtmlExporter implements CurriculumExporter {
  readonly format = 'html'

  async export(generated: GeneratedCurriculum): Promise<readonly ExportedFile[]> {
    const bytes = new TextEncoder().encode(pageOf(buildDocument(generated)).toString())
    return [{ name: 'curriculum.html', mediaType: 'text/html; charset=utf-8', bytes }]
  }
}

// A second defence: nothing loads and nothing runs even if an escape were missing.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

function pageOf(document: CurriculumDocument): Markup {
  // Handouts stay in their chapters: a page of a browser has no pages.
  const chapters = document.chapters.filter(({ only }) => only !== 'handouts')
  const matrices = chapters.flatMap(({ blocks }) => matricesIn(blocks))
  const context: PageContext = {
    language: foreignTag(document.language),
    matrixWidth: sharedWidth(matrices.map(({ columns }) => columns)),
  }
  // The empty icon keeps browsers from asking a server for one.
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${plain(document.title)} – Curriculum</title>
<link rel="icon" href="data:,">
<style>
${STYLES}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the curriculum</a>
${cover(document, context)}<div class="page">
${contents(chapters, context)}<main id="main">
${chapters.map((chapter) => chapterOf(chapter, context))}</main>
</div>
</body>
</html>
`
}

/** The tag for a `lang` attribute; `undefined` for English, the language of the page, and for invalid tags. */
export function foreignTag(tag: string): string | undefined {
  const wellFormed = /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(tag)
  return wellFormed && !/^en(?:-|$)/i.test(tag) ? tag : undefined
}

/** Title, facts and the choice of the edition. */
function cover({ anchor, title, subtitle, facts, legend }: CurriculumDocument, context: PageContext): Markup {
  const long = facts.filter((fact) => fact.long === true)
  const short = facts.filter((fact) => fact.long !== true)
  return html`<header id="${anchor}">
<p class="kind">${subtitle}</p>
<h1>${writtenText(title, context)}</h1>
${long.map(({ value }) => html`<p class="audience">${inline(value, context)}</p>\n`)}<dl class="facts">
${short.map(({ name, value, readers }) => html`<div${readers !== undefined && html` class="teacher"`}><dt>${name}</dt><dd>${inline(value, context)}</dd></div>\n`)}</dl>
<p class="note">${legend}</p>
<fieldset class="editions">
<legend>Show and print</legend>
<label><input type="radio" name="edition" id="teacher-edition" checked> Teacher’s edition <small>with answers and report</small></label>
<label><input type="radio" name="edition" id="learner-edition"> Learner’s edition <small>without answers, for printing</small></label>
</fieldset>
</header>
`
}

/** The chapters, and the sections of theirs that are listed. */
function contents(chapters: readonly Chapter[], context: PageContext): Markup {
  const entries = chapters.map(({ anchor, title, readers, blocks }) => {
    const sections = blocks.flatMap((block): readonly Content[] =>
      block.kind === 'section' && block.listed === true && block.anchor !== undefined
        ? [html`<li><a href="#${block.anchor}">${labelBefore(block.label)}${inline(block.title, context)}</a></li>\n`]
        : [],
    )
    const within = sections.length > 0 && html`\n<ul>\n${sections}</ul>\n`
    return html`<li${readers !== undefined && html` class="teacher"`}><a href="#${anchor}">${title}</a>${within}</li>\n`
  })
  return html`<nav aria-labelledby="contents-heading">
<h2 id="contents-heading">Contents</h2>
<ul>
${entries}</ul>
</nav>
`
}

function chapterOf({ anchor, title, readers, newPage, blocks }: Chapter, context: PageContext): Markup {
  const classes = [...(readers === undefined ? [] : ['teacher']), ...(newPage === true ? ['new-page'] : [])]
  const legend = matricesIn(blocks).length > 0 && matrixLegend()
  return html`<section id="${anchor}"${classAttribute(classes)}>
${heading(2, html`${title}`)}${legend}${renderBlocks(blocks, 3, context)}</section>
`
}

function matricesIn(blocks: readonly Block[]): readonly Matrix[] {
  return blocks.flatMap((block): readonly Matrix[] => {
    if (block.kind === 'section') return matricesIn(block.blocks)
    return block.kind === 'matrix' ? [block] : []
  })
}
