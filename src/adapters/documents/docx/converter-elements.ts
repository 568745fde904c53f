import { elementsOf, flagOf, type XmlElement, xml } from './xml-tree.js'

/** The id of the style of formulas. */
export const FORMULA_STYLE = 'curriculumFormula'

/** The ids of the styles of paragraphs in an entry of a list, and of breaks between lists, before the number of the level. */
export const ENTRY_TEXT_STYLE = 'curriculumEntryText'
export const ENTRY_CODE_STYLE = 'curriculumEntryCode'
export const LIST_BREAK_STYLE = 'curriculumListBreak'

/** An empty paragraph that the converter turns into a break between two lists. */
export function listBreak(level: number): XmlElement {
  return xml('w:p', [styleOf(`${LIST_BREAK_STYLE}${level}`)])
}

/** The properties of a paragraph with this style. */
export function styleOf(id: string): XmlElement {
  return xml('w:pPr', [xml('w:pStyle', [], { 'w:val': id })])
}

/** Style, bold, italic and position. Right-to-left text has its own bold and italic. */
export function runProperties(properties: XmlElement | undefined): readonly XmlElement[] {
  const isComplex = flagOf(properties, 'w:rtl') ?? flagOf(properties, 'w:cs') ?? false
  const marks = (['w:b', 'w:i'] as const).filter((name) => flagOf(properties, isComplex ? `${name}Cs` : name) === true)
  const kept = elementsOf(properties).filter(({ name }) => name === 'w:rStyle' || name === 'w:vertAlign')
  const all = [...kept, ...marks.map((name) => xml(name))]
  return all.length === 0 ? [] : [xml('w:rPr', all)]
}

/** Content as a link: its target is of no interest. */
export function link(content: readonly XmlElement[]): readonly XmlElement[] {
  return content.length === 0 ? [] : [xml('w:hyperlink', content, { 'w:anchor': 'target' })]
}

/** A paragraph of plain text; nothing for blank text. */
export function paragraphOf(text: string): readonly XmlElement[] {
  return text.trim() === '' ? [] : [xml('w:p', [xml('w:r', [xml('w:t', [text])])])]
}
