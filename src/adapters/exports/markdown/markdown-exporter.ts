import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import type { CurriculumExporter, ExportedFile } from '../../../ports/curriculum/index.js'
import { buildDocument } from '../document/build-document.js'
import type { DocumentOptions } from '../document/document-context.js'
import { labelBefore } from '../document/inline.js'
import type { Chapter, CurriculumDocument } from '../document/model.js'
import { textFile } from '../text/plain-text.js'
import { CONTENTS_AFTER, HeadingAnchors } from './heading-anchors.js'
import { blocks, bullets, joined, type Markup, md, NOTHING, ownWords, table } from './markup.js'
import { renderSection } from './render-blocks.js'
import { InlineRenderer } from './render-inline.js'

/** One readable file, `curriculum.md`, in CommonMark with the tables of GFM, without HTML and outside links. */
export class MarkdownExporter implements CurriculumExporter {
  readonly format = 'markdown'
  readonly #options: DocumentOptions

  constructor(options: DocumentOptions = {}) {
    this.#options = options
  }

  async export(generated: GeneratedCurriculum): Promise<readonly ExportedFile[]> {
    const { source } = renderDocument(buildDocument(generated, this.#options))
    return [textFile('curriculum.md', 'text/markdown; charset=utf-8; variant=GFM', `${source}\n`)]
  }
}

function renderDocument(document: CurriculumDocument): Markup {
  // Handouts stay in their chapters: there are no pages.
  const chapters = document.chapters.filter(({ only }) => only !== 'handouts')
  const inline = new InlineRenderer(new HeadingAnchors(document, chapters), document)
  const shown = (all: readonly Chapter[]) =>
    all.map((chapter) => renderSection({ ...chapter, title: [chapter.title] }, 2, inline))
  return blocks(
    md`# ${document.title}`,
    facts(document, inline),
    ...shown(chapters.slice(0, CONTENTS_AFTER)),
    md`## ${ownWords(document.words.heads.contents)}`,
    contents(chapters, inline),
    ...shown(chapters.slice(CONTENTS_AFTER)),
  )
}

function facts({ subtitle, facts: all }: CurriculumDocument, inline: InlineRenderer): Markup {
  return table(
    [{ content: md`${subtitle}` }, { content: NOTHING }],
    all.map(({ name, value }) => [md`**${name}**`, inline.render(value)]),
  )
}

/** The chapters, and the sections of theirs that are listed. */
function contents(chapters: readonly Chapter[], inline: InlineRenderer): Markup {
  return bullets(
    chapters.map(({ anchor, title, blocks: content }) => {
      const sections = content.flatMap((block) =>
        block.kind === 'section' && block.listed === true && block.anchor !== undefined
          ? [
              inline.link(
                block.anchor,
                md`${ownWords(labelBefore(block.label, inline.words.colon))}${inline.render(block.title)}`,
              ),
            ]
          : [],
      )
      const line = inline.link(anchor, ownWords(title))
      return sections.length === 0 ? line : joined([line, bullets(sections)], '\n')
    }),
  )
}
