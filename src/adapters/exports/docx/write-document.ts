import { Document, Packer, PageOrientation, SectionType } from 'docx'
import type { GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import { coreProperties } from './package/core-properties.js'
import { fixZipTimes } from './package/fix-zip-times.js'
import { languageTag } from './package/language-tag.js'
import { NUMBERING_XML } from './package/numbering.js'
import { stylesXml } from './package/styles.js'
import { aboutPart } from './parts/about.js'
import { alignmentPart } from './parts/alignment.js'
import { answerKeyPart } from './parts/answer-key.js'
import { assessmentsPart } from './parts/assessments.js'
import { benchmarkPart } from './parts/benchmark.js'
import { itemsPart } from './parts/items.js'
import { makingPart } from './parts/making.js'
import { pageFooter, pageHeader } from './parts/page-frame.js'
import { qualityPart } from './parts/quality.js'
import { rubricsPart } from './parts/rubrics.js'
import { skillBookPart } from './parts/skill-book.js'
import { sourcesPart } from './parts/sources.js'
import { titlePart } from './parts/title.js'
import { unitsPart } from './parts/units.js'
import { contentsOf } from './writing/contents.js'
import { Manuscript } from './writing/manuscript.js'
import { PAGE_MARGIN, PAGE_SIZE } from './writing/page.js'

/** The bytes of the document. The same curriculum gives the same bytes. */
export async function writeDocument(generated: GeneratedCurriculum): Promise<Uint8Array> {
  const { program } = generated.curriculum
  const manuscript = new Manuscript(generated)
  const front = [...titlePart(manuscript), ...aboutPart(manuscript)]
  const body = [...unitsPart(manuscript), ...assessmentsPart(manuscript)]
  const wide = [...rubricsPart(manuscript), ...alignmentPart(manuscript)]
  const rest = [
    ...itemsPart(manuscript),
    ...answerKeyPart(manuscript),
    ...skillBookPart(manuscript),
    ...sourcesPart(manuscript),
    ...qualityPart(manuscript),
    ...benchmarkPart(manuscript),
    ...makingPart(manuscript),
  ]
  const document = new Document({
    footnotes: manuscript.footnotes,
    sections: [
      {
        properties: { page: { size: PAGE_SIZE, margin: PAGE_MARGIN }, titlePage: true },
        // Later sections have no frame of their own, so they go on with this one.
        headers: { default: pageHeader(program.title) },
        footers: { default: pageFooter(), first: pageFooter() },
        // The contents list what all parts have put down, so they are written last.
        children: [...front, ...contentsOf(manuscript.entries), ...body],
      },
      {
        properties: {
          type: SectionType.NEXT_PAGE,
          page: { size: { ...PAGE_SIZE, orientation: PageOrientation.LANDSCAPE }, margin: PAGE_MARGIN },
        },
        children: wide,
      },
      {
        properties: { type: SectionType.NEXT_PAGE, page: { size: PAGE_SIZE, margin: PAGE_MARGIN } },
        children: rest,
      },
    ],
  })
  const language = languageTag(program.language)
  // What the package writes of these has the time of day, or cannot be restyled.
  const overrides = [
    { path: 'docProps/core.xml', data: coreProperties(program.title, program.audience, language) },
    { path: 'word/styles.xml', data: stylesXml(language) },
    { path: 'word/numbering.xml', data: NUMBERING_XML },
  ]
  return fixZipTimes(await Packer.toBuffer(document, false, overrides))
}
