import { escaped } from './xml-text.js'

/** Title, subject and language of the document. There are no dates: the same curriculum gives the same bytes. */
export function coreProperties(title: string, subject: string, language: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"' +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">' +
    `<dc:title>${escaped(title)}</dc:title><dc:subject>${escaped(subject)}</dc:subject>` +
    `<dc:creator>Curriculum Generator</dc:creator><dc:language>${language}</dc:language></cp:coreProperties>`
  )
}
