function character(id: string, name: string, run: string): string {
  return (
    `<w:style w:type="character" w:styleId="${id}"><w:name w:val="${name}"/>` +
    `<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>${run}</w:rPr></w:style>`
  )
}

/** The looks of words. */
export const CHARACTER_STYLES = [
  '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">' +
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
  character('Strong', 'Strong', '<w:b/><w:bCs/>'),
  character('Emphasis', 'Emphasis', '<w:i/><w:iCs/>'),
  character('FootnoteReference', 'footnote reference', '<w:vertAlign w:val="superscript"/>'),
  // The package writes a part for endnotes in any case; who edits the document may turn footnotes into them.
  character('EndnoteReference', 'endnote reference', '<w:vertAlign w:val="superscript"/>'),
].join('')
