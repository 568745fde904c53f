import { zipFile } from './zip-file.js'

/** A slide of a test presentation: its title, and the paragraphs of its body with their levels. */
export interface TestSlide {
  readonly title: string
  readonly body?: readonly (readonly [level: number, text: string])[]
  readonly table?: readonly (readonly string[])[]
  readonly hidden?: boolean
}

const NAMES =
  'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

/** A presentation. The slides are stored in reverse order, so that their order comes from the presentation. */
export function pptxFile(slides: readonly TestSlide[]): Buffer {
  const last = slides.length
  const number = (index: number) => last - index
  const relations = slides.map((_, index) => `<Relationship Id="r${index}" Target="slides/slide${number(index)}.xml"/>`)
  const parts: readonly (readonly [name: string, content: string])[] = [
    ['[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'],
    [
      'ppt/presentation.xml',
      `<p:presentation ${NAMES}><p:sldIdLst>${slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="r${index}"/>`).join('')}</p:sldIdLst></p:presentation>`,
    ],
    [
      'ppt/_rels/presentation.xml.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join('')}</Relationships>`,
    ],
    ...slides.map((slide, index) => [`ppt/slides/slide${number(index)}.xml`, slideXml(slide, index === 0)] as const),
  ]
  return zipFile(parts.map(([name, content]) => ({ name, content })))
}

function slideXml({ title, body = [], table = [], hidden = false }: TestSlide, first: boolean): string {
  const shape = (type: string, text: string) =>
    `<p:sp><p:nvSpPr><p:nvPr><p:ph type="${type}"/></p:nvPr></p:nvSpPr><p:txBody>${text}</p:txBody></p:sp>`
  const paragraph = (text: string, level = 0) => `<a:p><a:pPr lvl="${level}"/><a:r><a:t>${text}</a:t></a:r></a:p>`
  const rows = table.map(
    (row) => `<a:tr>${row.map((cell) => `<a:tc><a:txBody>${paragraph(cell)}</a:txBody></a:tc>`).join('')}</a:tr>`,
  )
  const frame =
    table.length === 0
      ? ''
      : `<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow="1"/>${rows.join('')}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`
  return `<p:sld ${NAMES}${hidden ? ' show="0"' : ''}><p:cSld><p:spTree>${shape(first ? 'ctrTitle' : 'title', paragraph(title))}${shape('body', body.map(([level, text]) => paragraph(text, level)).join(''))}${frame}${shape('sldNum', paragraph('7'))}</p:spTree></p:cSld></p:sld>`
}
