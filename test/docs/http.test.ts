import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { declaredRoutes } from '../../src/adapters/express/build-router.js'
import { routedApp } from '../support/http-fixture.js'

it('docs/reference/http.md lists the routes with role and summary, in the order of their declarations', () => {
  const text = readFileSync('docs/reference/http.md', 'utf8')
  const rows = [...text.matchAll(/^\| `([A-Z]+ \/\S*)` \| ([a-z]+) \| (.+) \|$/gm)].map(([, ...cells]) => cells)
  const app = routedApp()
  const routes = declaredRoutes(app).map(({ method, path, role, summary }) => [
    `${method.toUpperCase()} ${path}`,
    role,
    summary,
  ])
  app.health.close()
  expect(rows).toEqual(routes)
})
