import { describe, expect, it } from '@jest/globals'
import { readMarkdown } from '../../../../src/adapters/documents/markdown/read-markdown.js'
import { assembleDocument, type KnowledgeDocument } from '../../../../src/domain/knowledge/index.js'
import { misquotes } from '../../../support/documents/misquotes.js'

function read(...lines: readonly string[]): KnowledgeDocument {
  const document = assembleDocument('a.md', readMarkdown(lines.join('\n')))
  expect(misquotes(document)).toEqual([])
  return document
}

const regions = ({ regions: all, text }: KnowledgeDocument) =>
  all.map(({ role, title, start, end, parent }) => [role, title?.text, text.slice(start, end), parent])

describe('special blocks', () => {
  it.each([
    ['fenced div', ['::: keypoints', 'It rises.', ':::']],
    ['fenced div with trailing colons', [':::::: keypoints ::::::', '', 'It rises.', '', '::::::::::']],
    ['Pandoc div', ['::: {.keypoints #kp}', 'It rises.', ':::']],
    ['directive', ['```{keypoints}', 'It rises.', '```']],
    ['colon directive', [':::{keypoints}', 'It rises.', ':::']],
    ['quotation with attributes', ['> It rises.', '{: .keypoints}']],
    ['quotation with attributes after a blank line', ['> It rises.', '', '{: .keypoints}']],
    ['HTML around Markdown', ['<div class="keypoints">', '', 'It *rises*.', '', '</div>']],
    ['HTML', ['<div class="keypoints"><p>It <b>rises</b>.</p></div>']],
    ['admonition', ['!!! keypoints', '', '    It rises.']],
  ])('%s', (_, lines) => {
    expect(regions(read('Before.', '', ...lines, '', 'After.'))).toEqual([
      ['key-points', undefined, 'It rises.', undefined],
    ])
  })

  it.each([
    ['heading', ['> ## Key points', '>', '> It rises.', '{: .keypoints}']],
    ['heading alone', ['> ## Key points', '>', '> It rises.']],
    ['title of an admonition', ['!!! takeaways "Key points"', '    It rises.']],
    ['title of a div', [':::takeaways Key points', 'It rises.', ':::']],
    ['title in brackets', [':::takeaways[Key points]', 'It rises.', ':::']],
    ['summary', ['<details class="keypoints"><summary>Key points</summary>', '', 'It rises.', '', '</details>']],
  ])('have a title: %s', (_, lines) => {
    expect(regions(read(...lines))).toEqual([['key-points', 'Key points', 'Key points\n\nIt rises.', undefined]])
  })

  it('can be nested: a solution in its exercise, in three dialects', () => {
    const dialects = [
      ['::: challenge', 'Why?', '::: solution', 'Gas.', ':::', ':::'],
      ['> Why?', '>', '> > Gas.', '> {: .solution}', '{: .challenge}'],
      ['::: {.exercise}', 'Why?', '', '<details><summary>Solution</summary>', '', 'Gas.', '', '</details>', '', ':::'],
    ]
    for (const lines of dialects) {
      const [exercise, solution, ...others] = read(...lines).regions
      expect([exercise?.role, solution?.role, solution?.parent, others]).toEqual(['exercise', 'solution', 0, []])
    }
  })

  it('can be in list entries', () => {
    const { regions: found, blocks } = read('1. Mix.', '   ::: note', '   Use a bowl.', '   :::', '2. Wait.')
    expect(found.map(({ role }) => role)).toEqual(['note'])
    expect(blocks[0]).toMatchObject({ kind: 'list', items: [{ text: 'Mix.' }, { text: 'Wait.' }] })
  })

  it('are not recognised in code', () => {
    const document = read('```', '::: note', '{: .note}', '!!! note', ':::', '```')
    expect(document.regions).toEqual([])
    expect(document.text).toBe('::: note\n{: .note}\n!!! note\n:::')
  })

  it('with unknown names are replaced by their content, and unclosed ones end with the document', () => {
    expect(read('::: columns', 'Left.', ':::', 'Right.').text).toBe('Left.\n\nRight.')
    expect(regions(read('::: note', 'Never closed.'))).toEqual([['note', undefined, 'Never closed.', undefined]])
    expect(read(':::', 'Text.', ':::', ':::').text).toBe('Text.')
  })

  it('can be alerts', () => {
    expect(regions(read('> [!TIP]', '> Use a scale.'))).toEqual([['note', undefined, 'Use a scale.', undefined]])
    expect(read('> Only quoted.').regions).toEqual([])
  })
})

describe('front matter', () => {
  it.each([
    [['author: Ada Stone'], 'Ada Stone'],
    [['author: "Stone, A."  # who'], 'Stone, A.'],
    [["author: 'O''Neill'"], "O'Neill"],
    [['authors: [Ada, Ben]'], 'Ada, Ben'],
    [['authors:', '  - Ada', '  - name: Ben', '    email: ben@example.org'], 'Ada, Ben'],
    [['author:', '  name: Ada'], 'Ada'],
    [['author: >'], undefined],
  ])('%j gives the author %p', (head, author) => {
    const document = read('---', ...head, 'title: T', 'date: 2020-01-01', 'lang: de-CH', '---', 'Text.')
    expect(document).toMatchObject({ title: 'T', year: 2020, language: 'de-ch', text: 'Text.' })
    expect(document.author).toBe(author)
  })

  it('is not recognised after a thematic break, or if it is not closed', () => {
    expect(read('---', 'Once upon a time.', '---', 'The end.').text).toContain('Once upon a time.')
    expect(read('---', 'title: T', '', 'Text.').text).toContain('Text.')
  })
})

describe('definition lists', () => {
  const found = (...lines: readonly string[]) =>
    read(...lines).definitions.map(({ term, definition }) => [term.text, definition.text])

  it.each([
    [['Crumb', ':   The inside of a loaf.']],
    [['Crumb', '', ':   The inside of a loaf.']],
    [['[Crumb]{#crumb}', ':   The inside', 'of a [loaf](#loaf).']],
    [['**Crumb**', ': The inside of a *loaf*.']],
  ])('%j', (lines) => {
    expect(found('Intro.', '', ...lines)).toEqual([['Crumb', 'The inside of a loaf.']])
  })

  it('of several terms, with or without blank lines', () => {
    const both = [
      ['Crumb', 'The inside.'],
      ['Crust', 'The outside.'],
    ]
    expect(found('Crumb', ': The inside.', 'Crust', ': The outside.')).toEqual(both)
    expect(found('Crumb', ': The inside.', '', 'Crust', ': The outside.')).toEqual(both)
  })

  it('are not paragraphs that contain a colon', () => {
    expect(found('He said', 'this: no.')).toEqual([])
    expect(found(': Not a definition, for nothing comes before it.')).toEqual([])
  })
})

describe('text', () => {
  it.each([
    ['links', 'See [the *page*](x.md "T") now.', 'See the page now.'],
    ['links defined in another file', 'See [the page][ref] now.', 'See the page now.'],
    ['pictures', 'A ![loaf](x.png){alt="a loaf"} here.', 'A here.'],
    ['attributes', '## Title {#t .c}', 'Title'],
    ['inline HTML', 'a <b>b</b><br/>c <script>x()</script>d', 'a b c d'],
    ['entities and escapes', 'A &amp; B \\* C', 'A & B * C'],
    ['template tags', 'One {% include x.html %} two.', 'One two.'],
    ['line breaks', 'one  \ntwo\nthree', 'one two three'],
    ['code spans', 'Run `a  b`.', 'Run a b.'],
  ])('has no markup: %s', (_, markdown, text) => {
    expect(read(markdown).text).toBe(text)
  })

  it('of code is unchanged, with its language', () => {
    const { blocks } = read('```{.python .numberLines}', 'if a:', '    b()', '', '```')
    expect(blocks).toMatchObject([{ kind: 'code', language: 'python', text: 'if a:\n    b()' }])
  })

  it('of tables is in cells', () => {
    const { blocks, definitions } = read('| Term | Meaning |', '|---|---|', '| Crumb | The inside. |', '| | Nothing |')
    expect(blocks[0]).toMatchObject({ kind: 'table', header: [{ text: 'Term' }, { text: 'Meaning' }] })
    expect(definitions.map(({ term, definition, form }) => [term.text, definition.text, form])).toEqual([
      ['Crumb', 'The inside.', 'table'],
    ])
  })

  it('of nested lists has depth and kind', () => {
    const { blocks } = read('1. a', '   - b', '     - c', '2. d', '', '   more of d', '   ```', '   code', '   ```')
    expect(blocks).toMatchObject([
      {
        kind: 'list',
        ordered: true,
        items: [{ depth: 0 }, { depth: 1, ordered: false }, { depth: 2 }, { depth: 0, ordered: true }],
      },
      { kind: 'paragraph', text: 'more of d' },
      { kind: 'code', text: 'code' },
    ])
  })

  it('has marks for bold, italic, code and links', () => {
    const { marks } = read('A **bold *both*** and `code` [link](x).')
    expect(marks.map(({ kind, text }) => [kind, text])).toEqual([
      ['bold', 'bold both'],
      ['italic', 'both'],
      ['code', 'code'],
      ['link', 'link'],
    ])
  })
})
