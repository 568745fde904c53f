import { childOf, elementsOf, valueIn, type XmlElement } from './xml-tree.js'

/** The converter knows this many levels. */
const KNOWN_LEVELS = 5
/** Word has this many. */
const MAX_LEVELS = 9
/** The indentation of a level that does not state its own, in twentieths of a point. */
const DEFAULT_INDENT = 720
/** Paragraphs that go on with an entry of a list often have one of these styles, or none. */
const PLAIN_STYLE = /^(?:normal|body text.*|list paragraph|list continue.*|code|source code|html preformatted)$/i
const LIST_STYLE = /^list (?:paragraph|continue)/i

/**
 * Where a paragraph stands in the lists of a document. Levels count from 0.
 *
 * - `entry`: it starts an entry; with `isNewList`, its numbers start again although the list before it is of the same kind
 * - `inside`: it has no number and is indented like the entry before it, to which it belongs
 */
export type ListPlace =
  | { readonly kind: 'entry'; readonly level: number; readonly isNewList: boolean }
  | { readonly kind: 'inside'; readonly level: number }

interface Level {
  readonly isOrdered: boolean
  readonly indent: number | undefined
}

interface Numbering {
  /** The same for lists that continue each other. */
  readonly sequence: string
  readonly levels: ReadonlyMap<number, Level>
}

/** The numbering of a document: `w:numbering`, with the names of its paragraph styles. */
export class ListNumbering {
  readonly #byId = new Map<string, Numbering>()
  readonly #byStyle = new Map<string, { readonly numId: string; readonly level: number }>()
  readonly #styleNames = new Map<string, string>()
  /** The levels for which the converter needs own rules. Few, because each rule takes time. */
  readonly ownLevels = new Set<number>()

  /**
   * @param numbering `w:numbering`, if the document has it
   * @param styles `w:styles`, if the document has it
   */
  constructor(numbering: XmlElement | undefined, styles: XmlElement | undefined) {
    for (const style of elementsOf(styles)) {
      const id = style.attributes['w:styleId']
      if (id !== undefined) this.#styleNames.set(id, valueIn(childOf(style, 'w:name')) ?? '')
    }
    const parts = elementsOf(numbering)
    const abstracts = new Map(parts.map((part) => [part.attributes['w:abstractNumId'], part]))
    for (const part of parts) {
      const id = part.attributes['w:numId']
      if (part.name !== 'w:num' || id === undefined) continue
      const abstractId = valueIn(childOf(part, 'w:abstractNumId')) ?? ''
      const restarts = elementsOf(part).some((one) => childOf(one, 'w:startOverride') !== undefined)
      const levels = new Map<number, Level>()
      for (const element of elementsOf(abstracts.get(abstractId))) this.#addLevel(id, element, levels)
      this.#byId.set(id, { sequence: restarts ? `own ${id}` : abstractId, levels })
    }
  }

  #addLevel(numId: string, element: XmlElement, levels: Map<number, Level>): void {
    if (element.name !== 'w:lvl') return
    const level = Number(element.attributes['w:ilvl'] ?? 0)
    const format = valueIn(childOf(element, 'w:numFmt'))
    levels.set(level, { isOrdered: format !== 'bullet', indent: indentOf(childOf(element, 'w:pPr')) })
    const style = valueIn(childOf(element, 'w:pStyle'))
    if (style !== undefined) this.#byStyle.set(style, { numId, level })
  }

  /** The number of a paragraph. */
  numberOf(properties: XmlElement | undefined): { readonly numbering: Numbering; readonly level: number } | undefined {
    const own = childOf(properties, 'w:numPr')
    const linked = this.#byStyle.get(valueIn(childOf(properties, 'w:pStyle')) ?? '')
    const numId = own === undefined ? linked?.numId : valueIn(childOf(own, 'w:numId'))
    const numbering = this.#byId.get(numId ?? '')
    if (numbering === undefined) return undefined
    const level = own === undefined ? (linked?.level ?? 0) : Number(valueIn(childOf(own, 'w:ilvl')) ?? 0)
    return { numbering, level: Math.min(level, MAX_LEVELS - 1) }
  }

  /** The indentation of a paragraph that may go on with an entry; 0 for one that cannot. */
  indentOf(properties: XmlElement | undefined): number {
    const style = this.#styleNames.get(valueIn(childOf(properties, 'w:pStyle')) ?? '') ?? ''
    if (style !== '' && !PLAIN_STYLE.test(style)) return 0
    return indentOf(properties) ?? (LIST_STYLE.test(style) ? DEFAULT_INDENT : 0)
  }
}

function indentOf(properties: XmlElement | undefined): number | undefined {
  const indent = childOf(properties, 'w:ind')?.attributes
  const left = Number(indent?.['w:left'] ?? indent?.['w:start'])
  return Number.isFinite(left) ? left : undefined
}

/** Follows the lists of the paragraphs of one container, in order. */
export class ListPlaces {
  readonly #numbering: ListNumbering
  /** The open entries, the outermost first. */
  #open: { readonly level: number; readonly numbering: Numbering; readonly indent: number }[] = []

  constructor(numbering: ListNumbering) {
    this.#numbering = numbering
  }

  /** Something else than a paragraph ends the lists. */
  end(): void {
    this.#open = []
  }

  /** The place of the next paragraph, or `undefined` if it is in no list. */
  next(properties: XmlElement | undefined): ListPlace | undefined {
    const number = this.#numbering.numberOf(properties)
    if (number === undefined) return this.#inside(properties)
    const { numbering, level } = number
    const before = this.#open.find((entry) => entry.level === level)?.numbering
    const { isOrdered = false, indent = DEFAULT_INDENT * (level + 1) } = numbering.levels.get(level) ?? {}
    this.#open = [...this.#open.filter((entry) => entry.level < level), { level, numbering, indent }]
    const isNewList = isOrdered && before !== undefined && before.sequence !== numbering.sequence
    if (isNewList || level >= KNOWN_LEVELS) this.#numbering.ownLevels.add(level)
    return { kind: 'entry', level, isNewList }
  }

  #inside(properties: XmlElement | undefined): ListPlace | undefined {
    const indent = this.#numbering.indentOf(properties)
    this.#open = this.#open.filter((entry) => entry.indent <= indent)
    const level = this.#open.at(-1)?.level
    if (level === undefined) return undefined
    this.#numbering.ownLevels.add(level)
    return { kind: 'inside', level }
  }
}
