import { expect } from '@jest/globals'
import type { OpenedDocx } from './opened-docx.js'

/** That all references resolve, and that fields and links are those of the document alone. */
export function expectWholeDocx(docx: OpenedDocx): void {
  const styles = new Set(docx.values('word/styles.xml', 'w:style', 'w:styleId'))
  const parts = docx.names.filter((name) => /^word\/[a-z0-9]+\.xml$/.test(name))
  for (const part of parts) {
    for (const reference of ['w:pStyle', 'w:rStyle', 'w:tblStyle', 'w:basedOn', 'w:next']) {
      expect(docx.values(part, reference).filter((id) => !styles.has(id))).toEqual([])
    }
    for (const instruction of docx.elements(part, 'w:instrText')) {
      expect(instruction.textContent).toMatch(/^(?: TOC \\o "1-1" \\h \\z \\u |PAGE|NUMPAGES)$/)
    }
    expect(docx.elements(part, 'w:fldSimple')).toEqual([])
    expect(docx.elements(part, 'w:hyperlink').filter((link) => link.getAttribute('w:anchor') === null)).toEqual([])
  }
  const lists = new Set(docx.values('word/numbering.xml', 'w:num', 'w:numId'))
  const used = parts.flatMap((part) => docx.values(part, 'w:numId'))
  expect(used.filter((id) => !lists.has(id))).toEqual([])
  const notes = docx.values('word/footnotes.xml', 'w:footnote', 'w:id').filter((id) => Number(id) > 0)
  expect(docx.values('word/document.xml', 'w:footnoteReference', 'w:id').toSorted()).toEqual(notes.toSorted())
  for (const name of docx.names.filter((each) => each.endsWith('.rels'))) {
    const folder = name.replace(/_rels\/[^/]+$/, '')
    expect(docx.values(name, 'Relationship', 'TargetMode')).toEqual([])
    for (const target of docx.values(name, 'Relationship', 'Target')) expect(docx.names).toContain(folder + target)
  }
  const types = '[Content_Types].xml'
  for (const part of docx.values(types, 'Override', 'PartName')) expect(docx.names).toContain(part.slice(1))
}
