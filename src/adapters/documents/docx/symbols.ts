import { childOf, type XmlElement, xml } from './xml-tree.js'

/** The fonts whose signs the converter knows, by their lower-case names. */
const FONTS = new Map(
  ['Symbol', 'Webdings', 'Wingdings', 'Wingdings 2', 'Wingdings 3'].map((name) => [name.toLowerCase(), name]),
)

/** A `w:sym` for the converter, or its character as text; `undefined` if nobody knows which sign the font has there. */
export function symbolToNode({ attributes }: XmlElement): XmlElement | undefined {
  const code = Number.parseInt(attributes['w:char'] ?? '', 16)
  const font = FONTS.get((attributes['w:font'] ?? '').toLowerCase())
  if (Number.isNaN(code) || code > 0x10ffff) return undefined
  if (font !== undefined && isSign(code)) return signOf(font, code)
  const isPrivate = code >= 0xe000 && code <= 0xf8ff
  return isPrivate ? undefined : xml('w:t', [String.fromCodePoint(code)])
}

/** Text as `w:t`; each sign of a symbol font as `w:sym`. */
export function symbolRuns(text: string, properties: XmlElement | undefined): readonly XmlElement[] {
  const { 'w:ascii': ascii, 'w:hAnsi': other, 'w:cs': complex } = childOf(properties, 'w:rFonts')?.attributes ?? {}
  const font = FONTS.get((ascii ?? other ?? complex ?? '').toLowerCase())
  if (font === undefined) return text === '' ? [] : [xml('w:t', [text])]
  return (text.match(/[\u0021-\u00ff\uf021-\uf0ff]|[^\u0021-\u00ff\uf021-\uf0ff]+/g) ?? []).map((piece) => {
    const code = piece.length === 1 ? (piece.codePointAt(0) ?? 0) : 0
    return isSign(code) ? signOf(font, code) : xml('w:t', [piece])
  })
}

/** Signs have the codes of one byte, or these in a private area. */
function isSign(code: number): boolean {
  return (code > 0x20 && code <= 0xff) || (code > 0xf020 && code <= 0xf0ff)
}

function signOf(font: string, code: number): XmlElement {
  return xml('w:sym', [], { 'w:font': font, 'w:char': (code & 0xff).toString(16).toUpperCase().padStart(2, '0') })
}
