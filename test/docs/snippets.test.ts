import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { documentsIn } from '../support/documentation/markdown.js'
import { compileModules, snippetModules, toJavaScript } from '../support/documentation/snippet-modules.js'
import { COMPILER_TIMEOUT_MS, EmbeddingProject } from '../support/embedding-project.js'

const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: { [entry: string]: string | { types: string } }
}
/** Each entry by the name that an embedder uses, with its types: built before the tests, as an embedder has them. */
const entries = Object.fromEntries(
  Object.entries(exports).flatMap(([entry, target]) =>
    typeof target === 'object' ? [[entry.replace(/^\./, 'curriculum-generator'), target.types]] : [],
  ),
)
const modules = documentsIn('.').flatMap((path) => snippetModules(path, readFileSync(path, 'utf8')))
/** Wrong on purpose, and compiled together with the others: the compiler needs seconds to load our types. */
const wrong = snippetModules(
  'docs/wrong.md',
  [
    ...['# Wrong', '', '```ts', `import { createApp } from 'curriculum-generator'`, '```', ''],
    ...['```ts continued', 'createApp({ http: { port: "4000" } })', 'createApp({ prot: 1 })', '```'],
  ].join('\n'),
)

describe('snippets in the documents', () => {
  let reports: readonly string[] = []
  beforeAll(async () => {
    reports = await compileModules([...modules, ...wrong], entries)
  }, COMPILER_TIMEOUT_MS)

  it('compile against our types', () => {
    expect(modules.length).toBeGreaterThan(10)
    expect(reports.filter((report) => !report.startsWith('docs/wrong.md:'))).toEqual([])
  })

  it('would be caught if they did not, at their line in the document', () => {
    expect(wrong.map(({ name }) => name)).toEqual(['docs/wrong.md:3'])
    expect(reports.filter((report) => report.startsWith('docs/wrong.md:'))).toEqual([
      expect.stringMatching(/^docs\/wrong\.md:8 Type 'string' is not assignable to type 'number'/),
      expect.stringMatching(/^docs\/wrong\.md:9 .*'prot' does not exist/),
    ])
  })

  it('are TypeScript, with marks that mean something', () => {
    expect(() => snippetModules('x.md', '```js\nlet a\n```')).toThrow('x.md:1 is marked as js')
    expect(() => snippetModules('x.md', '```ts runs\nlet a\n```')).toThrow('x.md:1 has the mark "runs"')
    expect(() => snippetModules('x.md', '```ts continued\nlet a\n```')).toThrow('x.md:1 continues nothing')
    expect(snippetModules('x.md', '```sh\nls\n```')).toEqual([])
  })
})

describe('snippets that are marked to run', () => {
  let project: EmbeddingProject
  beforeAll(() => {
    project = new EmbeddingProject()
  })
  afterAll(() => project?.remove())

  it.each(modules.filter(({ runs }) => runs))('$name runs to its end, with the packed package', async (module) => {
    project.write('snippet.mjs', toJavaScript(module))
    const { status, stderr } = await project.node('snippet.mjs')
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
  })

  it('would be caught if it failed', async () => {
    const [failing] = snippetModules(
      'x.md',
      '```ts run\nconst reason: string = "injected"\nthrow new Error(reason)\n```',
    )
    if (!failing) throw new Error('the snippet was not found')
    project.write('snippet.mjs', toJavaScript(failing))
    const { status, stderr } = await project.node('snippet.mjs')
    expect(status).toBe(1)
    expect(stderr).toContain('injected')
  })
})
