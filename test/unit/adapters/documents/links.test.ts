import { describe, expect, it } from '@jest/globals'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../../src/adapters/documents/read-document.js'
import type { Program } from '../../../../src/domain/curriculum/index.js'
import { planUnits } from '../../../../src/domain/curriculum/outline/plan-units.js'

const BRIEF: Program = {
  title: 'Soil',
  audience: 'Anybody',
  level: 'introductory',
  totalHours: 20,
  aims: ['Explain the soil'],
  language: 'en',
}

const read = (name: string, text: string) =>
  readDocument({ name, bytes: new TextEncoder().encode(text) }, DEFAULT_DOCUMENT_LIMITS)

const page = (title: string) =>
  `# ${title}\n\nThe ${title.toLowerCase()} matters to every gardener. Look at it in spring.`

/** The units of files: title and documents. */
async function unitsOf(files: { readonly [name: string]: string }) {
  const documents = await Promise.all(Object.entries(files).map(([name, text]) => read(name, text)))
  const { units, placement } = planUnits(documents, BRIEF)
  return {
    placement,
    units: units.map(({ title, parts }) => [title, parts.map(({ analysis }) => analysis.document.id)]),
  }
}

const PAGES = {
  'clay.md': page('Clay'),
  'humus.md': page('Humus'),
  'rain.md': page('Rain'),
  'sand.md': page('Sand'),
  'snow.md': page('Snow'),
  'wind.md': page('Wind'),
}
const EXPECTED = [
  ['Weather', ['wind.md', 'rain.md', 'snow.md']],
  ['Ground', ['sand.md', 'clay.md', 'humus.md']],
]

describe('A contents file gives the units and is not taught', () => {
  it.each([
    [
      'SUMMARY.md',
      '# Summary\n\n# Weather\n\n- [Wind](./wind.md)\n- [Rain](rain.md)\n- [Snow](snow.md)\n\n# Ground\n\n- [Sand](sand.md)\n- [Clay](clay.md)\n- [Humus](humus.md)\n',
    ],
    [
      'README.md',
      '# All pages\n\n1. Weather\n   - [Wind](wind.md)\n   - [Rain](rain.md#first)\n   - [Snow](snow.md)\n2. Ground\n   - [Sand](sand)\n   - [Clay](clay.html)\n   - [Humus](humus.md)\n',
    ],
    [
      'index.html',
      '<html><body><h1>Pages</h1><h2>Weather</h2><ul><li><a href="wind.md">Wind</a><li><a href="rain.md">Rain</a><li><a href="snow.md">Snow</a></ul><h2>Ground</h2><ul><li><a href="sand.md">Sand</a><li><a href="clay.md">Clay</a><li><a href="humus.md">Humus</a></ul></body></html>',
    ],
    [
      '_toc.yml',
      'format: jb-book\nparts:\n  - caption: Weather\n    chapters:\n      - file: wind\n      - file: rain\n      - file: snow\n  - caption: Ground\n    chapters: [{ file: sand }, { file: clay }, { file: humus }]\n',
    ],
    [
      'mkdocs.yml',
      'site_name: Soil\nnav:\n  - Weather:\n      - Wind: wind.md\n      - rain.md\n      - Snow: snow.md\n  - Ground:\n      - sand.md\n      - clay.md\n      - humus.md\n',
    ],
    [
      '_quarto.yml',
      'project: { type: book }\nbook:\n  title: Soil\n  chapters:\n    - part: Weather\n      chapters: [wind.md, rain.md, snow.md]\n    - part: Ground\n      chapters: [sand.md, clay.md, humus.md]\n',
    ],
  ])('%s', async (name, text) => {
    const { units, placement } = await unitsOf({ [name]: text, ...PAGES })
    expect(units).toEqual(EXPECTED)
    expect(placement).toEqual({ reason: `from ${name}`, confidence: 0.95 })
  })

  it('a schedule with weeks, which documents follow that it does not name', async () => {
    const files = Object.fromEntries(Object.entries(PAGES).map(([name, text]) => [`pages/${name}`, text]))
    const { units } = await unitsOf({
      'syllabus.md':
        '# Schedule\n\n## Week 1: Weather\n\n- [wind](pages/wind.md)\n- [rain](pages/rain.md)\n\n## Week 2: Ground\n\n- [sand](pages/sand.md)\n- [clay](pages/clay.md)\n',
      ...files,
    })
    expect(units.map(([title]) => title)).toEqual(['Weather', 'Ground'])
    expect(units.flatMap(([, ids]) => ids)).toHaveLength(6)
  })
})

describe('Links', () => {
  it('to the next page give the order', async () => {
    const order = ['sand', 'wind', 'clay', 'rain']
    const files = Object.fromEntries(
      order.map((name, index) => [
        `${name}.md`,
        `${page(name)}\n\n${index > 0 ? `[← Previous](${order[index - 1]}.md) ` : ''}${index < 3 ? `[Next →](${order[index + 1]}.md)` : ''}`,
      ]),
    )
    const { units, placement } = await unitsOf(files)
    expect(units.flatMap(([, ids]) => ids)).toEqual(order.map((name) => `${name}.md`))
    expect(placement.reason).toBe('in the order of their links to the next document')
  })

  it('are kept with what they lead to, and no others', async () => {
    const { links } = await read(
      'a/b.md',
      '# T\n\n## Part\n\n- [One](../c.md#x)\n- [Web](https://example.org/d.md)\n- ![Picture](e.png)\n- [Out](../../f.md)\n\n```\n[Code](g.md)\n```\n',
    )
    expect(links).toEqual([
      { text: 'T', depth: 1 },
      { text: 'Part', depth: 2 },
      { text: 'One', target: 'c.md', depth: 7 },
    ])
    expect(await read('a.md', page('A'))).not.toHaveProperty('links')
    expect(await read('a.md', `${page('A')} It writes \\[B\\](b.md).`)).not.toHaveProperty('links')
  })

  it('of includes give the order of AsciiDoc chapters', async () => {
    const { units } = await unitsOf({
      'ch1.adoc': '== Weather\n\nAll of it.\n\ninclude::parts/wind.md[]\n\ninclude::parts/rain.md[]\n',
      'ch2.adoc': '== Ground\n\nAll of it.\n\ninclude::parts/sand.md[]\n\ninclude::parts/clay.md[]\n',
      ...Object.fromEntries(['clay', 'rain', 'sand', 'wind'].map((name) => [`parts/${name}.md`, page(name)])),
    })
    expect(units.map(([, ids]) => ids)).toEqual([
      ['ch1.adoc', 'parts/wind.md', 'parts/rain.md'],
      ['ch2.adoc', 'parts/sand.md', 'parts/clay.md'],
    ])
  })

  it('in settings without contents change nothing', async () => {
    const { format, links } = await read('config.yml', 'title: Soil\ncolour: green and brown\n')
    expect({ format, links }).toEqual({ format: 'text', links: undefined })
  })
})
