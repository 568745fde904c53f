import { CHARACTER_STYLES } from './character-styles.js'
import { isRightToLeft } from './language-tag.js'
import { PARAGRAPH_STYLES } from './paragraph-styles.js'
import { TABLE_STYLES } from './table-styles.js'

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

/** `word/styles.xml`: every look of the document has a name here, and none is set by hand. */
export function stylesXml(language: string): string {
  // Word checks texts from right to left by a language of their own.
  const spelling = isRightToLeft(language) ? `w:val="en-GB" w:bidi="${language}"` : `w:val="${language}"`
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles ${W}><w:docDefaults>` +
    '<w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>' +
    `<w:sz w:val="20"/><w:szCs w:val="20"/><w:lang ${spelling}/></w:rPr></w:rPrDefault>` +
    '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="269" w:lineRule="auto"/></w:pPr></w:pPrDefault>' +
    `</w:docDefaults>${PARAGRAPH_STYLES}${CHARACTER_STYLES}${TABLE_STYLES}</w:styles>`
  )
}
