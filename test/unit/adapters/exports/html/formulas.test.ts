import { describe, expect, it } from '@jest/globals'
import { formulaRenderer, formulasIn } from '../../../../../src/adapters/exports/html/formulas.js'
import { exportedPage } from '../../../../support/exports/parsed-page.js'
import { smallCurriculum } from '../../../../support/small-curriculum.js'

const found = (text: string) =>
  formulasIn(text).flatMap((piece) => (piece.kind === 'formula' ? [[piece.tex, piece.display] as const] : []))

describe('formulas in a text', () => {
  it.each([
    ['the area $\\pi r^2$ of a circle', [['\\pi r^2', false]]],
    ['$$E = mc^2$$', [['E = mc^2', true]]],
    [
      'by \\(a + b\\) and \\[c\\]',
      [
        ['a + b', false],
        ['c', true],
      ],
    ],
    [
      'from $a$ to $b$.',
      [
        ['a', false],
        ['b', false],
      ],
    ],
  ] as const)('are found in %s', (text, formulas) => {
    expect(found(text)).toEqual(formulas)
    expect(
      formulasIn(text)
        .map((piece) => (piece.kind === 'text' ? piece.text : piece.source))
        .join(''),
    ).toBe(text)
  })

  it.each([
    'it costs $5, or $6 with tax',
    'from $5 to $10',
    '$ git add notes.txt\n$ git commit',
    'export PATH=$HOME/bin:$PATH',
    'the variables `$x` and `$y`',
    '$' + '{a} and $' + '{b}',
    'a \\$5 note and a \\$10 note',
    'if $a == $b then $c',
    '$',
    '$$',
    '\\(\\)',
  ])('are not found in %s', (text) => {
    expect(found(text)).toEqual([])
  })
})

describe('a page', () => {
  it('shows formulas as MathML, without a script', async () => {
    const page = await exportedPage(smallCurriculum('The root of $x^2 = \\frac{4}{9}$.'))
    const formulas = page.elements.filter(({ name }) => name === 'math')
    expect(formulas.length).toBeGreaterThan(20)
    expect(formulas[0]?.within.some(({ name }) => name === 'mfrac')).toBe(true)
    expect(page.elements.some(({ name }) => name === 'script')).toBe(false)
    expect(page.errors).toEqual([])
    expect(page.byId('u1-o1').text).not.toContain('$')
  })

  it('leaves a formula that cannot be read as it is written', async () => {
    const page = await exportedPage(smallCurriculum('so $\\frac{1}{$ is'))
    expect(page.elements.some(({ name }) => name === 'math')).toBe(false)
    expect(page.byId('u1-o1').text).toContain('so $\\frac{1}{$ is')
  })

  it('leaves code as it is', async () => {
    const page = await exportedPage(smallCurriculum('echo $a$'))
    const code = page.elements.find(({ attributes }) => attributes.class === 'material code-text')
    expect(code?.text.trim()).toBe('echo $a$')
  })

  it.each([
    '\\href{javascript:alert(1)}{x}',
    '\\text{<img src=x onerror=alert(1)>}',
    '\\includegraphics{https://evil.example/x.png}',
    '\\class{teacher}{x}\\id{top}{y}\\style{color:red}{z}',
    '\\def\\a{\\a\\a}\\a',
    '"><script>alert(1)</script>',
  ])('gets no link, no image and no script from a formula: %s', async (tex) => {
    const page = await exportedPage(smallCurriculum(`$${tex}$`))
    const names = new Set(page.elements.map(({ name }) => name))
    expect([...names].filter((name) => /^(?:script|img|iframe|object|mglyph|maction)$/.test(name))).toEqual([])
    const within = page.elements.filter(({ around }) => around.includes('math'))
    const attributes = within.flatMap((element) => Object.entries(element.attributes))
    expect(
      attributes.filter(([name, value]) => /^on|^href$|^src$|^id$|^xlink/.test(name) || /url\(/.test(value)),
    ).toEqual([])
  })
})

describe('the package that renders formulas', () => {
  it('is not loaded for a document without one', async () => {
    expect(await formulaRenderer({ title: 'It costs $5', chapters: [{ text: 'no formula' }] })).toBeUndefined()
    expect(await formulaRenderer({ chapters: [{ text: 'a $x$' }] })).toBeDefined()
  })
})
