/** Ids of the lists. Each belongs to paragraph styles: a change of the style changes all of the list. */
export const LISTS = { bullet: 1, item: 2, tableBullet: 3 } as const

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

interface Level {
  readonly style?: string
  readonly format: string
  readonly text: string
  readonly left: number
  readonly hanging: number
  /** The number takes no room. */
  readonly hidden?: true
}

const bullet = (text: string, left: number, style?: string): Level => ({
  ...(style === undefined ? {} : { style }),
  format: 'bullet',
  text,
  left,
  hanging: Math.min(left, 227),
})

function list(id: number, levels: readonly Level[]): string {
  const written = levels.map(
    ({ style, format, text, left, hanging, hidden }, index) =>
      `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>` +
      `${style === undefined ? '' : `<w:pStyle w:val="${style}"/>`}${hidden ? '<w:suff w:val="nothing"/>' : ''}<w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/>` +
      `<w:pPr><w:ind w:left="${left}" w:hanging="${hanging}"/></w:pPr></w:lvl>`,
  )
  return `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="multilevel"/>${written.join('')}</w:abstractNum>`
}

// Options are the second level of the list of items, so their letters start at A for each item. The numbers of items are
// hidden: labels are typed, so that an item keeps its label of other formats when another one is deleted.
const DEFINITIONS = [
  list(LISTS.bullet, [bullet('•', 284, 'ListBullet'), bullet('–', 568), bullet('•', 852)]),
  list(LISTS.item, [
    { style: 'Item', format: 'decimal', text: '', left: 737, hanging: 737, hidden: true },
    { style: 'ItemOption', format: 'upperLetter', text: '%2.', left: 1134, hanging: 397 },
  ]),
  list(LISTS.tableBullet, [bullet('•', 198, 'TableBullet')]),
]

/** `word/numbering.xml`. */
export const NUMBERING_XML =
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:numbering ${W}>${DEFINITIONS.join('')}` +
  `${Object.values(LISTS)
    .map((id) => `<w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/></w:num>`)
    .join('')}</w:numbering>`
