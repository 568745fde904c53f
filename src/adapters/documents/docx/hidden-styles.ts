import { childOf, elementsOf, flagOf, valueIn, type XmlElement } from './xml-tree.js'

/** Longest chain of styles that are based on each other. */
const MAX_BASES = 50

/** The styles of a document that hide text. */
export class HiddenStyles {
  readonly #styles = new Map<string, XmlElement>()
  readonly #byDefault: boolean

  /** @param root `w:styles`, if the document has it */
  constructor(root: XmlElement | undefined) {
    for (const style of elementsOf(root)) {
      const id = style.attributes['w:styleId']
      if (style.name === 'w:style' && id !== undefined) this.#styles.set(id, style)
    }
    const defaults = childOf(childOf(childOf(root, 'w:docDefaults'), 'w:rPrDefault'), 'w:rPr')
    this.#byDefault = flagOf(defaults, 'w:vanish') === true
  }

  /** Whether a run is hidden, by its own properties or by its styles. */
  hides(run: XmlElement | undefined, paragraph: XmlElement | undefined): boolean {
    const own = flagOf(run, 'w:vanish')
    if (own !== undefined) return own
    const byParagraph = this.#hiding(valueIn(childOf(paragraph, 'w:pStyle')))
    const byRun = this.#hiding(valueIn(childOf(run, 'w:rStyle')))
    // A property that two styles turn on is off.
    if (byParagraph !== undefined && byRun !== undefined) return byParagraph !== byRun
    return byParagraph ?? byRun ?? this.#byDefault
  }

  /** Whether paragraphs of this style are program text. */
  isCode(paragraph: XmlElement | undefined): boolean {
    const style = this.#styles.get(valueIn(childOf(paragraph, 'w:pStyle')) ?? '')
    return /^(?:code|source code|html preformatted)$/i.test(valueIn(childOf(style, 'w:name')) ?? '')
  }

  #hiding(id: string | undefined): boolean | undefined {
    let style = this.#styles.get(id ?? '')
    for (let depth = 0; style !== undefined && depth < MAX_BASES; depth++) {
      const own = flagOf(childOf(style, 'w:rPr'), 'w:vanish')
      if (own !== undefined) return own
      style = this.#styles.get(valueIn(childOf(style, 'w:basedOn')) ?? '')
    }
    return undefined
  }
}
