import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { userLaws, userModelCase } from '../../src/ports/conformance/index.js'
import { modelUsersHarness } from '../support/accounts/model-users-harness.js'

const text = readFileSync('docs/reference/ports/users.md', 'utf8')

const sorted = (laws: readonly (readonly [id: string, law: string])[]) =>
  [...laws].sort(([one], [other]) => (one < other ? -1 : 1))

it('docs/reference/ports/users.md lists the laws of the contract suite, with the same text, each once', () => {
  const suite = [...userLaws, userModelCase(fc, modelUsersHarness())].map(({ id, law }) => [id, law] as const)
  const rows = [...text.matchAll(/^\| `((?:users|setup)\/[a-z-]+)` \| (.+) \|$/gm)]
  expect(sorted(rows.map(([, id = '', law = '']) => [id, law] as const))).toEqual(sorted(suite))
  expect(new Set(suite.map(([id]) => id)).size).toBe(suite.length)
})

it('and the capabilities that they need', () => {
  const [, paragraph = ''] = /Some laws need (.*?)\. ## /.exec(text.replaceAll(/\s+/g, ' ')) ?? []
  for (const { id, needs = [] } of userLaws) {
    for (const need of needs) expect(paragraph).toMatch(new RegExp(`\`${id}\`[^;,]*? needs? \`${need}\``))
  }
})
