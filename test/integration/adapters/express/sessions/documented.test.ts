import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from '../../../../support/documentation/markdown.js'
import { compileModules, snippetModules, toJavaScript } from '../../../../support/documentation/snippet-modules.js'
import { COMPILER_TIMEOUT_MS, EmbeddingProject } from '../../../../support/embedding-project.js'

const DOCUMENT = 'docs/guides/express-sessions.md'
const text = readFileSync(DOCUMENT, 'utf8')

/** What a browser does with the documented app. */
const VISIT = `
const server = host.listen(0)
const base = 'http://localhost:' + server.address().port
let cookie = ''
const ask = async (method, path, more) => {
  const answer = await fetch(base + path, { method, headers: { Cookie: more ?? cookie }, redirect: 'manual' })
  for (const line of answer.headers.getSetCookie()) cookie = line.split(';')[0]
  return answer
}
const results = [(await ask('POST', '/sign-in')).headers.get('location')]
results.push(await (await ask('GET', '/')).json(), await (await ask('GET', '/')).json())
results.push((await ask('POST', '/sign-out')).status, await (await ask('GET', '/')).json())
console.log(JSON.stringify(results))
server.close()
server.closeAllConnections()
await app.close()
`

describe('the documented apps', () => {
  let project: EmbeddingProject
  beforeAll(() => {
    project = new EmbeddingProject()
    project.link('express-session', 'node_modules/express-session')
  })
  afterAll(() => project?.remove())

  it('that on express-session works as it is written', async () => {
    const snippet = snippetModules(DOCUMENT, text).find((module) => module.text.includes('expressSession('))
    if (!snippet) throw new Error('the snippet was not found')
    project.write('app.mjs', toJavaScript(snippet) + VISIT)
    const { stdout, stderr, status } = await project.node('app.mjs')
    expect({ stderr: status === 0 ? '' : stderr, status }).toEqual({ stderr: '', status: 0 })
    const user = 'u-1'
    const results: unknown = JSON.parse(stdout)
    expect(results).toEqual(['/', { user, views: 1 }, { user, views: 2 }, 204, { user: null, views: 1 }])
  })

  it(
    'the type of req.session can be claimed as it is written',
    async () => {
      const claim = parse(text).snippets.find(({ language }) => language === 'd.ts')
      const use = [
        "import express from 'express'",
        "import { createApp } from 'curriculum-generator'",
        "import { sessions } from 'curriculum-generator/express'",
        'const host = express().use(sessions(await createApp()))',
        "host.get('/', async (req, res) => void res.json(await req.session.get('a')))",
      ]
      const lines = ['```ts', ...(claim?.code ?? []), ...use, '```']
      const modules = snippetModules('docs/claim.md', lines.join('\n'))
      const entries = {
        'curriculum-generator': 'dist/index.d.ts',
        'curriculum-generator/express': 'dist/adapters/express/index.d.ts',
      }
      expect(await compileModules(modules, entries)).toEqual([])
    },
    COMPILER_TIMEOUT_MS,
  )
})
