import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { cacheLaws, cacheModel } from '../../src/ports/conformance/index.js'

/** The laws as a document lists them: rows of an id and a sentence. */
function lawsIn(text: string): readonly (readonly [id: string, law: string])[] {
  return [...text.matchAll(/^\| `(cache\/[a-z-]+)` \| (.+) \|$/gm)].map(([, id = '', law = '']) => [id, law])
}

const sorted = (laws: readonly (readonly [id: string, law: string])[]) =>
  [...laws].sort(([one], [other]) => (one < other ? -1 : 1))

it('docs/reference/ports/cache.md lists the laws of the contract suite, with the same text, each once', () => {
  const suite = [...cacheLaws, cacheModel(fc)].map(({ id, law }) => [id, law] as const)
  expect(sorted(lawsIn(readFileSync('docs/reference/ports/cache.md', 'utf8')))).toEqual(sorted(suite))
})

it('and the capabilities that they need', () => {
  const text = readFileSync('docs/reference/ports/cache.md', 'utf8').replaceAll(/\s+/g, ' ')
  const [, paragraph = ''] = /Some laws apply only (.*?)\. ## /.exec(text) ?? []
  for (const { id, needs = [] } of cacheLaws) {
    for (const need of needs) expect(paragraph).toMatch(new RegExp(`\`${id}\`[^;,]* needs? \`${need}\``))
  }
})
