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

describe('text that looks like a notation', () => {
  it.each([
    'Take m[2][3] of it.',
    'The class [^abc] excludes three letters; [^a-z][0-9] as well.',
    'So \\sum_{i=1}^{n} x_i adds {n=1, 2} and {a=b}.',
    'A [row][col] pair, grid[i][], f(x)[0]{n}.',
    'It costs $5, or 5$ and US$10.',
    'The set {#5} of {.6}.',
    '100{% of it.',
  ])('is text: %s', (line) => {
    expect(read(line).text).toBe(line)
    expect(read(`> - ${line}`).text).toBe(line)
  })

  it('is text if it is escaped', () => {
    expect(
      read('m\\[2\\]\\[3\\], \\[my_file\\], \\[text\\]{.note}, \\{.a\\}, [x]\\{.b\\}, \\[^1\\].', '', '[^1]: Note.')
        .text,
    ).toBe('m[2][3], [my_file], [text]{.note}, {.a}, [x]{.b}, [^1].\n\nNote.')
    expect(read('&#91;page&#93;[the-target] and a\\$b\\$').text).toBe('[page][the-target] and a$b$')
  })
})

describe('attributes', () => {
  it.each([
    ['a span', 'A [small *word*]{.smallcaps #w} here.', 'A small word here.'],
    ['code', 'Run `x`{.python}.', 'Run x.'],
    ['a link', 'See [it](a.md){.btn target="_blank"}.', 'See it.'],
    ['a link defined in another file', 'See [the **page**][the-page]{.btn}.', 'See the page.'],
    ['emphasis in kramdown', 'It *rises*{: .x}.', 'It rises.'],
    ['emphasis in other dialects', 'It *rises*{.x}.', 'It rises{.x}.'],
    ['a word', 'It rises{.x}.', 'It rises{.x}.'],
    ['a heading', '## Title {#t .c data-x="1"}', 'Title'],
    ['a heading with text in braces', '## Sets {n=1, 2}', 'Sets {n=1, 2}'],
    ['a heading with escaped braces', '## Sets \\{#t\\}', 'Sets {#t}'],
  ])('behind %s', (_, markdown, text) => {
    expect(read(markdown).text).toBe(text)
  })
})

describe('footnotes', () => {
  it.each([
    ['a sentence', ['True.[^1]', '', '[^1]: A *note*.'], 'True.\n\nA note.'],
    ['one word', ['True.[^n] So.', '', '[^n]: word'], 'True. So.\n\nword'],
    ['a URL', ['True.[^Web]', '', '[^web]: https://a.example/x_y_z'], 'True.\n\nhttps://a.example/x_y_z'],
    ['several', ['A[^1] b[^2].', '', '[^1]: One', '[^2]: Two', 'lines.'], 'A b.\n\nOne\n\nTwo lines.'],
    ['blocks', ['A[^1].', '', '[^1]: One.', '', '    Two.', '', 'After.'], 'A.\n\nOne.\n\nTwo.\n\nAfter.'],
    ['in a quotation', ['> A[^1].', '>', '> [^1]: Note.'], 'A.\n\nNote.'],
    ['not defined', ['True.[^1]'], 'True.[^1]'],
    ['defined in code', ['True.[^1]', '', '```', '[^1]: x', '```'], 'True.[^1]\n\n[^1]: x'],
  ])('%s', (_, lines, text) => {
    expect(read(...lines).text).toBe(text)
  })
})

describe('formulas', () => {
  const formulas = (document: KnowledgeDocument) =>
    document.marks.filter(({ kind }) => kind === 'formula').map(({ text }) => text)

  it.each([
    ['Then $a_1 * b * c_2$ and $\\{x\\}$.', ['$a_1 * b * c_2$', '$\\{x\\}$']],
    ['Then $$\\frac{a}{b}$$.', ['$$\\frac{a}{b}$$']],
    ['Then \\(a_1 * b * c\\).', ['\\(a_1 * b * c\\)']],
    ['It costs $5 and $10; `$a$` is code, \\$a\\$ is text.', []],
  ])('in a line are unchanged: %s', (line, expected) => {
    const document = read(line)
    expect(formulas(document)).toEqual(expected)
    expect(document.text).toBe(line.replaceAll('`', '').replaceAll('\\$', '$'))
  })

  it.each([
    ['$$', ['$$', 'a_1 \\\\', '= b', '- c % why', '$$'], '$$a_1 \\\\ = b - c$$'],
    ['$$ with a label', ['$$', 'x', '$$ {#eq-x}'], '$$x$$'],
    ['$$ with a blank line', ['$$', 'x', '', 'y', '$$'], '$$x y$$'],
    ['brackets', ['\\[', 'x_1', '\\]'], '\\[x_1\\]'],
    ['an environment', ['\\begin{align}', 'a_1 \\\\ b', '\\end{align}'], '\\begin{align} a_1 \\\\ b \\end{align}'],
    ['a code fence', ['```math', 'x_1', '```'], '$$x_1$$'],
  ])('on lines of their own: %s', (_, lines, formula) => {
    const document = read('Before', '', ...lines, '', 'after.')
    expect(formulas(document)).toEqual([formula])
    expect(document.text).toBe(`Before\n\n${formula}\n\nafter.`)
    expect(read('- Before', '', ...lines.map((line) => `  ${line}`), '', '- after.').text).toBe(
      `Before\n\n${formula}\nafter.`,
    )
  })

  it('that never end are text', () => {
    expect(read('$$ a', '', 'b *c*').text).toBe('$$ a\n\nb c')
    expect(read('Costs $5 a *loaf*.').text).toBe('Costs $5 a loaf.')
  })

  it('do not end a sentence', () => {
    expect(read('Take $f(x!). G$ then.').sentences).toHaveLength(1)
  })
})

describe('special blocks after code', () => {
  it.each([
    ['behind a bullet', ['- ```js', '  a', '  ```']],
    ['behind a number', ['1. ~~~', '   a', '   ~~~']],
    ['in a quotation in a list', ['- > ```', '  > a', '  > ```']],
    ['that ends with its list entry', ['- ```js', '  a', '', 'Text.']],
    ['that ends with its quotation', ['> ```js', '> a', '', 'Text.']],
    ['that is indented', ['Text:', '', '    ```', '    a', '']],
    ['with a longer fence in it', ['~~~', '```', '~~~']],
  ])('%s', (_, lines) => {
    const { regions: found } = read(...lines, '', '::: note', '', 'Hello.', '', ':::', '', 'End.')
    expect(found.map(({ role }) => role)).toEqual(['note'])
  })

  it('keep their code, in directives and admonitions', () => {
    const text = 'a\n\n::: x'
    expect(read('````{note}', 'a', '', '```js', '::: x', '```', '````').text).toBe(text)
    expect(read('!!! note', '    a', '', '    ```', '    ::: x', '    ```').text).toBe(text)
  })

  it('keep their title if their name is unknown', () => {
    expect(read('::: tab On Windows', 'Click.', ':::').text).toBe('On Windows\n\nClick.')
    expect(read('!!! quote "He said"', '    Yes.').text).toBe('He said\n\nYes.')
  })
})

describe('front matter of any form', () => {
  it.each([
    ['a key with a blank', ['---', 'my key: x', 'title: T', '---']],
    ['a key in quotes', ['---', '"key": x', "'title': T", '---']],
    ['a key in other letters', ['---', 'Größe: x', '作者: y', 'title: T', '---']],
    ['blank lines and comments', ['', '---', '', '# why', 'title: T', '...']],
    ['a title in several lines', ['---', 'title: >-', '  T', '---']],
    ['an error', ['---', 'description: a: b', 'title: T', '  - x: [', '---']],
    ['TOML', ['+++', 'title = "T"', 'tags = ["a", "b"]', '[params]', 'title = "no"', '+++']],
    ['TOML with other quotes', ['+++', '# why', 'weight = 3', "title = '''T'''", '+++']],
    ['the title block of Pandoc', ['% T', '% Ada', '']],
  ])('%s', (_, lines) => {
    expect(read(...lines, 'Text.')).toMatchObject({ title: 'T', text: 'Text.' })
  })

  it.each([
    ['YAML', ['---', 'title: "Caf\\xe9 \\u00fc\\t\\"x\\""', 'lang: no', 'date: 2020-01-01', '---']],
    ['TOML', ['+++', 'title = "Caf\\u00e9 \\u00fc\\t\\"x\\""', "languageCode = 'no'", 'date = 2020-01-01', '+++']],
  ])('has escapes, and values that are not numbers or booleans: %s', (_, lines) => {
    expect(read(...lines, 'Text.')).toMatchObject({ title: 'Café ü "x"', language: 'no', year: 2020 })
  })

  it.each([
    ['names', ['authors:', '  - name: {given: Ada, family: Stone}', '  - Ben'], 'Ada Stone, Ben'],
    ['nothing', ['author: ~'], undefined],
    ['aliases', ['author: &a [Ada]', 'editor: *a'], 'Ada'],
  ])('has authors: %s', (_, lines, author) => {
    expect(read('---', ...lines, '---', 'Text.').author).toBe(author)
  })

  it.each([
    [
      'aliases that expand',
      [
        'a: &a [x, x, x, x, x, x, x, x, x]',
        ...'bcdefgh'
          .split('')
          .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[at]}`).join(', ')}]`),
      ],
    ],
    ['deep nesting', [`a: ${'['.repeat(20_000)}`]],
    ['deep nesting of blocks', [`a: ${'- '.repeat(20_000)}b`]],
    ['too many characters', [`a: "${'x'.repeat(100_000)}"`]],
  ])('is left out if it cannot be parsed: %s', (_, lines) => {
    expect(read('---', ...lines, 'title: T', '---', 'Text.').text).toBe('Text.')
  })

  it('is not prose between thematic breaks', () => {
    expect(read('---', 'Remember: yeast is alive.', '', '---', 'End.').text).toContain('Remember')
    expect(read('+++', 'No TOML.', '+++').text).toContain('No TOML.')
    expect(read('% of the dough is water.', 'More.').text).toContain('% of the dough')
  })
})

describe('lessons of The Carpentries', () => {
  it('have the questions, objectives and key points of their front matter', () => {
    const document = read(
      ...['---', 'title: Bread', 'teaching: 10', 'questions:', '- "Why does *dough* rise?"', 'objectives:'],
      ...['- Explain yeast.', '- "Bake a loaf."', 'keypoints:', '- Yeast makes gas.', '---', 'Yeast is alive.'],
    )
    expect(document.title).toBe('Bread')
    expect(regions(document)).toEqual([
      ['questions', undefined, 'Why does dough rise?', undefined],
      ['objectives', undefined, 'Explain yeast.\nBake a loaf.', undefined],
      ['key-points', undefined, 'Yeast makes gas.', undefined],
    ])
    expect(document.text.indexOf('Yeast is alive.')).toBeGreaterThan(document.text.indexOf('Bake a loaf.'))
  })

  it('have no blocks for fields that are empty or no texts', () => {
    expect(read('---', 'title: Bread', 'questions:', 'objectives: []', '---', 'It rises.').text).toBe('It rises.')
    expect(read('---', 'questions:', '- text: Why?', '  answer: Gas.', '---', 'It rises.').text).toBe('It rises.')
  })
})

describe('roles of MyST', () => {
  it.each([
    ['The {term}`yeast` rises.', 'The yeast rises.', ['link']],
    ['See {ref}`the oven <sec-oven>` now.', 'See the oven now.', ['link']],
    ['See {doc}`../bread` now.', 'See ../bread now.', ['link']],
    ['It is {math}`x^2` high.', 'It is $x^2$ high.', ['formula']],
    ['{abbr}`DOP (degree of proof)` counts.', 'DOP counts.', []],
    ['Press {kbd}`Ctrl-C` or call {py:func}`~bread.bake`.', 'Press Ctrl-C or call bread.bake.', ['code', 'code']],
    ['**Use {term}`flour`.**', 'Use flour.', ['bold', 'link']],
    ['{sup}`2`H and {sub}`n`', '2H and n', []],
    ['The set {n}`code` is {yeast}`code`.', 'The set {n}code is {yeast}code.', ['code', 'code']],
  ])('%s', (source, text, marks) => {
    const document = read(source)
    expect(document.text).toBe(text)
    expect(document.marks.map(({ kind }) => kind)).toEqual(marks)
  })
})
