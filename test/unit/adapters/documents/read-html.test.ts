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
