import { childOf, elementsOf, elementsUnder, flagOf, valueIn, type XmlElement } from './xml-tree.js'

interface OpenField {
  readonly start: XmlElement
  code: string
  /** Whether its result follows. Before that, its content is not shown. */
  inResult: boolean
}

/**
 * The complex fields around the current run. A field is its code, which is not shown, and its result; both may contain
 * other fields and several paragraphs.
 */
export class FieldStack {
  readonly #open: OpenField[] = []
  readonly #starts: ReadonlySet<XmlElement>

  /** @param root a field that does not end within it is not a field: otherwise all text after it would be its code */
  constructor(root: XmlElement) {
    const starts = new Set<XmlElement>()
    const open: XmlElement[] = []
    for (const element of elementsUnder(root)) {
      const type = typeOf(element)
      if (type === 'begin') open.push(element)
      const start = type === 'end' ? open.pop() : undefined
      if (start !== undefined) starts.add(start)
    }
    this.#starts = starts
  }

  /** Whether the current run is part of a code. */
  get inCode(): boolean {
    return this.#open.some(({ inResult }) => !inResult)
  }

  /** Whether the current run is the text of a link. */
  get inLink(): boolean {
    return this.#open.some(({ code }) => isLinkCode(code))
  }

  addCode(text: string): void {
    const field = this.#open.at(-1)
    if (field !== undefined && !field.inResult) field.code += text
  }

  /** Handles a `w:fldChar`. Returns what the field shows if it ends without a result. */
  mark(element: XmlElement): FieldText | undefined {
    const type = typeOf(element)
    if (type === 'begin' && this.#starts.has(element)) this.#open.push({ start: element, code: '', inResult: false })
    const field = this.#open.at(-1)
    if (type === 'separate' && field !== undefined) field.inResult = true
    if (type !== 'end' || field === undefined) return undefined
    this.#open.pop()
    return field.inResult ? undefined : textWithoutResult(field.code, field.start)
  }
}

function typeOf({ name, attributes }: XmlElement): string | undefined {
  return name === 'w:fldChar' ? attributes['w:fldCharType'] : undefined
}

export function isLinkCode(code: string): boolean {
  return /^\s*HYPERLINK\b/i.test(code)
}

/** What a field without a result shows. */
export interface FieldText {
  readonly text: string
  /** Whether it shows more than the text. */
  readonly incomplete?: boolean
}

/** What word processors show for a field that never has a result. */
export function textWithoutResult(code: string, start?: XmlElement): FieldText {
  const form = childOf(start, 'w:ffData')
  if (/^\s*FORMCHECKBOX\b/i.test(code)) {
    const box = childOf(form, 'w:checkBox')
    return { text: (flagOf(box, 'w:checked') ?? flagOf(box, 'w:default')) ? '☒' : '☐' }
  }
  if (/^\s*FORMDROPDOWN\b/i.test(code)) {
    const list = childOf(form, 'w:ddList')
    const entries = elementsOf(list).filter(({ name }) => name === 'w:listEntry')
    const chosen = valueIn(childOf(list, 'w:result')) ?? valueIn(childOf(list, 'w:default')) ?? '0'
    return { text: valueIn(entries[Number(chosen)]) ?? '' }
  }
  const [, label] = /^\s*(?:MACRO|GOTO)BUTTON\s+\S+\s+(.*)$/is.exec(code) ?? []
  if (label !== undefined) return { text: label.trimEnd() }
  return /^\s*EQ\b/i.test(code) ? { text: '', incomplete: true } : { text: '' }
}
