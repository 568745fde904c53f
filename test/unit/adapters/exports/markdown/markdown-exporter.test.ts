import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { MarkdownExporter } from '../../../../../src/adapters/exports/index.js'
import {
  blocks,
  bullets,
  md,
  ownWords,
  quotation,
  table,
  textLines,
  verbatim,
} from '../../../../../src/adapters/exports/markdown/markup.js'
import type { GeneratedCurriculum } from '../../../../../src/domain/curriculum/index.js'
import { anyText, HOSTILE_TEXTS } from '../../../../support/exports/hostile-texts.js'
import { asRead, readExport } from '../../../../support/exports/read-export.js'
import { generatedSample } from '../../../../support/generated-curriculum.js'
import { curriculumOf } from '../../../../support/hostile-curriculum.js'
import { smallCurriculum } from '../../../../support/small-curriculum.js'

type Root = ReturnType<typeof fromMarkdown>
type Nodes = Root | Root['children'][number]

const write = (generated: GeneratedCurriculum) => readExport(new MarkdownExporter(), generated, 'curriculum.md')
const parse = (source: string) =>
  fromMarkdown(source, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] })

const SHORT = HOSTILE_TEXTS.filter((text) => text.length < 1000)

/** What the file may be made of. */
const MEANT = [
  'root heading paragraph text strong emphasis link list listItem blockquote break code table tableRow tableCell',
]
  .join(' ')
  .split(' ')

function walk(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node)
  if ('children' in node) for (const child of node.children) walk(child, visit)
}

function nodesOf(tree: Root): readonly Nodes[] {
  const nodes: Nodes[] = []
  walk(tree, (node) => nodes.push(node))
  return nodes
}

function textOf(node: Nodes): string {
  let text = ''
  walk(node, (inner) => {
    if (inner.type === 'text' || inner.type === 'code') text += inner.value
    if (inner.type === 'break') text += ' '
  })
  return asRead(text)
}

/** The tree without what texts differ in. Material in columns is code, other material a quotation. */
function skeleton(node: Nodes): unknown {
  if (node.type === 'text' || node.type === 'break') return []
  if (node.type === 'code') return [['blockquote', ['paragraph']]]
  const inner = 'children' in node ? node.children.flatMap((child) => skeleton(child)) : []
  const depth = node.type === 'heading' ? node.depth : ''
  return [[`${node.type}${depth}`, ...(inner as unknown[])]]
}

/** The addresses of the headings, as renderers make them: a second heading of the same words has a number. */
function addresses(headings: readonly Nodes[]): ReadonlySet<string> {
  const taken = new Set<string>()
  for (const heading of headings) {
    const slug = textOf(heading)
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replace(/ /g, '-')
    let address = slug
    for (let count = 1; taken.has(`#${address}`); count++) address = `${slug}-${count}`
    taken.add(`#${address}`)
  }
  return taken
}

// What GFM makes links of without a mark, which the parser above does not know. A full stop after "@" ends a sentence.
const AUTOLINK = /(?:https?|ftp):\/\/|www\.\S|[\w.+-]@(?:[\w-]|\.\w)/i

function expectOnlyMeant(source: string): Root {
  const tree = parse(source)
  const nodes = nodesOf(tree)
  expect([...new Set(nodes.map(({ type }) => type))].filter((type) => !MEANT.includes(type))).toEqual([])
  const links = nodes.flatMap((node) => (node.type === 'link' ? [node.url] : []))
  expect(links.filter((url) => !url.startsWith('#'))).toEqual([])
  const prose = source.replace(/^(`{3,})\n(?:.*\n)*?\1$/gm, '')
  expect(AUTOLINK.exec(prose)?.[0]).toBeUndefined()
  return tree
}

/** The parts of the file where every text is one word. */
const plain = async (make: (text: string) => GeneratedCurriculum) => skeleton(parse(await write(make('word'))))

describe('MarkdownExporter', () => {
  // Each text alone is in a later test; here is what they do to a whole file. Long texts stand once in each kind of field.
  const whole = ['</script><img src=x onerror=1>', 'a | b\n---|---\nc | d', '](javascript:1)', '']
  const long = [SHORT.join(' '), SHORT.join('\n')]
  const CASES = [
    ...whole.map((text) => ({ text, make: curriculumOf, min: 20 })),
    ...long.map((text) => ({ text, make: smallCurriculum, min: 2 })),
  ].map((each) => ({ ...each, shown: JSON.stringify(each.text.slice(0, 40)) }))

  it.each(CASES)('leaves $shown text in every field', async ({ text, make, min }) => {
    const source = await write(make(text))
    const tree = expectOnlyMeant(source)
    expect(skeleton(tree)).toEqual(await plain(make))
    const nodes = nodesOf(tree)
    const shown = asRead(text) || '—'
    const title = nodes.find(({ type }) => type === 'heading')
    expect(title && textOf(title)).toBe(shown)
    const cells = nodes.filter(({ type }) => type === 'tableCell').map(textOf)
    expect(cells.filter((cell) => cell === shown).length).toBeGreaterThan(min)
    const quotes = nodes.filter(({ type }) => type === 'blockquote' || type === 'code').map(textOf)
    expect(quotes.filter((quote) => quote === shown).length).toBeGreaterThan(min)
  })

  it('leaves any text text', async () => {
    const expected = await plain(smallCurriculum)
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const source = await write(smallCurriculum(text))
        expect(skeleton(expectOnlyMeant(source))).toEqual(expected)
      }),
      { numRuns: 25 },
    )
  })

  it('escapes any text in every place', () => {
    const placed = (text: string) =>
      blocks(
        md`# ${text}`,
        md`${text}`,
        bullets([md`**${text}**: ${text}`, md`[${text}](#x) *${text}* (${text})`]),
        table([{ content: md`A` }, { content: md`B`, numeric: true }], [[md`${text}`, md`**${text}**`]]),
        md`Word ${ownWords(text)}`,
        quotation(text),
        verbatim(text),
        textLines(text),
      ).source
    const expected = skeleton(parse(placed('word')))
    const check = (text: string) => {
      const source = placed(text)
      const tree = expectOnlyMeant(source)
      expect(skeleton(tree)).toEqual(expected)
      const visible = nodesOf(tree).filter(({ type }) => ['heading', 'blockquote', 'tableCell'].includes(type))
      const shown = asRead(text) || '—'
      expect(visible.map(textOf)).toEqual([shown, 'A', 'B', shown, shown, shown])
    }
    for (const text of HOSTILE_TEXTS) check(text)
    fc.assert(fc.property(anyText, check), { numRuns: 200 })
  })

  it('links to headings that exist', async () => {
    for (const generated of [await generatedSample(), curriculumOf('A *b* [c](d) é & "x"')]) {
      const nodes = nodesOf(parse(await write(generated)))
      const anchors = addresses(nodes.filter(({ type }) => type === 'heading'))
      const links = nodes.flatMap((node) => (node.type === 'link' ? [decodeURIComponent(node.url)] : []))
      expect(links.length).toBeGreaterThan(50)
      expect([...new Set(links)].filter((link) => !anchors.has(link))).toEqual([])
    }
  })

  it('shows every item with its options, every key apart from them, and every quote', async () => {
    const generated = await generatedSample()
    const source = await write(generated)
    const [before = '', items = '', keys = ''] = source.split(/^## (?:Questions and tasks|Answer key)$/m)
    const shown = nodesOf(parse(items))
    const paragraphs = shown.filter(({ type }) => type === 'paragraph').map(textOf)
    for (const item of generated.curriculum.items) {
      expect(paragraphs.filter((text) => text.endsWith(`. ${asRead(item.stem)}`))).not.toEqual([])
      for (const { text } of item.format === 'open' ? [] : item.options) {
        expect(paragraphs.some((paragraph) => paragraph.slice(3) === asRead(text))).toBe(true)
      }
    }
    expect(items).not.toMatch(/#quote-/)
    const { units } = generated.curriculum
    const counts = units.map(() => 0)
    for (const item of generated.curriculum.items) {
      const unit = units.findIndex(({ outcomes }) => outcomes.some(({ id }) => id === item.outcomeId))
      const number = (counts[unit] ?? 0) + 1
      counts[unit] = number
      if (item.format !== 'choice') continue
      const right = item.options.findIndex(({ id }) => id === item.key)
      expect(keys).toContain(`**Q${unit + 1}.${number}.** **${'ABCDE'.charAt(right)}.** `)
    }
    const quoted = nodesOf(parse(source.slice(source.indexOf('\n## Quotes\n'))))
      .filter(({ type }) => type === 'blockquote')
      .map(textOf)
    for (const { citations } of generated.curriculum.units.flatMap(({ keyPoints }) => keyPoints)) {
      for (const { quote } of citations) expect(quoted).toContain(asRead(quote))
    }
    expect(before).toContain('| **Workload** | 24 h |')
  })

  it('leaves out missing parts', async () => {
    const generated = await generatedSample()
    const { benchmark: _none, ...rest } = generated
    const bare = { ...rest, sourcing: { ...generated.sourcing, aims: [], unused: [], refused: [] } }
    const source = await write({
      ...bare,
      curriculum: { ...generated.curriculum, items: [], skillBook: [], blueprint: { cells: [] } },
    })
    expect(
      /Comparison|in the documents\*|^### (?:Documents that were not used|Files that)|undefined|NaN|\[object/m.exec(
        source,
      )?.[0],
    ).toBeUndefined()
    expectOnlyMeant(source)
  })
})
