import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import express, { type Router } from 'express'
import { buildRouter } from '../../../../../src/adapters/express/index.js'
import { ApiFixture } from '../../../../support/api-fixture.js'
import { routedApp, serveHost } from '../../../../support/http-fixture.js'

interface Document {
  readonly openapi: string
  readonly servers: readonly { readonly url: string }[]
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } }
  readonly components: { readonly schemas: { readonly [name: string]: object } }
}

interface Operation {
  readonly operationId: string
  readonly security: readonly object[]
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[]
  readonly responses: { readonly [status: string]: { readonly content?: object; readonly description: string } }
}

describe('the OpenAPI document', () => {
  let api: ApiFixture
  let document: Document
  beforeAll(async () => {
    api = await ApiFixture.start()
    document = (await api.send('GET /openapi.json')).body
  })
  afterAll(() => api.close())

  it('has exactly the routes of the router', () => {
    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(listed.sort()).toEqual(mountedRoutes(buildRouter(api.app)).sort())
  })

  it('gives every operation its own id, the parameters of its path and the errors of its declaration', () => {
    const ids = new Set<string>()
    for (const route of api.routes) {
      const operation = document.paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method]
      if (operation === undefined) throw new Error(`${route.id} is missing`)
      ids.add(operation.operationId)
      const inPath = operation.parameters?.filter((parameter) => parameter.in === 'path').map(({ name }) => name) ?? []
      expect(inPath.sort()).toEqual([...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name).sort())
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(Object.keys(route.answers)))
      expect(operation.security).toEqual(route.role === 'public' ? [] : [{ session: [] }])
      if (route.role !== 'public')
        expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['401', '403']))
    }
    expect(ids.size).toBe(api.routes.length)
  })

  it('is well-formed: version, resolvable references, valid schemas', () => {
    expect(document.openapi).toBe('3.1.0')
    const text = JSON.stringify(document)
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name = '']) => name)
    expect(references.length).toBeGreaterThan(20)
    for (const name of references) expect(Object.keys(document.components.schemas)).toContain(name)
    const ajv = new Ajv2020({ strict: false })
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      // References of OpenAPI count from the document.
      ajv.compile(JSON.parse(JSON.stringify({ ...schema, $id: `urn:x:${name}`, components: document.components })))
    }
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['brief', 'program', 'curriculumVersion', 'curriculumReport', 'job', 'problem']),
    )
  })

  it('describes the integers, lengths and lists that requests are checked with', () => {
    const limit = document.paths['/api/programs']?.get?.parameters?.find(({ name }) => name === 'limit')
    expect(limit).toMatchObject({ schema: { type: 'integer', minimum: 1, maximum: 200 } })
    expect(limit?.required).not.toBe(true)
    expect(document.components.schemas.brief).toMatchObject({
      additionalProperties: false,
      properties: { title: { type: 'string', minLength: 1, maxLength: 200 }, aims: { minItems: 1, maxItems: 20 } },
    })
  })

  it('has a page that shows every operation and schema, without script and inline style', async () => {
    const { status, bytes, headers } = await api.send('GET /docs')
    const page = bytes.toString()
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    for (const { id, summary } of api.routes) {
      expect(page).toContain(`id="${id}"`)
      expect(page).toContain(summary.replaceAll("'", '&#39;'))
    }
    for (const name of Object.keys(document.components.schemas)) expect(page).toContain(`id="schema-${name}"`)
    expect(page).not.toMatch(/<script|style=|onclick/)
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id = '']) => id)
    for (const id of new Set(links)) expect(page).toContain(`id="${id}"`)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    const styles = await api.send('GET /docs.css')
    expect([styles.status, styles.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
  })
})

describe('the address in the document', () => {
  it.each([
    ['/curricula', undefined, '/curricula'],
    ['/', undefined, '/'],
    ['/', 'https://example.org', 'https://example.org'],
    ['/curricula', 'https://example.org/app', 'https://example.org/app/curricula'],
  ])('of a router under %s with the public URL %s is %s', async (mount, publicUrl, expected) => {
    const app = routedApp()
    const site = publicUrl === undefined ? app.site : { ...app.site, publicUrl }
    const host = await serveHost(express().use(mount, buildRouter({ ...app, site })))
    const base = `http://127.0.0.1:${host.port}${mount === '/' ? '' : mount}`
    const { servers } = (await (await fetch(`${base}/openapi.json`)).json()) as Document
    expect(servers).toEqual([{ url: expected }])
    const page = await (await fetch(`${base}/docs`)).text()
    expect(page).toContain(`href="${new URL(expected, 'http://x').pathname.replace(/\/$/, '')}/docs.css"`)
    await host.close()
    app.health.close()
  })
})

/** The methods and templates that Express has. */
function mountedRoutes(router: Router): string[] {
  return router.stack.flatMap(({ route }) => {
    const methods = (route?.stack ?? []).flatMap((layer) => layer.method ?? [])
    return [...new Set(methods)].map((method) => `${method} ${route?.path}`)
  })
}
