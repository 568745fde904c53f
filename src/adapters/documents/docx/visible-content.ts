import {
  ENTRY_CODE_STYLE,
  ENTRY_TEXT_STYLE,
  FORMULA_STYLE,
  link,
  listBreak,
  paragraphOf,
  runProperties,
  styleOf,
} from './converter-elements.js'
import { FieldStack, isLinkCode, textWithoutResult } from './field-stack.js'
import type { HiddenStyles } from './hidden-styles.js'
import { type ListNumbering, type ListPlace, ListPlaces } from './list-places.js'
import { mathToTex } from './office-math.js'
import type { Omissions } from './omissions.js'
import { symbolRuns, symbolToNode } from './symbols.js'
import { type CellContent, tableGrid } from './table-grid.js'
import { childOf, elementsOf, elementsUnder, textOf, type XmlElement, xml } from './xml-tree.js'

/** The parts of a document that have text. */
export interface DocxParts {
  /** `w:document` */
  readonly document: XmlElement
  /** `w:footnotes` and `w:endnotes`, in the order in which their notes are read. */
  readonly notes: readonly XmlElement[]
  readonly styles: HiddenStyles
  readonly numbering: ListNumbering
}

/**
 * The document as a word processor shows it, in the few elements that the converter handles: paragraphs, runs, links and
 * tables without merged cells. Tracked changes are accepted, fields are replaced by their results and formulas by TeX,
 * text boxes follow their paragraph, notes follow the text, hidden text is left out.
 *
 * @param omissions counts what is left out
 */
export function visibleDocument({ document, notes, ...shared }: DocxParts, omissions: Omissions): XmlElement {
  const body = childOf(document, 'w:body')
  const content = new VisibleContent(body ?? document, shared, omissions)
  const blocks = [...content.blocks(elementsOf(body))]
  for (const part of notes) {
    const kind = part.name === 'w:footnotes' ? 'w:footnoteReference' : 'w:endnoteReference'
    const byId = new Map(elementsOf(part).map((note) => [note.attributes['w:id'], note]))
    for (const id of content.referencesOf(kind)) {
      const note = byId.get(id)
      if (note !== undefined) blocks.push(...new VisibleContent(note, shared, omissions).blocks(elementsOf(note)))
    }
  }
  return xml('w:document', [xml('w:body', blocks)])
}

/** Where a run stands. */
interface RunContext {
  readonly paragraph?: XmlElement | undefined
  readonly isDeleted?: boolean
  /** Receives the content of text boxes. */
  readonly boxes: XmlElement[]
}

/** Elements that only surround their content. */
const WRAPPERS = new Set(['w:ins', 'w:moveTo', 'w:smartTag', 'w:customXml', 'w:dir', 'w:bdo', 'w:sdtContent'])
const DELETIONS = new Set(['w:del', 'w:moveFrom'])

class VisibleContent {
  readonly #styles: HiddenStyles
  readonly #numbering: ListNumbering
  readonly #omissions: Omissions
  readonly #fields: FieldStack
  readonly #references = new Map<string, Set<string>>()
  #inHidden = false

  constructor(root: XmlElement, shared: Pick<DocxParts, 'styles' | 'numbering'>, omissions: Omissions) {
    this.#styles = shared.styles
    this.#numbering = shared.numbering
    this.#omissions = omissions
    this.#fields = new FieldStack(root)
  }

  /** The ids of the notes that the text refers to, in order. */
  referencesOf(kind: string): Iterable<string> {
    return this.#references.get(kind) ?? []
  }

  blocks(elements: readonly XmlElement[]): readonly XmlElement[] {
    const blocks: XmlElement[] = []
    const boxes: XmlElement[] = []
    const lists = new ListPlaces(this.#numbering)
    let inlines: XmlElement[] = []
    const end = (properties: readonly XmlElement[] = []) => {
      if (inlines.length > 0) blocks.push(xml('w:p', [...properties, ...inlines]))
      for (const box of boxes.splice(0)) blocks.push(box)
      inlines = []
    }
    for (const element of this.#unwrapped(elements)) {
      if (element.name === 'w:p') {
        const properties = childOf(element, 'w:pPr')
        const context = { paragraph: properties, boxes }
        for (const inline of this.#inlines(elementsOf(element), context)) inlines.push(inline)
        // The converter drops empty paragraphs, but the empty lines of program text count.
        if (inlines.length === 0 && this.#styles.isCode(properties)) inlines.push(xml('w:r', [xml('w:t', ['\u200b'])]))
        if (!continues(properties)) {
          const place = inlines.length === 0 ? undefined : lists.next(properties)
          if (place?.kind === 'entry' && place.isNewList) blocks.push(listBreak(place.level))
          end(this.#paragraphProperties(properties, place))
        }
        this.#inHidden = false
      } else if (element.name === 'w:tbl') {
        end()
        lists.end()
        blocks.push(
          ...tableGrid(
            element,
            (content) => this.#cell(content),
            (all) => this.#unwrapped(all),
            this.#omissions,
          ),
        )
      } else if (element.name === 'w:altChunk') this.#omissions.add('object')
      else if (element.name.startsWith('m:oMath')) {
        end()
        inlines.push(...this.#inlines([element], { boxes }))
        end()
      }
    }
    end()
    return blocks
  }

  #paragraphProperties(properties: XmlElement | undefined, place: ListPlace | undefined): readonly XmlElement[] {
    if (place?.kind === 'inside') {
      const style = this.#styles.isCode(properties) ? ENTRY_CODE_STYLE : ENTRY_TEXT_STYLE
      return [styleOf(`${style}${place.level}`)]
    }
    const kept = elementsOf(properties).filter(({ name }) => name === 'w:pStyle' || name === 'w:numPr')
    return kept.length === 0 ? [] : [xml('w:pPr', kept)]
  }

  /** Elements without those that only surround them. */
  #unwrapped(elements: readonly XmlElement[]): readonly XmlElement[] {
    return elements.flatMap((element) => {
      if (WRAPPERS.has(element.name) || element.name === 'w:sdt') return this.#unwrapped(elementsOf(element))
      return element.name === 'mc:AlternateContent' ? this.#unwrapped(alternative(element)) : [element]
    })
  }

  #cell({ element, isDeleted }: CellContent): readonly XmlElement[] {
    if (!isDeleted) return this.blocks(elementsOf(element))
    this.#inlines(elementsOf(element), { isDeleted, boxes: [] })
    return []
  }

  #inlines(elements: readonly XmlElement[], context: RunContext): readonly XmlElement[] {
    return elements.flatMap((element): readonly XmlElement[] => {
      const { name } = element
      const inner = (more?: Partial<RunContext>) => this.#inlines(elementsOf(element), { ...context, ...more })
      if (name === 'w:r') return this.#run(element, context)
      if (name === 'w:hyperlink') return link(inner())
      if (name === 'w:fldSimple') return this.#simpleField(element, inner())
      if (name === 'm:oMath' || name === 'm:oMathPara') return this.#formula(element, context)
      if (name === 'mc:AlternateContent') return this.#inlines(alternative(element), context)
      if (WRAPPERS.has(name) || name === 'w:sdt') return inner()
      if (!DELETIONS.has(name)) return name === 'w:p' && context.isDeleted ? inner() : []
      if ([...elementsUnder(element)].some((one) => one.name === 'w:delText' || one.name === 'w:t'))
        this.#omissions.add('deleted')
      return inner({ isDeleted: true })
    })
  }

  #simpleField(element: XmlElement, result: readonly XmlElement[]): readonly XmlElement[] {
    const code = element.attributes['w:instr'] ?? ''
    if (isLinkCode(code)) return link(result)
    if (result.length > 0) return result
    const { text, incomplete } = textWithoutResult(code)
    if (incomplete) this.#omissions.add('field')
    return text === '' ? [] : [xml('w:r', [xml('w:t', [text])])]
  }

  #formula(element: XmlElement, { isDeleted }: RunContext): readonly XmlElement[] {
    if (isDeleted || this.#fields.inCode) return []
    const isDisplay = element.name === 'm:oMathPara'
    const formulas = isDisplay ? elementsOf(element).filter(({ name }) => name === 'm:oMath') : [element]
    const sign = isDisplay ? '$$' : '$'
    const texts = formulas.map(mathToTex).filter((tex) => tex !== '')
    const style = xml('w:rPr', [xml('w:rStyle', [], { 'w:val': FORMULA_STYLE })])
    return texts.map((tex) => xml('w:r', [style, xml('w:t', [sign + tex + sign])]))
  }

  #run(run: XmlElement, context: RunContext): readonly XmlElement[] {
    const properties = childOf(run, 'w:rPr')
    const isHidden = this.#styles.hides(properties, context.paragraph)
    const runs: XmlElement[] = []
    let nodes: XmlElement[] = []
    const end = () => {
      const own = xml('w:r', [...runProperties(properties), ...nodes])
      if (nodes.length > 0) runs.push(...(this.#fields.inLink ? link([own]) : [own]))
      nodes = []
    }
    const add = (...shown: readonly XmlElement[]) => {
      if (context.isDeleted || this.#fields.inCode || shown.length === 0) return
      if (isHidden && !this.#inHidden) this.#omissions.add('hidden')
      this.#inHidden = isHidden
      if (!isHidden) nodes.push(...shown)
    }
    const children = (elements: readonly XmlElement[]): void => {
      for (const child of elements) {
        const { name } = child
        if (name === 'w:t') add(...symbolRuns(textOf(child), properties))
        else if (name === 'w:fldChar') {
          end()
          const field = this.#fields.mark(child)
          if (field?.incomplete) this.#omissions.add('field')
          if (field !== undefined && field.text !== '') add(xml('w:t', [field.text]))
        } else if (name === 'w:instrText' || name === 'w:delInstrText') this.#fields.addCode(textOf(child))
        else if (name === 'w:tab' || name === 'w:ptab') add(xml('w:tab'))
        else if (name === 'w:br' || name === 'w:cr') add(xml('w:br'))
        else if (name === 'w:noBreakHyphen' || name === 'w:softHyphen') add(xml(name))
        else if (name === 'w:sym') add(...this.#symbol(child))
        else if (name === 'w:footnoteReference' || name === 'w:endnoteReference') {
          if (!isHidden && !context.isDeleted && !this.#fields.inCode) this.#refer(name, child.attributes['w:id'])
          // The rest of the run is the mark of the note.
          if (/^(?:1|true|on)$/.test(child.attributes['w:customMarkFollows'] ?? '')) return
        } else if (name === 'w:ruby') {
          end()
          runs.push(...this.#inlines(elementsOf(childOf(child, 'w:rubyBase')), context))
        } else if (name === 'mc:AlternateContent') children(alternative(child))
        else if (name === 'w:drawing' || name === 'w:pict' || name === 'w:object') {
          if (!isHidden && !context.isDeleted && !this.#fields.inCode) context.boxes.push(...this.#graphic(child))
        } else if (name.startsWith('m:oMath')) {
          end()
          if (!isHidden) runs.push(...this.#formula(child, context))
        }
      }
    }
    children(elementsOf(run))
    end()
    return runs
  }

  #refer(kind: string, id = ''): void {
    const ids = this.#references.get(kind) ?? new Set()
    this.#references.set(kind, ids.add(id))
  }

  #symbol(element: XmlElement): readonly XmlElement[] {
    const node = symbolToNode(element)
    if (node === undefined) this.#omissions.add('symbol')
    return node === undefined ? [] : [node]
  }

  /** The text in a drawing or picture as blocks. */
  #graphic(element: XmlElement): readonly XmlElement[] {
    return elementsOf(element).flatMap((child): readonly XmlElement[] => {
      const { name, attributes } = child
      if (name === 'w:txbxContent') return this.blocks(elementsOf(child))
      if (name === 'mc:AlternateContent') return alternative(child).flatMap((one) => this.#graphic(xml('', [one])))
      if (name === 'v:textpath') return paragraphOf(attributes.string ?? '')
      if (name === 'a:p') return paragraphOf(textOf(child))
      if (name === 'c:chart') this.#omissions.add('chart')
      else if (name === 'dgm:relIds') this.#omissions.add('diagram')
      else if (name === 'o:OLEObject') {
        this.#omissions.add(/^Equation\b/i.test(attributes.ProgID ?? '') ? 'equationPicture' : 'object')
      }
      return this.#graphic(child)
    })
  }
}

/** The content of the first alternative that has text, else of the first. */
function alternative(element: XmlElement): readonly XmlElement[] {
  const options = elementsOf(element).filter(({ name }) => name === 'mc:Choice' || name === 'mc:Fallback')
  const hasText = (option: XmlElement) =>
    [...elementsUnder(option)].some(({ name }) => /^(?:[wma]:t|w:delText|w:sym|w:fldChar|v:textpath)$/.test(name))
  return elementsOf(options.find(hasText) ?? options[0])
}

/** Whether the text goes on in the next paragraph: the end of this one was deleted, or it is only a large first letter. */
function continues(properties: XmlElement | undefined): boolean {
  const mark = childOf(properties, 'w:rPr')
  const deleted = childOf(mark, 'w:del') ?? childOf(mark, 'w:moveFrom')
  const dropCap = childOf(properties, 'w:framePr')?.attributes['w:dropCap'] ?? 'none'
  return deleted !== undefined || dropCap !== 'none'
}
