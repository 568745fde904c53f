import { describe, expect, it } from '@jest/globals'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../../src/adapters/documents/read-document.js'
import { statedObjectives } from '../../../../src/domain/curriculum/analysis/stated-objectives.js'
import type { KnowledgeDocument } from '../../../../src/domain/knowledge/index.js'
import { docxFile } from '../../../support/documents/docx-file.js'
import { misquotes } from '../../../support/documents/misquotes.js'
import { pptxFile } from '../../../support/documents/pptx-file.js'

async function read(name: string, content: string | Buffer): Promise<KnowledgeDocument> {
  const document = await readDocument({ name, bytes: Buffer.from(content) }, DEFAULT_DOCUMENT_LIMITS)
  expect(misquotes(document)).toEqual([])
  return document
}

const kinds = ({ blocks }: KnowledgeDocument) => blocks.map((block) => block.kind)
const headings = ({ sections }: KnowledgeDocument) =>
  sections.flatMap(({ heading, level }) => (heading === undefined ? [] : [`${level} ${heading.text}`]))
const entries = ({ blocks }: KnowledgeDocument) =>
  blocks.flatMap((block) => (block.kind === 'list' ? block.items.map(({ text, depth }) => `${depth} ${text}`) : []))

describe('a notebook', () => {
  const cell = (cell_type: string, source: string | readonly string[], more: object = {}) => ({
    cell_type,
    source,
    metadata: {},
    ...more,
  })
  const notebook = (...cells: readonly object[]) =>
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { language_info: { name: 'python' } }, cells })

  it('has the text of its cells, code, and output as code', async () => {
    const document = await read(
      'a.ipynb',
      notebook(
        cell('markdown', ['# Loops\n', '\n', '## Learning objectives\n', '\n', '- Write a loop over $x_i$.']),
        cell('code', 'print(1 + 1)', { outputs: [{ output_type: 'stream', name: 'stdout', text: ['2\n'] }] }),
        cell('raw', 'for printing only'),
        cell('code', 'plot()', {
          outputs: [
            {
              output_type: 'display_data',
              data: { 'image/png': 'AAAA', 'text/plain': '<Figure size 1x1 with 1 Axes>' },
            },
          ],
        }),
      ),
    )
    expect(document).toMatchObject({
      format: 'notebook',
      title: 'Loops',
      notices: ['1 picture in the output was not read'],
    })
    expect(kinds(document)).toEqual(['heading', 'heading', 'list', 'code', 'code', 'code'])
    expect(document.blocks.slice(3)).toMatchObject([
      { text: 'print(1 + 1)', language: 'python' },
      { text: '2', language: 'output' },
      { text: 'plot()' },
    ])
    expect(statedObjectives(document)).toMatchObject([{ text: 'Write a loop over $x_i$.' }])
    expect(document.sentences.some(({ text }) => text.includes('print'))).toBe(false)
  })

  it('is detected by its content, also in version 3', async () => {
    const content = JSON.stringify({
      nbformat: 3,
      worksheets: [
        {
          cells: [
            { cell_type: 'heading', level: 1, source: 'Loops' },
            { cell_type: 'code', input: 'x = 1', outputs: [] },
          ],
        },
      ],
    })
    const document = await read('a.json', content)
    expect([headings(document), kinds(document)]).toEqual([['1 Loops'], ['heading', 'code']])
  })

  it('is refused if it is damaged', async () => {
    await expect(read('a.ipynb', '{"cells": [')).rejects.toMatchObject({ code: 'UNREADABLE_DOCUMENT' })
  })
})

it('reads AsciiDoc', async () => {
  const document = await read(
    'a.adoc',
    `= Keeping a Starter
Mira Holm
:lang: en

include::part.adoc[]

== Learning objectives

* Explain what a starter *is*.

== Feeding

Read on {localdate}. Use \`flour\` and stem:[x^2].

Starter:: a dough in which yeast lives

[NOTE]
====
Keep it warm.
====

[source,bash]
----
$ feed --daily
----

. Throw half away.
.. Keep the rest.
`,
  )
  expect(document).toMatchObject({
    format: 'asciidoc',
    title: 'Keeping a Starter',
    author: 'Mira Holm',
    language: 'en',
  })
  expect(headings(document)).toEqual(['1 Keeping a Starter', '2 Learning objectives', '2 Feeding'])
  expect(statedObjectives(document)).toMatchObject([{ text: 'Explain what a starter is.' }])
  expect(document.definitions).toMatchObject([
    { term: { text: 'Starter' }, definition: { text: 'a dough in which yeast lives' } },
  ])
  expect(document.blocks).toContainEqual(
    expect.objectContaining({ kind: 'code', text: '$ feed --daily', language: 'bash' }),
  )
  expect(document.regions.map(({ role }) => role)).toContain('note')
  expect(entries(document)).toEqual(['0 Explain what a starter is.', '0 Throw half away.', '1 Keep the rest.'])
  expect(document.text).toContain('Read on . Use flour and \\(x^2\\).')
  expect(document.text).not.toMatch(/include|====/)
  expect(document.notices).toEqual(['1 included file stands apart'])
})

it('reads reStructuredText', async () => {
  const document = await read(
    'a.rst',
    `.. _start:

==================
Keeping a Starter
==================

:author: Mira Holm

.. admonition:: Learning objectives

   - Explain what a starter *is*.

Feeding
=======

Use \`\`flour_1\`\` and :math:\`x^2\`, see :ref:\`the table <t>\` and \`the site <https://example.org/a_b>\`_. Call :func:\`feed\`::

    $ feed --daily
      twice

Starter
   a dough in which yeast lives

.. code-block:: python

   print(1)

.. image:: a.png
   :alt: a jar

.. math::

   a^2 + b^2

#. Throw half away.
#. Add flour.

=======  =====
Flour    Water
=======  =====
rye      much
wheat    less
=======  =====

.. A comment that nobody sees.
`,
  )
  expect(document).toMatchObject({ format: 'rst', title: 'Keeping a Starter', author: 'Mira Holm' })
  expect(headings(document)).toEqual(['1 Keeping a Starter', '2 Learning objectives', '2 Feeding'])
  expect(statedObjectives(document)).toMatchObject([{ text: 'Explain what a starter is.' }])
  expect(document.text).toContain('Use flour_1 and $x^2$, see the table and the site. Call feed:')
  expect(document.blocks.flatMap((block) => (block.kind === 'code' ? [block.text] : []))).toEqual([
    '$ feed --daily\n  twice',
    'print(1)',
  ])
  expect(document.definitions).toMatchObject([
    { term: { text: 'Starter' }, definition: { text: 'a dough in which yeast lives' } },
  ])
  expect(entries(document)).toEqual(['0 Explain what a starter is.', '0 Throw half away.', '0 Add flour.'])
  expect(document.blocks.find(({ kind }) => kind === 'table')).toMatchObject({
    header: [{ text: 'Flour' }, { text: 'Water' }],
  })
  expect(document.text).toContain('$$a^2 + b^2$$')
  expect(document.text).not.toMatch(/comment|a jar|=====/)
})

it('reads the titles and texts of slides in their order', async () => {
  const document = await read(
    'a.pptx',
    pptxFile([
      { title: 'Keeping a Starter' },
      {
        title: 'Learning objectives',
        body: [
          [0, 'Explain what a starter is'],
          [0, 'Feed it'],
          [1, 'every day'],
        ],
      },
      {
        title: 'Flours',
        table: [
          ['Flour', 'Water'],
          ['rye', 'much'],
        ],
      },
      { title: 'Flours', body: [[0, 'Wheat needs less water.']] },
      { title: 'Secret', hidden: true },
    ]),
  )
  expect(document).toMatchObject({
    format: 'pptx',
    title: 'Keeping a Starter',
    notices: ['hidden slides: 1, left out'],
  })
  expect(headings(document)).toEqual(['1 Keeping a Starter', '2 Learning objectives', '2 Flours'])
  expect(entries(document)).toEqual(['0 Explain what a starter is', '0 Feed it', '1 every day'])
  expect(statedObjectives(document).map(({ text }) => text)).toEqual(['Explain what a starter is', 'Feed it'])
  expect(document.blocks.find(({ kind }) => kind === 'table')).toMatchObject({
    header: [{ text: 'Flour' }, { text: 'Water' }],
  })
  expect(document.pages.map(({ number }) => number)).toEqual([1, 2, 3, 4])
})

it.each([
  ['a.tex', '\\section{Bread}\nDough rises.'],
  ['a.txt', '% notes\n\\documentclass{article}\n\\begin{document}\nDough rises.\n\\end{document}'],
  ['refs.bib', '@book{a, title={Bread}}'],
])('refuses %s with the reason', async (name, content) => {
  await expect(read(name, content)).rejects.toMatchObject({
    code: 'UNSUPPORTED_DOCUMENT',
    message: expect.stringMatching(/TeX|bibliography/),
  })
})

it.each([
  ['Definition Term', 'Definition'],
  ['Definitionsbegriff', 'Definitionstext'],
  ['Terme', 'Définition'],
  ['Término', 'Definición'],
])('reads the Word styles %p and %p as a definition', async (term, definition) => {
  const style = (name: string, id: string) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`
  const bytes = docxFile(
    [
      { style: 'Title', runs: ['Bread'] },
      { style: 'T1', runs: ['Yeast'] },
      { style: 'D1', runs: ['a fungus that makes gas'] },
      { style: 'T1', runs: ['Gluten'] },
      { style: 'D1', runs: ['a protein of wheat'] },
    ],
    { moreStyles: `${style(term, 'T1')}${style(definition, 'D1')}` },
  )
  const document = await read('a.docx', bytes)
  expect(document.definitions.map((each) => [each.term.text, each.definition.text])).toEqual([
    ['Yeast', 'a fungus that makes gas'],
    ['Gluten', 'a protein of wheat'],
  ])
})
