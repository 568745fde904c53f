import { describe, expect, it } from '@jest/globals'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../../src/adapters/documents/read-document.js'
import { docxFile } from '../../../support/documents/docx-file.js'
import { misquotes } from '../../../support/documents/misquotes.js'
import { field, mr, p, r, row, t, type WordParts, wordFile } from '../../../support/documents/word-xml.js'

const read = async (body: string, parts?: WordParts) => {
  const document = await readDocument({ name: 'a.docx', bytes: wordFile(body, parts) }, DEFAULT_DOCUMENT_LIMITS)
  expect(misquotes(document)).toEqual([])
  return document
}
const textBox = (text: string) => `<w:txbxContent>${p(r(text))}</w:txbxContent>`
const shape = (content: string) => `<wps:wsp><wps:txbx>${content}</wps:txbx></wps:wsp>`
const drawing = (content: string) =>
  `<w:drawing><wp:anchor><a:graphic><a:graphicData>${content}</a:graphicData></a:graphic></wp:anchor></w:drawing>`
const choice = (content: string, fallback = '') =>
  `<mc:AlternateContent><mc:Choice Requires="wps">${content}</mc:Choice>${fallback}</mc:AlternateContent>`
const fraction = (over: string, under: string) => `<m:f><m:num>${over}</m:num><m:den>${under}</m:den></m:f>`
const power = (base: string, exponent: string) => `<m:sSup><m:e>${base}</m:e><m:sup>${exponent}</m:sup></m:sSup>`

type Case = readonly [
  what: string,
  body: string,
  text: string,
  notices?: readonly string[] | undefined,
  parts?: WordParts,
]

/** Each body, and what a word processor shows for it. */
const CASES: readonly Case[] = [
  [
    'simple fields: captions, references, page numbers',
    p(
      r('Figure '),
      `<w:fldSimple w:instr=" SEQ Figure \\* ARABIC ">${r('3')}</w:fldSimple>`,
      r(': Yeast, see '),
      `<w:fldSimple w:instr=" REF _Ref1 \\h "><w:r><w:t>Table 2</w:t></w:r></w:fldSimple>`,
      r(' on page '),
      `<w:fldSimple w:instr="PAGEREF _Ref1">${r('17')}</w:fldSimple>`,
      r('.'),
    ),
    'Figure 3: Yeast, see Table 2 on page 17.',
  ],
  [
    'complex fields: results, not codes',
    p(r('See '), field('REF x', r('chapter 4')), field('XE "yeast"'), r(' of '), field('TITLE', r('Bread')), r('.')),
    'See chapter 4 of Bread.',
  ],
  [
    'fields in the code of another field',
    p(
      r('It is '),
      field(`IF </w:instrText></w:r>${field('DATE', r('1 May'))}<w:r><w:instrText> = 1`, r('spring')),
      r('.'),
    ),
    'It is spring.',
  ],
  ['a field that never ends', p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', r('Bread rises.')), 'Bread rises.'],
  [
    'form fields',
    p(
      '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar>',
      '<w:instrText>FORMCHECKBOX</w:instrText><w:fldChar w:fldCharType="end"/></w:r>',
      r(' fed, '),
      '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="rye"/>',
      '<w:listEntry w:val="wheat"/></w:ddList></w:ffData></w:fldChar></w:r>',
      '<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ),
    '☒ fed, wheat',
  ],
  [
    'links: elements, fields and simple fields',
    p(
      `<w:hyperlink r:id="r99">${r('One')}</w:hyperlink>`,
      r(', '),
      field('HYPERLINK "http://x.example"', r('two') + r(' parts')),
      r(', '),
      `<w:fldSimple w:instr='HYPERLINK \\l "a"'>${r('three')}</w:fldSimple>`,
      r(`, `),
      `<w:hyperlink w:anchor="b">${r('page ')}${field('PAGEREF b', r('5'))}</w:hyperlink>`,
    ),
    'One, two parts, three, page 5',
  ],
  [
    'formulas in a sentence',
    p(
      r('The energy '),
      `<m:oMath>${mr('E=m')}${power(mr('c'), mr('2'))}</m:oMath>`,
      r(' and the share '),
      `<m:oMath>${fraction(mr('a+b'), mr('2%'))}</m:oMath>`,
      r(' are known.'),
    ),
    'The energy $E=mc^2$ and the share $\\frac{a+b}{2\\%}$ are known.',
  ],
  [
    'formulas that stand alone',
    p(
      `<m:oMathPara><m:oMath><m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>${mr('i=1')}</m:sub><m:sup>${mr('n')}</m:sup>` +
        `<m:e>${power(`<m:d><m:e>${mr('x')}</m:e></m:d>`, mr('2'))}</m:e></m:nary></m:oMath></m:oMathPara>`,
    ),
    '$$\\sum_{i=1}^n {(x)}^2$$',
  ],
  [
    'right-to-left text',
    p(
      r('The word '),
      `<w:bdo w:val="rtl">${r('שלום', '<w:rtl/>')}</w:bdo>`,
      `<w:dir w:val="ltr">${r(' means')}</w:dir>`,
      r(' peace.', '<w:rtl/>'),
    ),
    'The word שלום means peace.',
  ],
  [
    'annotated characters: their base',
    p(
      r('In '),
      `<w:r><w:ruby><w:rubyPr/><w:rt>${r('とう')}</w:rt><w:rubyBase>${r('東')}</w:rubyBase></w:ruby></w:r>`,
      r(' and more.'),
    ),
    'In 東 and more.',
  ],
  [
    'a text box without fallback',
    p(r('Around.'), `<w:r>${choice(drawing(shape(textBox('In the box.'))))}</w:r>`),
    'Around.\n\nIn the box.',
  ],
  [
    'a text box with fallback, once',
    p(
      r('Around.'),
      `<w:r>${choice(
        drawing(shape(textBox('In the box.'))),
        `<mc:Fallback><w:pict><v:rect><v:textbox>${textBox('In the box.')}</v:textbox></v:rect></w:pict></mc:Fallback>`,
      )}</w:r>`,
    ),
    'Around.\n\nIn the box.',
  ],
  [
    'text boxes of old documents, in any shape',
    p(
      r('Around.'),
      `<w:r><w:pict><v:oval><v:textbox>${textBox('In the oval.')}</v:textbox></v:oval></w:pict></w:r>`,
      r(' More.'),
    ),
    'Around. More.\n\nIn the oval.',
  ],
  [
    'text boxes in a group',
    p(`<w:r>${choice(drawing(`<wpg:wgp>${shape(textBox('First.'))}${shape(textBox('Second.'))}</wpg:wgp>`))}</w:r>`),
    'First.\n\nSecond.',
  ],
  [
    'tracked changes, accepted',
    p(
      r('Bread '),
      `<w:del w:id="1"><w:r><w:delText>falls</w:delText></w:r></w:del>`,
      `<w:ins w:id="2">${r('rises')}</w:ins>`,
      `<w:moveFrom w:id="3">${r(' slowly')}</w:moveFrom>`,
      r(' and '),
      `<w:moveTo w:id="4">${r('slowly')}</w:moveTo>`,
      r(' browns.'),
    ),
    'Bread rises and slowly browns.',
    ['text deleted in tracked changes was left out in 2 places'],
  ],
  [
    'a deleted end of a paragraph before a table, and before a paragraph',
    `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>${r('One ')}</w:p>${p(r('line.'))}` +
      `<w:p><w:pPr><w:rPr><w:del w:id="2"/></w:rPr></w:pPr>${r('Before.')}</w:p><w:tbl>${row(['In.'])}</w:tbl>`,
    'One line.\n\nBefore.\n\nIn.',
  ],
  [
    'content controls, in lines, around paragraphs, with check boxes',
    `<w:sdt><w:sdtPr/><w:sdtContent>${p(
      r('Name: '),
      `<w:sdt><w:sdtContent>${r('Mira')}</w:sdtContent></w:sdt>`,
      `<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>${r(' ☒')}</w:sdtContent></w:sdt>`,
      r(' fed'),
    )}</w:sdtContent></w:sdt>`,
    'Name: Mira ☒ fed',
  ],
  [
    'symbols, as elements and as text in a symbol font',
    p(
      r('Angle '),
      '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>',
      r(' or '),
      r('\uf062g', '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'),
      r(' in '),
      '<w:r><w:sym w:font="Calibri" w:char="00B0"/><w:sym w:font="MT Extra" w:char="F04A"/></w:r>',
    ),
    'Angle α or βγ in °',
    ['1 symbol of an unknown font was left out'],
  ],
  [
    'smart tags and custom XML',
    p(`<w:smartTag w:element="a">${r('Mira')}</w:smartTag>`, `<w:customXml>${r(' Holm')}</w:customXml>`),
    'Mira Holm',
  ],
  [
    'tabs, breaks and hyphens',
    p(
      `<w:r>${t('a')}<w:tab/>${t('b')}<w:ptab/>${t('c')}<w:cr/>${t('d')}<w:br w:type="page"/>${t('e')}<w:noBreakHyphen/>${t('f')}<w:softHyphen/>${t('g')}</w:r>`,
    ),
    'a b c d e\u2011fg',
  ],
  [
    'a large first letter',
    `<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>${r('O')}</w:p>${p(r('nce there was bread.'))}`,
    'Once there was bread.',
  ],
  [
    'footnotes and endnotes without marks and arrows, their text at the end',
    p(
      r('Bread'),
      '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>',
      r(' rises'),
      '<w:r><w:endnoteReference w:id="1"/></w:r>',
      r(' well.'),
      `<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/>${t('*')}</w:r>`,
    ),
    'Bread rises well.\n\nOf rye.\n\nOf wheat.\n\nSee the book.',
    undefined,
    {
      footnotes:
        `<w:footnote w:type="separator" w:id="-1">${p('<w:r><w:separator/></w:r>')}</w:footnote>` +
        `<w:footnote w:id="3">${p(r('Of wheat.'))}</w:footnote><w:footnote w:id="2">${p('<w:r><w:footnoteRef/></w:r>', r(' Of rye.'))}</w:footnote>` +
        `<w:footnote w:id="9">${p(r('Nobody refers to this.'))}</w:footnote>`,
      endnotes: `<w:endnote w:id="1">${p(r('See '), `<w:hyperlink r:id="r1">${r('the book')}</w:hyperlink>`, r('.'))}</w:endnote>`,
    },
  ],
  [
    'hidden text, by itself and by its styles',
    `${p(
      r('Seen'),
      r(' hidden', '<w:vanish/>'),
      r(' also', '<w:rStyle w:val="B"/>'),
      r(' not', '<w:vanish w:val="0"/><w:rStyle w:val="B"/>'),
      r('.'),
    )}<w:p><w:pPr><w:pStyle w:val="Q"/></w:pPr>${r('All of it.')}</w:p>`,
    'Seen not.',
    ['hidden text was left out in 2 places'],
    {
      styles:
        '<w:style w:type="character" w:styleId="A"><w:name w:val="A"/><w:rPr><w:vanish/></w:rPr></w:style>' +
        '<w:style w:type="character" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>' +
        '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Q"/><w:rPr><w:vanish/></w:rPr></w:style>',
    },
  ],
  [
    'what cannot be text is reported',
    `${p(
      r('Bread.'),
      `<w:r>${drawing('<c:chart r:id="r5"/>')}${drawing('<dgm:relIds/>')}${drawing('<dgm:relIds/>')}</w:r>`,
      '<w:r><w:object><v:shape/><o:OLEObject ProgID="Equation.3"/></w:object><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>',
      field('EQ \\f(1,2)'),
    )}<w:altChunk r:id="r7"/>`,
    'Bread.',
    [
      '1 chart was not read',
      '2 diagrams were not read',
      '1 formula stored as a picture was not read',
      '2 embedded files were not read',
      '1 formula field (EQ) was not read',
    ],
  ],
  [
    'characters that XML writes in other ways',
    p(r('a &lt; b &amp;&amp; c &#8805; d'), `<w:r><w:t><![CDATA[ <e> ]]></w:t></w:r>`),
    'a < b && c ≥ d <e>',
  ],
]

describe('a DOCX has the text that a word processor shows', () => {
  it.each(CASES)('%s', async (...[, body, text, notices, parts]) => {
    const document = await read(body, parts)
    expect(document.text).toBe(text)
    expect(document.notices).toEqual(notices)
  })

  it('marks the text of links', async () => {
    const { marks } = await read(
      p(
        r('See '),
        field('HYPERLINK "http://x.example"', r('this')),
        r(' and '),
        `<w:hyperlink r:id="r9">${r('that')}</w:hyperlink>`,
      ),
    )
    expect(marks.map(({ kind, text }) => [kind, text])).toEqual([
      ['link', 'this'],
      ['link', 'that'],
    ])
  })

  it('marks bold right-to-left text', async () => {
    const { marks } = await read(p(r('שלום', '<w:rtl/><w:bCs/>'), r(' peace', '<w:b/>'), r(' שלום', '<w:rtl/><w:b/>')))
    expect(marks.map(({ kind, text }) => [kind, text])).toEqual([['bold', 'שלום peace']])
  })

  it('reads a main part in UTF-16', async () => {
    const xml = `<?xml version="1.0" encoding="UTF-16"?><w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>${p(r('Grüße'))}</w:body></w:document>`
    const bytes = docxFile([], { documentXml: Buffer.from(`\ufeff${xml}`, 'utf16le') })
    expect((await readDocument({ name: 'a.docx', bytes }, DEFAULT_DOCUMENT_LIMITS)).text).toBe('Grüße')
  })
})

describe('the grid of a DOCX table', () => {
  const grid = async (rows: string) => {
    const { blocks } = await read(`<w:tbl>${rows}</w:tbl>`)
    return blocks.flatMap((block) =>
      block.kind === 'table'
        ? [block.header, ...block.rows]
            .filter((one) => one.length > 0)
            .map((one) => one.map((cell) => cell?.text ?? ''))
        : [],
    )
  }

  it.each([
    [
      'cells over several columns',
      row(['a', ['<w:gridSpan w:val="2"/>', 'b'], 'd']) + row(['e', 'f', 'g', 'h']),
      [
        ['a', 'b', '', 'd'],
        ['e', 'f', 'g', 'h'],
      ],
    ],
    [
      'cells over several rows',
      row([['<w:vMerge w:val="restart"/>', 'a'], 'b']) +
        row([['<w:vMerge/>', 'hidden'], 'c']) +
        row([['<w:vMerge w:val="continue"/>', ''], 'd']) +
        row(['e', 'f']),
      [
        ['a', 'b'],
        ['', 'c'],
        ['', 'd'],
        ['e', 'f'],
      ],
    ],
    [
      'cells over rows and columns, and old merged cells',
      row([['<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>', 'a'], 'b']) +
        row([['<w:gridSpan w:val="2"/><w:vMerge/>', ''], 'c']) +
        row([['<w:hMerge w:val="restart"/>', 'd'], ['<w:hMerge w:val="continue"/>', ''], 'e']),
      [
        ['a', '', 'b'],
        ['', '', 'c'],
        ['d', '', 'e'],
      ],
    ],
    [
      'rows that begin later',
      row(['a', 'b', 'c']) + row(['d', 'e'], '<w:gridBefore w:val="1"/>'),
      [
        ['a', 'b', 'c'],
        ['', 'd', 'e'],
      ],
    ],
    [
      'bookmarks and content controls between cells',
      `<w:bookmarkStart w:id="1" w:name="x"/>${row([['<w:vMerge w:val="restart"/>', 'a'], 'b'])}<w:sdt><w:sdtContent>${row([['<w:vMerge/>', ''], 'c'])}</w:sdtContent></w:sdt><w:bookmarkEnd w:id="1"/>`,
      [
        ['a', 'b'],
        ['', 'c'],
      ],
    ],
    [
      'deleted and hidden rows',
      row(['a', 'b']) + row(['x', 'y'], '<w:del w:id="1"/>') + row(['v', 'w'], '<w:hidden/>') + row(['c', 'd']),
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
  ])('%s', async (_, rows, expected) => {
    expect(await grid(rows)).toEqual(expected)
  })

  it('keeps terms with their definitions', async () => {
    const { definitions } = await read(
      `<w:tbl>${row([['<w:gridSpan w:val="2"/>', 'Group'], 'Term', 'Definition'], '<w:tblHeader/>')}${row(['1', 'a', 'Starter', 'a dough with yeast in it'])}${row([['<w:gridSpan w:val="2"/>', '2'], 'Levain', 'a part of the starter'])}</w:tbl>`,
    )
    expect(definitions.map(({ term, definition }) => [term.text, definition.text])).toEqual([
      ['Starter', 'a dough with yeast in it'],
      ['Levain', 'a part of the starter'],
    ])
  })

  it('does not make more columns than a table can have', async () => {
    const [first = []] = await grid(
      row([
        ['<w:gridSpan w:val="1000000000"/>', 'a'],
        ['<w:gridSpan w:val="50"/>', 'b'],
      ]),
    )
    expect(first.length).toBeLessThanOrEqual(64)
    expect(first.filter((cell) => cell !== '')).toEqual(['a', 'b'])
  })
})

describe('formulas as TeX', () => {
  it.each([
    ['a root', `<m:rad><m:deg>${mr('3')}</m:deg><m:e>${mr('x')}</m:e></m:rad>`, '\\sqrt[3]{x}'],
    [
      'a square root',
      `<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>${mr('x')}</m:e></m:rad>`,
      '\\sqrt{x}',
    ],
    ['an index', `<m:sSub><m:e>${mr('H')}</m:e><m:sub>${mr('2')}</m:sub></m:sSub>${mr('O')}`, 'H_2O'],
    [
      'index and exponent',
      `<m:sSubSup><m:e>${mr('x')}</m:e><m:sub>${mr('i')}</m:sub><m:sup>${mr('2')}</m:sup></m:sSubSup>`,
      'x_i^2',
    ],
    [
      'an index before',
      `<m:sPre><m:sub>${mr('6')}</m:sub><m:sup>${mr('14')}</m:sup><m:e>${mr('C')}</m:e></m:sPre>`,
      '{}_6^{14}C',
    ],
    [
      'an integral',
      `<m:nary><m:sub>${mr('0')}</m:sub><m:sup>${mr('1')}</m:sup><m:e>${mr('f')}</m:e></m:nary>`,
      '\\int_0^1 f',
    ],
    [
      'a function',
      `<m:func><m:fName>${mr('sin', '<m:sty m:val="p"/>')}</m:fName><m:e>${mr('x')}</m:e></m:func>`,
      '\\sin x',
    ],
    [
      'a limit',
      `<m:func><m:fName><m:limLow><m:e>${mr('lim')}</m:e><m:lim>${mr('n→∞')}</m:lim></m:limLow></m:fName><m:e>${mr('a')}</m:e></m:func>`,
      '\\lim_{n→∞} a',
    ],
    [
      'brackets of other kinds',
      `<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val=""/></m:dPr><m:e>${mr('a')}</m:e><m:e>${mr('b')}</m:e></m:d>`,
      '[a|b',
    ],
    [
      'brackets around a fraction',
      `<m:d><m:e>${fraction(mr('a'), mr('b'))}</m:e></m:d>`,
      '\\left(\\frac{a}{b}\\right)',
    ],
    [
      'a binomial',
      `<m:d><m:e><m:f><m:fPr><m:type m:val="noBar"/></m:fPr><m:num>${mr('n')}</m:num><m:den>${mr('k')}</m:den></m:f></m:e></m:d>`,
      '\\left({n \\atop k}\\right)',
    ],
    [
      'a fraction in a line',
      `<m:f><m:fPr><m:type m:val="lin"/></m:fPr><m:num>${mr('a')}</m:num><m:den>${mr('b')}</m:den></m:f>`,
      'a/b',
    ],
    ['an accent', `<m:acc><m:accPr><m:chr m:val="⃗"/></m:accPr><m:e>${mr('v')}</m:e></m:acc>`, '\\vec{v}'],
    ['a bar', `<m:bar><m:barPr><m:pos m:val="top"/></m:barPr><m:e>${mr('AB')}</m:e></m:bar>`, '\\overline{AB}'],
    [
      'a matrix',
      `<m:m><m:mr><m:e>${mr('a')}</m:e><m:e>${mr('b')}</m:e></m:mr><m:mr><m:e>${mr('c')}</m:e><m:e>${mr('d')}</m:e></m:mr></m:m>`,
      '\\begin{matrix}a & b \\\\ c & d\\end{matrix}',
    ],
    [
      'lines',
      `<m:eqArr><m:e>${mr('a=b')}</m:e><m:e>${mr('c=d')}</m:e></m:eqArr>`,
      '\\begin{aligned}a=b \\\\ c=d\\end{aligned}',
    ],
    ['words', mr('if ', '<m:nor/>') + mr('x'), '\\text{if }x'],
    ['a double-struck letter', `${mr('x∈')}${mr('R', '<m:scr m:val="double-struck"/>')}`, 'x∈\\mathbb{R}'],
    ['an unknown element', `<m:new>${mr('y')}</m:new>`, 'y'],
  ])('%s', async (_, omml, tex) => {
    expect((await read(p(`<m:oMath>${omml}</m:oMath>`))).text).toBe(`$${tex}$`)
  })
})

describe('lists', () => {
  const item = (text: string, numId: number, level = 0) =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${numId}"/></w:numPr></w:pPr>${r(text)}</w:p>`
  const indented = (text: string, properties = '') =>
    `<w:p><w:pPr>${properties}<w:ind w:left="720"/></w:pPr>${r(text)}</w:p>`
  const style = (id: string, name: string) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`
  const kinds = async (body: string, styles = '') => (await read(body, { styles })).blocks.map(({ kind }) => kind)

  it('paragraphs and program text that are indented below an entry belong to it', async () => {
    const body =
      item('Mix.', 2) + indented('Wait an hour.') + indented('bake()', '<w:pStyle w:val="Code"/>') + item('Bake.', 2)
    expect(await kinds(body)).toEqual(['list', 'paragraph', 'code'])
    const [list] = (await read(body)).blocks
    expect(list).toMatchObject({ kind: 'list', ordered: true })
    expect(JSON.stringify(list)).toContain('Bake.')
  })

  it('a paragraph without indentation, a quotation and a heading end the list', async () => {
    const quote = style('Q', 'Quote')
    const between = [p(r('Now.')), indented('Bread is life.', '<w:pStyle w:val="Q"/>')]
    for (const other of between) {
      expect(await kinds(item('Mix.', 1) + other + item('Bake.', 1), quote)).toEqual(['list', 'paragraph', 'list'])
    }
  })

  it('numbers that start again start a list, and an empty paragraph does not end one', async () => {
    expect(await kinds(item('Mix.', 2) + item('Cut.', 3))).toEqual(['list', 'list'])
    expect(await kinds(item('Mix.', 2) + p() + item('Bake.', 2))).toEqual(['list'])
  })

  it('have nine levels', async () => {
    const { blocks } = await read(
      Array.from({ length: 9 }, (_, level) => item(`Level ${level + 1}`, 1, level)).join(''),
    )
    expect(blocks).toHaveLength(1)
    expect(JSON.stringify(blocks)).toContain('Level 9')
  })
})
