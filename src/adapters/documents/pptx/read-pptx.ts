import type {
  DocumentDraft,
  DraftBlock,
  DraftInline,
  DraftListItem,
  DraftRow,
} from '../../../domain/knowledge/index.js'
import type { DocumentLimits } from '../document-limits.js'
import { DocumentReadError } from '../document-read-error.js'
import { mathToTex } from '../docx/office-math.js'
import { childOf, elementsOf, elementsUnder, parseXml, textOf, type XmlElement } from '../docx/xml-tree.js'
import { ZipArchive } from '../docx/zip-archive.js'
import { formulaInline } from '../formula-text.js'
import { statedTitle } from '../stated-title.js'

const SLIDE = /^ppt\/slides\/slide\d+\.xml$/
/** Placeholders that repeat on each slide. */
const REPEATED = new Set(['sldNum', 'dt', 'ftr', 'hdr'])

/** Reads a presentation: the titles and texts of its slides, in the order in which they are shown. */
export function readPptx(bytes: Uint8Array, limits: DocumentLimits): DocumentDraft {
  const archive = new ZipArchive(bytes, limits)
  const part = (name: string): XmlElement | undefined => {
    const content = archive.names.includes(name) ? archive.read(name)?.toString('utf8') : undefined
    if (content === undefined) return undefined
    if (/<!(?:DOCTYPE|ENTITY)/i.test(content)) throw new DocumentReadError('declares-entities', name)
    return parseXml(content)
  }
  const counts = { hidden: 0, notes: 0, drawings: 0 }
  const blocks: DraftBlock[] = []
  let last = ''
  for (const [index, name] of slideNames(archive.names, part).entries()) {
    const slide = part(name)
    if (slide === undefined) continue
    if (slide.attributes.show === '0') {
      counts.hidden += 1
      continue
    }
    if (archive.names.includes(name.replace('slides/slide', 'notesSlides/notesSlide'))) counts.notes += 1
    const shapes = [...shapesUnder(slide)]
    const titled = shapes.find((shape) => /^(?:title|ctrTitle)$/.test(placeholderOf(shape)))
    const title = titled === undefined ? [] : paragraphsOf(titled).flatMap(({ inlines }) => [...inlines, { text: ' ' }])
    const text = title
      .map((inline) => inline.text)
      .join('')
      .trim()
    blocks.push({ kind: 'page', number: index + 1 })
    // A title that goes on over several slides is one section.
    if (text !== '' && text.toLowerCase() !== last)
      blocks.push({ kind: 'heading', level: placeholderOf(titled) === 'ctrTitle' ? 1 : 2, inlines: title })
    last = text.toLowerCase()
    for (const shape of shapes) if (shape !== titled) blocks.push(...blocksOf(shape, counts))
  }
  const core = part('docProps/core.xml')
  const property = (name: string) => textOf(childOf(core, name) ?? { name, attributes: {}, children: [] }).trim()
  const [title, author, date] = [statedTitle(property('dc:title')), property('dc:creator'), property('dcterms:created')]
  const notices = [
    counts.hidden > 0 ? [`hidden slides: ${counts.hidden}, left out`] : [],
    counts.notes > 0 ? [`speaker notes of ${counts.notes} slides were not read`] : [],
    counts.drawings > 0 ? [`charts and diagrams: ${counts.drawings}, not read`] : [],
  ].flat()
  return {
    format: 'pptx',
    blocks,
    ...(title === undefined ? {} : { title }),
    ...(author === '' ? {} : { author }),
    ...(date === '' ? {} : { date }),
    ...(notices.length === 0 ? {} : { notices }),
  }
}

/** In the order of the presentation; else by number. */
function slideNames(names: readonly string[], part: (name: string) => XmlElement | undefined): readonly string[] {
  const all = names.filter((name) => SLIDE.test(name)).sort((a, b) => numberIn(a) - numberIn(b))
  const [list, relations] = [part('ppt/presentation.xml'), part('ppt/_rels/presentation.xml.rels')]
  if (list === undefined || relations === undefined) return all
  const targets = new Map([...elementsUnder(relations)].map(({ attributes }) => [attributes.Id, attributes.Target]))
  const shown = [...elementsUnder(list)]
    .filter(({ name }) => name === 'p:sldId')
    .map(({ attributes }) => `ppt/${(targets.get(attributes['r:id']) ?? '').replace(/^\/?(?:ppt\/)?/, '')}`)
    .filter((name) => all.includes(name))
  return shown.length > 0 ? shown : all
}

function numberIn(name: string): number {
  return Number(/\d+/.exec(name)?.[0] ?? 0)
}

/** Shapes, frames and those in groups, in the order of the file. */
function* shapesUnder(slide: XmlElement): Generator<XmlElement> {
  for (const element of elementsUnder(slide))
    if (element.name === 'p:sp' || element.name === 'p:graphicFrame') yield element
}

function placeholderOf(shape: XmlElement | undefined): string {
  const ph = shape === undefined ? undefined : [...elementsUnder(shape)].find(({ name }) => name === 'p:ph')
  return ph === undefined ? '' : (ph.attributes.type ?? 'body')
}

function blocksOf(shape: XmlElement, counts: { drawings: number }): readonly DraftBlock[] {
  const place = placeholderOf(shape)
  if (REPEATED.has(place)) return []
  const table = [...elementsUnder(shape)].find(({ name }) => name === 'a:tbl')
  if (table !== undefined) return [tableOf(table)]
  if (shape.name === 'p:graphicFrame') {
    counts.drawings += 1
    return []
  }
  const paragraphs = paragraphsOf(shape)
  if (place !== 'body' || paragraphs.length < 2)
    return paragraphs.map(({ inlines }) => ({ kind: 'paragraph', inlines }))
  return [{ kind: 'list', ordered: paragraphs[0]?.ordered === true, items: nested(paragraphs, 0) }]
}

interface SlideParagraph {
  readonly level: number
  readonly ordered: boolean
  readonly inlines: readonly DraftInline[]
}

function paragraphsOf(shape: XmlElement): readonly SlideParagraph[] {
  return [...elementsUnder(shape)]
    .filter(({ name }) => name === 'a:p')
    .map((paragraph) => {
      const properties = childOf(paragraph, 'a:pPr')
      return {
        level: Number(properties?.attributes.lvl ?? 0),
        ordered: childOf(properties, 'a:buAutoNum') !== undefined,
        inlines: inlinesOf(paragraph),
      }
    })
    .filter(({ inlines }) => inlines.some(({ text }) => text.trim() !== ''))
}

function inlinesOf(paragraph: XmlElement): readonly DraftInline[] {
  return elementsOf(paragraph).flatMap((element): readonly DraftInline[] => {
    if (element.name === 'a:br') return [{ text: '\n' }]
    if (element.name === 'a14:m' || element.name === 'mc:AlternateContent') {
      const formula = [...elementsUnder(element)].find(({ name }) => name === 'm:oMath')
      return formula === undefined ? [] : [formulaInline(mathToTex(formula), '$')]
    }
    if (element.name !== 'a:r' && element.name !== 'a:fld') return []
    const text = textOf(childOf(element, 'a:t') ?? { name: 'a:t', attributes: {}, children: [] })
    const { b, i } = childOf(element, 'a:rPr')?.attributes ?? {}
    const marks = [...(b === '1' ? (['bold'] as const) : []), ...(i === '1' ? (['italic'] as const) : [])]
    return [marks.length === 0 ? { text } : { text, marks }]
  })
}

/** Paragraphs with levels as a list with lists. */
function nested(paragraphs: readonly SlideParagraph[], level: number): readonly DraftListItem[] {
  const items: DraftListItem[] = []
  for (let at = 0; at < paragraphs.length; at++) {
    const paragraph = paragraphs[at]
    if (paragraph === undefined) break
    let end = at + 1
    while ((paragraphs[end]?.level ?? -1) > Math.max(level, paragraph.level)) end++
    const inner = paragraphs.slice(at + 1, end)
    const list = { kind: 'list' as const, ordered: inner[0]?.ordered === true, items: nested(inner, level + 1) }
    items.push({ inlines: paragraph.inlines, children: inner.length === 0 ? [] : [list] })
    at = end - 1
  }
  return items
}

function tableOf(table: XmlElement): DraftBlock {
  const rows = elementsOf(table)
    .filter(({ name }) => name === 'a:tr')
    .map(
      (row): DraftRow =>
        elementsOf(row)
          .filter(({ name }) => name === 'a:tc')
          .map((cell) => paragraphsOf(cell).flatMap(({ inlines }) => [...inlines, { text: ' ' }])),
    )
  const isHeaded = childOf(table, 'a:tblPr')?.attributes.firstRow === '1'
  return { kind: 'table', header: isHeaded ? (rows[0] ?? []) : [], rows: isHeaded ? rows.slice(1) : rows }
}
