import { type DocxParagraph, docxFile } from './docx-file.js'
import { type PdfText, pdfFile } from './pdf-file.js'

/** The content of the lesson in every format, for comparison with the documents read. */
export const LESSON = {
  title: 'Keeping a Sourdough Starter',
  author: 'Mira Holm',
  objective: 'Explain what a sourdough starter is.',
  intro: 'Bakers raised bread long before yeast was sold in shops. They kept a jar of living dough instead.',
  heading: 'Feeding the starter',
  term: 'Starter',
  definition: 'a dough of flour and water in which wild yeast and bacteria live.',
  steps: ['Throw away half of the starter.', 'Add flour and water in equal weights.', 'Wait until it has doubled.'],
  keyPoint: 'A starter that is fed every day stays active.',
} as const

const L = LESSON

const markdown = `---
title: "${L.title}"
author: ${L.author}
date: 2022-05-01
lang: en
---

::: objectives

- ${L.objective}

:::

${L.intro.replace('. ', '.\n')}

**${L.term}**: ${L.definition}

## ${L.heading}

1. ${L.steps[0]}
2. ${L.steps[1]}
3. ${L.steps[2]}

> ## Key points
>
> - ${L.keyPoint}
{: .keypoints}
`

const text = `${L.title.toUpperCase()}

Learning objectives

- ${L.objective}

${L.intro.replace('. ', '.\n')}

${L.heading}
${'-'.repeat(L.heading.length)}

1. ${L.steps[0]}
2. ${L.steps[1]}
3. ${L.steps[2]}

Key points

* ${L.keyPoint}
`

const html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bread - ${L.title}</title>
<meta name="author" content="${L.author}"><meta name="dc.date" content="2022"><style>p { color: red }</style>
<script>document.write('stolen')</script></head><body><nav><a href="/">Home</a></nav><main><h1>${L.title}</h1>
<section class="objectives"><ul><li>${L.objective}</li></ul></section><p>${L.intro}</p>
<dl><dt>${L.term}</dt><dd>${L.definition}</dd></dl><h2>${L.heading}</h2>
<ol>${L.steps.map((step) => `<li>${step}</li>`).join('')}</ol>
<div class="key-points"><ul><li>${L.keyPoint}</li></ul></div><script>alert('stolen')</script></main></body></html>`

const notebook = JSON.stringify({
  nbformat: 4,
  metadata: { title: L.title, language_info: { name: 'python' } },
  cells: [{ cell_type: 'markdown', metadata: {}, source: markdown }],
})

const asciidoc = `= ${L.title}
${L.author}
:lang: en
:revdate: 2022-05-01

== Learning objectives

* ${L.objective}

== What it is

${L.intro.replace('. ', '.\n')}

${L.term}:: ${L.definition}

== ${L.heading}

. ${L.steps[0]}
. ${L.steps[1]}
. ${L.steps[2]}

== Key points

* ${L.keyPoint}
`

const rst = `${'='.repeat(L.title.length)}
${L.title}
${'='.repeat(L.title.length)}

:author: ${L.author}
:date: 2022-05-01

.. admonition:: Learning objectives

   * ${L.objective}

${L.intro.replace('. ', '.\n')}

${L.term}
   ${L.definition}

${L.heading}
${'-'.repeat(L.heading.length)}

1. ${L.steps[0]}
2. ${L.steps[1]}
3. ${L.steps[2]}

Key points
----------

* ${L.keyPoint}
`

const docx: readonly DocxParagraph[] = [
  { style: 'Title', runs: [L.title] },
  { style: 'Heading 2', runs: ['Learning objectives'] },
  { list: 'bullet', runs: [L.objective] },
  { style: 'Heading 2', runs: ['What it is'] },
  { runs: [L.intro] },
  { runs: [{ bold: L.term }, `: ${L.definition}`] },
  { style: 'Heading 2', runs: [L.heading] },
  ...L.steps.map((step): DocxParagraph => ({ list: 'number', runs: [step] })),
  { style: 'Heading 2', runs: ['Key points'] },
  { list: 'bullet', runs: [L.keyPoint] },
]

function pdfPages(): readonly (readonly PdfText[])[] {
  const line = (y: number, words: string, more: Partial<PdfText> = {}): PdfText => ({
    x: 72,
    y,
    size: 11,
    text: words,
    ...more,
  })
  const head = (y: number, words: string) => line(y, words, { size: 14, font: 'bold' })
  const footer = (page: number) => line(30, `Bread for everyone, page ${page}`, { size: 8 })
  return [
    [
      line(780, L.title, { size: 20, font: 'bold' }),
      head(740, 'Learning objectives'),
      line(720, `• ${L.objective}`),
      head(690, 'What it is'),
      line(670, 'Bakers raised bread long before yeast was sold in shops. They kept a jar of liv-'),
      footer(1),
    ],
    [
      line(780, 'ing dough instead.'),
      line(750, L.term, { font: 'bold' }),
      line(750, `: ${L.definition}`, { x: 107.5 }),
      head(720, L.heading),
      ...L.steps.map((step, index) => line(700 - index * 14, `${index + 1}. ${step}`)),
      footer(2),
    ],
    [head(780, 'Key points'), line(760, `• ${L.keyPoint}`), footer(3)],
  ]
}

/** The same lesson in every format that is read, in words of our own. */
export function lessonFiles(): readonly { readonly name: string; readonly bytes: Buffer }[] {
  return [
    { name: 'lesson.md', bytes: Buffer.from(markdown) },
    { name: 'lesson.txt', bytes: Buffer.from(text) },
    { name: 'lesson.html', bytes: Buffer.from(html) },
    { name: 'lesson.ipynb', bytes: Buffer.from(notebook) },
    { name: 'lesson.adoc', bytes: Buffer.from(asciidoc) },
    { name: 'lesson.rst', bytes: Buffer.from(rst) },
    { name: 'lesson.docx', bytes: docxFile(docx, { title: L.title, author: L.author }) },
    { name: 'lesson.pdf', bytes: pdfFile(pdfPages(), { title: L.title, author: L.author, deflate: true }) },
  ]
}
