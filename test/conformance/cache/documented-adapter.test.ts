import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { snippetModules, toJavaScript } from '../../docs/snippet-modules.js'
import { EmbeddingProject } from '../../support/embedding-project.js'

const DOCUMENT = 'docs/guides/write-an-adapter.md'

describe(`the adapter in ${DOCUMENT}, beside the packed package`, () => {
  let project: EmbeddingProject
  let adapter: string
  beforeAll(() => {
    project = new EmbeddingProject()
    // What our package leaves to those who test with it.
    project.link('fast-check', 'node_modules/fast-check')
    const [module] = snippetModules(DOCUMENT, readFileSync(DOCUMENT, 'utf8'))
    if (!module) throw new Error(`${DOCUMENT} shows no adapter`)
    adapter = toJavaScript(module)
  })
  afterAll(() => project?.remove())

  it('keeps all laws', async () => {
    project.write('map-cache.test.mjs', adapter)
    const { status, stdout } = await project.node('--test-reporter=tap', 'map-cache.test.mjs')
    expect(stdout).toMatch(/^# fail 0$/m)
    expect(stdout).toMatch(/^ok \d+ - cache\/lease-broken-by-clear:/m)
    expect(stdout).toMatch(/^ok \d+ - cache\/model:/m)
    expect(status).toBe(0)
  })

  it('and would be caught if it broke one', async () => {
    const wrong = adapter.replace('leases.delete(key);\n    }\n    /** What is kept', '}\n    /** What is kept')
    expect(wrong).not.toBe(adapter)
    project.write('map-cache.test.mjs', wrong)
    const { status, stdout } = await project.node('--test-reporter=tap', 'map-cache.test.mjs')
    expect(stdout).toMatch(/^not ok \d+ - cache\/lease-broken-by-set:/m)
    expect(status).toBe(1)
  })
})
