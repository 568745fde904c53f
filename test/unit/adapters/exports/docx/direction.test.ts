import { beforeAll, describe, expect, it } from '@jest/globals'
import { runsRightToLeft } from '../../../../../src/adapters/exports/docx/paragraph.js'
import { DocxExporter } from '../../../../../src/adapters/exports/index.js'
import { OpenedDocx } from '../../../../support/documents/opened-docx.js'
import { smallCurriculum } from '../../../../support/small-curriculum.js'

const HEBREW = 'מבוא לרשתות'

describe('the direction of texts', () => {
  it('is that of the first letter', () => {
    expect(runsRightToLeft(`1. ${HEBREW} LAN`)).toBe(true)
    expect(runsRightToLeft(`LAN ${HEBREW}`)).toBe(false)
    expect(runsRightToLeft('123 %')).toBe(false)
  })

  describe('in a document', () => {
    let docx: OpenedDocx
    beforeAll(async () => {
      const generated = smallCurriculum(HEBREW)
      const { curriculum } = generated
      const hebrew = { ...generated, curriculum: { ...curriculum, program: { ...curriculum.program, language: 'he' } } }
      const [file] = await new DocxExporter().export(hebrew)
      docx = new OpenedDocx(file?.bytes ?? new Uint8Array())
    })

    it('turns paragraphs, their runs and the columns of tables around', () => {
      const aims = docx.chapter('Aims').find(({ text }) => text === HEBREW)
      expect(aims?.element.getElementsByTagName('w:bidi')).toHaveLength(1)
      expect(aims?.element.getElementsByTagName('w:rtl')).toHaveLength(1)
      const tables = docx.elements('word/document.xml', 'w:tbl')
      expect(docx.elements('word/document.xml', 'w:bidiVisual')).toHaveLength(tables.length)
    })

    it('puts words to the right of cells and numbers to the left', () => {
      const alignments = (text: string) => {
        const found = docx.paragraphs().find((each) => each.style.startsWith('Table') && each.text === text)
        return [...(found?.element.getElementsByTagName('w:jc') ?? [])].map((element) => element.getAttribute('w:val'))
      }
      expect([alignments('Outcome'), alignments(HEBREW), alignments('Time')]).toEqual([['right'], ['start'], []])
    })

    it('leaves English text as it is', () => {
      const heading = docx.paragraphs().find(({ text }) => text === 'Aims')
      expect(heading?.element.getElementsByTagName('w:bidi')).toHaveLength(0)
    })

    it('names the language for the spelling', () => {
      expect(docx.values('word/styles.xml', 'w:lang', 'w:bidi')).toEqual(['he'])
    })
  })
})
