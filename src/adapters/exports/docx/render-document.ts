import {
  Document,
  type FileChild,
  Footer,
  Header,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  SectionType,
  TextRun,
} from 'docx'
import { oneLine } from '../../../domain/text/index.js'
import type { Chapter, CurriculumDocument } from '../document/model.js'
import { contentsOf } from './contents.js'
import { DocxBuilder, PAGE_MARGIN, PAGE_SIZE, TEXT_WIDTH } from './docx-builder.js'
import { NUMBERING_XML } from './numbering.js'
import { coreProperties, fixZipTimes, languageTag } from './package-parts.js'
import { paragraph } from './paragraph.js'
import { handoutsIn, renderChapter, renderHandouts } from './render-blocks.js'
import { stylesXml } from './styles.js'

/** The bytes of a Word document. The same document gives the same bytes. */
export async function renderDocument(document: CurriculumDocument): Promise<Uint8Array> {
  const builder = new DocxBuilder(document)
  const front = frontPage(document, builder)
  // Footnotes show the passages.
  const chapters = document.chapters.filter(({ only }) => only !== 'passages')
  const handouts = chapters.flatMap(({ blocks }) => handoutsIn(blocks))
  const parts = byOrientation(chapters).map(({ wide, chapters: own }) => {
    const place = { builder, width: wide ? TEXT_WIDTH.landscape : TEXT_WIDTH.portrait }
    const rendered = own.map((chapter, index) =>
      chapter.only === 'handouts'
        ? renderHandouts(chapter, handouts, place)
        : renderChapter(chapter, index === 0, place),
    )
    return { wide, rendered, children: rendered.flat() }
  })
  const [first, ...rest] = parts
  const file = new Document({
    footnotes: builder.footnotes,
    sections: [
      {
        properties: { page: { size: PAGE_SIZE, margin: PAGE_MARGIN }, titlePage: true },
        // Later sections have no header and footer of their own, so they continue with these.
        headers: { default: pageHeader(document.title) },
        footers: { default: pageFooter(document), first: pageFooter(document) },
        // The contents list the headings of all chapters, so they are made last.
        children: [
          ...front,
          ...(first?.rendered.slice(0, CONTENTS_AFTER).flat() ?? []),
          ...contentsOf(document.words.heads.contents, builder.entries),
          ...(first?.rendered.slice(CONTENTS_AFTER).flat() ?? []),
        ],
      },
      ...rest.map(({ wide, children }): ISectionOptions => {
        const size = wide ? { ...PAGE_SIZE, orientation: PageOrientation.LANDSCAPE } : PAGE_SIZE
        return { properties: { type: SectionType.NEXT_PAGE, page: { size, margin: PAGE_MARGIN } }, children }
      }),
    ],
  })
  const language = languageTag(document.language)
  // The package writes the time of day into the first of these and knows no styles for the others.
  const overrides = [
    { path: 'docProps/core.xml', data: coreProperties(document.title, document.audience, language) },
    { path: 'word/styles.xml', data: stylesXml(language) },
    { path: 'word/numbering.xml', data: NUMBERING_XML },
  ]
  return fixZipTimes(await Packer.toBuffer(file, false, overrides))
}

/** Chapters before the contents: the first page and the plan. */
const CONTENTS_AFTER = 2

function frontPage({ title, subtitle, facts, words }: CurriculumDocument, builder: DocxBuilder): readonly FileChild[] {
  return [
    paragraph('Title', oneLine(title)),
    paragraph('Subtitle', subtitle),
    ...builder.facts(
      words.captions.facts,
      facts.map(({ name, value }) => [name, value]),
    ),
  ]
}

/** Chapters that share their pages: a change of orientation starts a new page. The first ones stand upright. */
function byOrientation(chapters: readonly Chapter[]): readonly { wide: boolean; chapters: Chapter[] }[] {
  const parts: { wide: boolean; chapters: Chapter[] }[] = [{ wide: false, chapters: [] }]
  for (const chapter of chapters) {
    const wide = chapter.wide === true
    const part = parts.at(-1)
    if (part?.wide === wide) part.chapters.push(chapter)
    else parts.push({ wide, chapters: [chapter] })
  }
  return parts
}

/** A longer title takes too much of the page. */
const MAX_TITLE = 100

/** The title, on every page but the first, which shows it large. */
function pageHeader(title: string): Header {
  const characters = [...oneLine(title)]
  const shown = characters.length <= MAX_TITLE ? characters : [...characters.slice(0, MAX_TITLE - 1), '…']
  return new Header({ children: [paragraph('Header', shown.join(''))] })
}

/** Page x of y. */
function pageFooter({ words: { say } }: CurriculumDocument): Footer {
  const number = (field: 'CURRENT' | 'TOTAL_PAGES') => new TextRun({ children: [PageNumber[field]] })
  const runs = [`${say.page} `, number('CURRENT'), ` ${say.pageOf} `, number('TOTAL_PAGES')]
  return new Footer({ children: [paragraph('Footer', runs)] })
}
