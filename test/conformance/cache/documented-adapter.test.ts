import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { snippetModules, toJavaScript } from '../../support/documentation/snippet-modules.js'
import { EmbeddingProject } from '../../support/embedding-project.js'

const DOCUMENT = 'docs/guides/write-an-adapter.md'

let project: EmbeddingProject
beforeAll(() => {
  project = new EmbeddingProject()
  // The package does not include fast-check: a project that tests an adapter installs it.
  project.link('fast-check', 'node_modules/fast-check')
  const [module] = snippetModules(DOCUMENT, readFileSync(DOCUMENT, 'utf8'))
  if (!module) throw new Error(`${DOCUMENT} has no adapter`)
  project.write('map-cache.test.mjs', toJavaScript(module))
})
afterAll(() => project?.remove())

it(`the adapter in ${DOCUMENT} passes the contract suite of the packed package, and its mutant is killed`, async () => {
  const { status, stdout } = await project.node('--test-reporter=tap', 'map-cache.test.mjs')
  expect(stdout).toMatch(/^# fail 0$/m)
  expect(stdout).toMatch(/^ok \d+ - cache\/lease-broken-by-clear:/m)
  expect(stdout).toMatch(/^ok \d+ - cache\/model:/m)
  expect(stdout).toMatch(/^ok \d+ - kills the mutant: /m)
  expect(status).toBe(0)
})

it('the contract suite reports the law that an adapter breaks', async () => {
  project.write(
    'mutant.test.mjs',
    `import { test } from 'node:test'
     import { cacheLaws, lawCases } from 'curriculum-generator/conformance'
     import { commitsAlways } from './map-cache.test.mjs'
     for (const { id, run } of lawCases(cacheLaws, commitsAlways.makeHarness)) test('mutant ' + id, run)`,
  )
  const onlyMutant = '--test-name-pattern=^mutant'
  const { status, stdout } = await project.node('--test-reporter=tap', onlyMutant, 'mutant.test.mjs')
  expect(stdout).toMatch(/^not ok \d+ - mutant cache\/lease-broken-by-set/m)
  expect(stdout).toMatch(/^ok \d+ - mutant cache\/miss/m)
  expect(status).toBe(1)
})
