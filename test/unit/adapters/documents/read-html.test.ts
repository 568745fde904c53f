import { describe, expect, it } from '@jest/globals'
import { readHtml } from '../../../../src/adapters/documents/html/read-html.js'
import { assembleDocument, type KnowledgeDocument } from '../../../../src/domain/knowledge/index.js'
import { misquotes } from '../../../support/documents/misquotes.js'

function read(html: string): KnowledgeDocument {
  const document = assembleDocument('a.html', readHtml(html))
  expect(misquotes(document)).toEqual([])
  return document
}

describe('the text of a page', () => {
  it.each([
    ['scripts', '<p>a</p><script>b</script><p>c</p><noscript>d</noscript>'],
    ['scripts that contain an end tag', '<p>a<script>"<\\/script>" b</script></p><p>c'],
    ['styles', '<style>b{}</style><p>a</p><p>c</p>'],
    ['comments', '<p>a<!-- b --></p><p>c</p>'],
    ['hidden parts', '<p>a</p><p hidden>b</p><p style="display: none">b</p><p aria-hidden="true">b</p><p>c</p>'],
    ['embedded pages', '<p>a</p><iframe srcdoc="b">b</iframe><object>b</object><svg><text>b</text></svg><p>c</p>'],
    ['forms', '<p>a</p><form><textarea>b</textarea><button>b</button><select><option>b</select></form><p>c</p>'],
    ['event handlers', '<p onclick="b()">a</p><img src=x onerror="b()" alt="b"><p>c</p>'],
  ])('is without %s', (_, html) => {
    expect(read(html).text).toBe('a\n\nc')
  })

  it('is the content of main, or of the only article', () => {
    expect(read('<header>x</header><main><p>a</p></main><footer>x</footer>').text).toBe('a')
    expect(read('<div>x</div><article><p>a</p></article>').text).toBe('a')
  })

  it('is read without block tags', () => {
    expect(read('just <i>text</i>, <b>loose</b>').text).toBe('just text, loose')
  })
})

describe('the structure of a page', () => {
  it('has lists, definitions, code, tables and sections', () => {
    const { blocks, definitions, sections } = read(`
      <h1>Bread</h1><h2>Kinds</h2>
      <dl><div><dt>Rye</dt><dd>Dark bread.</dd></div><dt>Oat</dt><dt>Oats</dt><dd>Soft bread.</dd></dl>
      <ol><li>Mix<ul><li>gently</li></ul></li><li><p>Wait.</p><pre><code class="language-sh">bake
  now</code></pre></li></ol>
      <table><caption>Times</caption><thead><tr><th>Kind</th><th>Minutes</th></tr></thead>
      <tr><td>Rye</td><td>60</td></tr></table>`)
    expect(sections.map(({ path }) => path.join('/'))).toEqual(['Bread', 'Bread/Kinds'])
    expect(definitions.map(({ term, definition }) => [term.text, definition.text])).toEqual([
      ['Rye', 'Dark bread.'],
      ['Oats', 'Soft bread.'],
    ])
    expect(blocks.slice(2)).toMatchObject([
      { kind: 'definition-list' },
      { kind: 'list', ordered: true, items: [{ text: 'Mix' }, { text: 'gently', depth: 1 }, { text: 'Wait.' }] },
      { kind: 'code', language: 'sh', text: 'bake\n  now' },
      { kind: 'paragraph', text: 'Times' },
      { kind: 'table', header: [{ text: 'Kind' }, { text: 'Minutes' }], rows: [[{ text: 'Rye' }, { text: '60' }]] },
    ])
  })

  it('has regions by class, by element and by summary', () => {
    const { regions } =
      read(`<div class="box exercise"><p>Do it.</p><details><summary>Answer</summary>Done.</details></div>
      <aside><p>By the way.</p></aside>`)
    expect(regions.map(({ role, title, parent }) => [role, title?.text, parent])).toEqual([
      ['exercise', undefined, undefined],
      ['solution', 'Answer', 0],
      ['note', undefined, undefined],
    ])
  })

  it('fails if it is nested too deeply, and reads any other nesting', () => {
    expect(() => read(`${'<div>'.repeat(50_000)}a`)).toThrow(expect.objectContaining({ reason: 'nested-too-deeply' }))
    expect(read(`${'<b>'.repeat(200)}a`).text).toBe('a')
  })
})

describe('the formulas of a page', () => {
  const mathml = (tex: string, more = '') =>
    `<math${more}><semantics><mrow><mi>x</mi></mrow><annotation encoding="application/x-tex">${tex}</annotation></semantics></math>`

  it.each([
    ['MathML with TeX', mathml('x^2'), '$x^2$'],
    ['MathML on a line of its own', mathml('x^2', ' display="block"'), '$$x^2$$'],
    ['MathML with alternative TeX', '<math alttext="x^2"><mi>y</mi></math>', '$x^2$'],
    ['MathML with alternative text', '<math alttext="x squared"><mi>y</mi></math>', 'x squared'],
    [
      'MathML alone',
      '<math><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mfrac><mn>1</mn><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfrac></math>',
      'x^2+1/(a+b)',
    ],
    [
      'KaTeX',
      `<span class="katex"><span class="katex-mathml">${mathml('x^2')}</span><span class="katex-html" aria-hidden="true">x2</span></span>`,
      '$x^2$',
    ],
    [
      'KaTeX on a line of its own',
      `<span class="katex-display"><span class="katex">${mathml('x^2')}<span class="katex-html" aria-hidden="true">x2</span></span></span>`,
      '$$x^2$$',
    ],
    ['KaTeX without MathML', '<span class="katex"><span class="katex-html" aria-hidden="true">x2</span></span>', 'x2'],
    [
      'MathJax 2',
      '<span class="MathJax_Preview">p</span><span class="MathJax" data-mathml="m">x2</span><script type="math/tex">x^2</script>',
      '$x^2$',
    ],
    ['a script for MathJax', '<script type="math/tex; mode=display">% <![CDATA[\nx < 2 %]]></script>', '$$x < 2$$'],
    [
      'MathJax 3',
      `<mjx-container class="MathJax" jax="CHTML"><mjx-math aria-hidden="true">x2</mjx-math><mjx-assistive-mml>${mathml('x^2')}</mjx-assistive-mml></mjx-container>`,
      '$x^2$',
    ],
    [
      'MathJax 4',
      '<mjx-container class="MathJax" display="true"><mjx-math data-latex="x^2"><mjx-mi>x</mjx-mi></mjx-math></mjx-container>',
      '$$x^2$$',
    ],
    [
      'a wiki',
      `<span class="mwe-math-element"><span style="display: none">${mathml('{\\displaystyle x^2}', ' alttext="no"')}</span><img class="mwe-math-fallback-image-inline" alt="{\\displaystyle x^2}"></span>`,
      '$x^2$',
    ],
    ['a picture', '<img class="latex" alt="x^2">', '$x^2$'],
    ['Pandoc', '<span class="math inline">\\(x^2\\)</span>', '\\(x^2\\)'],
  ])('are read once: %s', (_, html, formula) => {
    const document = read(`<h1>A ${html}</h1><p>Then ${html} follows.</p>`)
    expect(document.text).toBe(`A ${formula}\n\nThen ${formula} follows.`)
    expect(document.title).toBe(`A ${formula}`)
    expect(document.marks.map(({ kind, text }) => [kind, text])).toEqual([
      ['formula', formula],
      ['formula', formula],
    ])
  })
})

describe('the tables of a page', () => {
  const rowsOf = (html: string) => {
    const [table] = read(`<p>.</p><table>${html}</table>`).blocks.filter((block) => block.kind === 'table')
    return table?.kind === 'table'
      ? [table.header, ...table.rows].map((row) => row.map((cell) => cell?.text ?? ''))
      : []
  }

  it.each([
    ['columns', '<tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e', [[], ['a', '', 'b'], ['c', 'd', 'e']]],
    ['rows', '<tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d', [[], ['a', 'b'], ['', 'c'], ['d']]],
    [
      'both',
      '<tr><td colspan=2 rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e<td>f',
      [[], ['a', '', 'b'], ['', '', 'c'], ['d', 'e', 'f']],
    ],
    [
      '0 rows: all of the group',
      '<tbody><tr><td rowspan=0>a<td>b<tr><td>c<tbody><tr><td>d',
      [[], ['a', 'b'], ['', 'c'], ['d']],
    ],
    ['0 columns: 1', '<tr><td colspan=0>a<td>b', [[], ['a', 'b']]],
    [
      'too many rows',
      '<tbody><tr><td rowspan=99999999>a<td>b<tr><td>c<tbody><tr><td>d',
      [[], ['a', 'b'], ['', 'c'], ['d']],
    ],
    ['too many columns', '<tr><td colspan=99999999999>a<tr><td>b<td>c', [[], ['a'], ['b', 'c']]],
    ['no numbers', '<tr><td colspan=x rowspan=-2>a<td>b<tr><td>c', [[], ['a', 'b'], ['c']]],
    [
      'head cells',
      '<thead><tr><th colspan=2>a<th>b<tbody><tr><td>c<td>d<td>e',
      [
        ['a', '', 'b'],
        ['c', 'd', 'e'],
      ],
    ],
    ['hidden rows and cells', '<tr hidden><td>x<tr><td style="display:none">y<td>a', [[], ['a']]],
  ])('keep their columns with merged cells: %s', (_, html, expected) => {
    expect(rowsOf(html)).toEqual(expected)
  })

  it('give definitions by column', () => {
    const { definitions } = read(
      '<table><tr><th>Group<th>Term<th>Definition<tr><td rowspan=2>Flour<td>Rye<td>Dark flour.<tr><td>Oat<td>Soft flour.</table>',
    )
    expect(definitions.map(({ term, definition }) => [term.text, definition.text])).toEqual([
      ['Rye', 'Dark flour.'],
      ['Oat', 'Soft flour.'],
    ])
  })

  it('are read in bounded memory', () => {
    const rows = Array.from({ length: 3000 }, () => '<tr>'.padEnd(40, '<td rowspan=9999 colspan=1000>'))
    expect(read(`<p>a</p><table>${rows.join('x')}</table>`).words).toBeGreaterThan(0)
  })
})

describe('the notes and labels of a page', () => {
  it.each([
    [
      'footnote marks',
      'A<sup><a href="#fn1">[1]</a></sup> b<a href="#fn2" role="doc-noteref"><sup>2</sup></a>, m<sup>2</sup>.',
      'A b, m2.',
    ],
    ['ways back', 'Note. <a href="#r1">↩</a>', 'Note.'],
    ['anchors of headings', 'Bread <a class="headerlink" href="#bread">¶</a>', 'Bread'],
    ['readings of ruby text', '<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt>ji</rt></ruby> here', '漢字 here'],
  ])('is without %s', (_, html, text) => {
    expect(read(`<p>${html}</p>`).text).toBe(text)
  })

  it('has text directly in lists', () => {
    expect(read('<ul>loose <b>text</b><li>a</li><p>b</p></ul>').text).toBe('loose text\na\nb')
    expect(read('<dl>lost<dt>Rye</dt>  <dd>Dark.</dd></dl>').text).toBe('lost\nRye\nDark.')
  })

  it('has footnotes as paragraphs, not as steps', () => {
    const { blocks } = read(
      '<p>A.</p><section class="footnotes"><ol><li id="fn1"><p>One.</p></li><li>Two.</li></ol></section>',
    )
    expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'paragraph', 'paragraph'])
  })

  it('has no terms in captions', () => {
    expect(read('<figure><figcaption><b>Crumb:</b> the inside.</figcaption></figure>').definitions).toEqual([])
    expect(read('<table><caption><b>Crumb:</b> the inside.</caption><tr><td>a</table>').definitions).toEqual([])
  })
})
