import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { ListeningServer } from '../../../../src/adapters/express/index.js'
import type { Route } from '../../../../src/adapters/express/routes/route.js'
import { bodyOf, RawConnection, routedApp, serveRoutes } from '../../../support/http-fixture.js'

const LIMIT = 1_024

const routes: readonly Route[] = [
  { method: 'post', path: '/things', body: 'json', handle: (req, res) => void res.json({ got: req.body }) },
  { method: 'get', path: '/things/:id', handle: (req, res) => void res.json({ id: req.params.id, query: req.query }) },
  { method: 'get', path: '/later', handle: (_req, res) => void setTimeout(() => res.json({}), 20) },
  { method: 'delete', path: '/things/:id', handle: (_req, res) => void res.status(204).end() },
]

describe('bad input', () => {
  const app = routedApp()
  let server: ListeningServer
  let base: string
  beforeAll(async () => {
    server = await serveRoutes(routes, { app, bodyLimitBytes: LIMIT, idleGraceMs: 0 })
    base = `http://127.0.0.1:${server.port}`
  })
  afterAll(() => server.close())

  async function problem(answer: Response) {
    const body = (await answer.json()) as Record<string, unknown>
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(body).toMatchObject({ status: answer.status, requestId: answer.headers.get('x-request-id') })
    expect(body).not.toHaveProperty('stack')
    return [answer.status, body.code]
  }

  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${base}/things`, { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } })

  /** A request with a target that fetch would normalize. */
  async function raw(lines: string): Promise<string> {
    const connection = new RawConnection(server.port)
    connection.write(`${lines}\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    return connection.ended()
  }

  describe('in the body', () => {
    it('is not there in a good one', async () => {
      const answer = await post('{"a":[1,"ä😀"]}')
      expect([answer.status, await answer.json()]).toEqual([200, { got: { a: [1, 'ä😀'] } }])
    })

    it.each(['', '{', '{"a":}', 'undefined', "{'a':1}", '{"a":1}x', 'NaN'])('%j is malformed-json', async (text) => {
      expect(await problem(await post(text))).toEqual([400, 'malformed-json'])
    })

    it('no UTF-8 is malformed-json', async () => {
      expect(await problem(await post(new Uint8Array([0x22, 0xff, 0x22])))).toEqual([400, 'malformed-json'])
    })

    it.each([
      ['too-deep', `${'['.repeat(33)}${']'.repeat(33)}`],
      ['unknown-field', '{"__proto__":{"admin":true}}'],
      ['unknown-field', '{"a":{"constructor":{"prototype":{}}}}'],
      ['invalid-string', '{"a":"\\u0000"}'],
      ['invalid-string', '{"a":"\\ud800"}'],
    ])('is %s: %s', async (code, text) => {
      expect(await problem(await post(text))).toEqual([400, code])
    })

    it('is pointed at and not repeated', async () => {
      const answer = await post('{"list":[{"name":"secret\\u0000"}]}')
      const text = await answer.text()
      expect(text).not.toContain('secret')
      expect(JSON.parse(text).errors).toEqual([{ pointer: '/list/0/name', detail: 'remove NUL' }])
    })

    it('malformed JSON is not repeated', async () => {
      expect(await (await post('{"password":"hunter2"')).text()).not.toContain('hunter2')
    })
  })

  describe('in type, charset and encoding', () => {
    it.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=iso-8859-1',
      'application/jsonx',
      'application/json, text/plain',
      'x',
    ])('%s is unsupported', async (type) => {
      const answer = await post('{}', { 'Content-Type': type })
      expect(answer.headers.get('accept')).toBe('application/json')
      expect(await problem(answer)).toEqual([415, 'unsupported-media-type'])
    })

    it.each(['application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"', 'application/json; charset=utf8'])(
      '%s is fine',
      async (type) => {
        expect((await post('{}', { 'Content-Type': type })).status).toBe(200)
      },
    )

    it('a missing type is unsupported', async () => {
      const answer = await raw('POST /things HTTP/1.1\r\nContent-Length: 0')
      expect(answer).toMatch(/^HTTP\/1.1 415 /)
    })

    it.each(['zstd', 'compress', 'gzip, gzip', 'constructor', 'x'])('the coding %s is unsupported', async (coding) => {
      const answer = await post('{}', { 'Content-Encoding': coding })
      expect(answer.headers.get('accept-encoding')).toBe('gzip, deflate, br')
      expect(await problem(answer)).toEqual([415, 'unsupported-media-type'])
    })

    it('gzip is inflated', async () => {
      const answer = await post(gzipSync('{"a":1}'), { 'Content-Encoding': 'gzip' })
      expect(await answer.json()).toEqual({ got: { a: 1 } })
    })

    it.each([
      ['damaged', Buffer.from('no gzip at all')],
      ['truncated', gzipSync('{"a":1}').subarray(0, 12)],
    ])('%s gzip is malformed-json', async (_what, bytes) => {
      expect(await problem(await post(bytes, { 'Content-Encoding': 'gzip' }))).toEqual([400, 'malformed-json'])
    })
  })

  describe('in size', () => {
    const text = (bytes: number) => JSON.stringify('x'.repeat(bytes - 2))

    it('the limit itself is fine, one byte more is too large', async () => {
      expect((await post(text(LIMIT))).status).toBe(200)
      expect(await problem(await post(text(LIMIT + 1)))).toEqual([413, 'payload-too-large'])
    })

    it('a small body that inflates beyond the limit is too large', async () => {
      const bomb = gzipSync(Buffer.alloc(900_000, 32))
      expect(bomb.length).toBeLessThan(LIMIT)
      expect(await problem(await post(bomb, { 'Content-Encoding': 'gzip' }))).toEqual([413, 'payload-too-large'])
    })

    it('an announced size is refused before any of it is sent', async () => {
      const connection = new RawConnection(server.port)
      connection.write(
        'POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n',
      )
      const answer = await connection.until(/"code":"payload-too-large"/)
      expect(answer).toMatch(/^HTTP\/1.1 413 [\s\S]*\r\nConnection: close\r\n/i)
      connection.end()
    })

    it('a body without a size is refused while it is still being sent', async () => {
      const connection = new RawConnection(server.port)
      connection.write(
        'POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
      )
      const chunk = `200\r\n${'1'.repeat(512)}\r\n`
      connection.write(chunk).write(chunk)
      connection.write(chunk)
      // Its end is never sent.
      expect(bodyOf(await connection.until(/\}$/))).toMatchObject({ status: 413, code: 'payload-too-large' })
      connection.end()
    })

    it('a body that is large but inflates to nothing is refused', async () => {
      const connection = new RawConnection(server.port)
      connection.write(
        'POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n',
      )
      // The header of a gzip file whose name never ends.
      connection.write('a\r\n\x1f\x8b\x08\x08\0\0\0\0\0\x03\r\n').write(`800\r\n${'n'.repeat(2_048)}\r\n`)
      expect(await connection.until(/\}$/)).toMatch(/^HTTP\/1.1 413 /)
      connection.end()
    })

    it('a refused body that has arrived whole does not cost the connection', async () => {
      const connection = new RawConnection(server.port)
      connection.write(
        'POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n0\r\n\r\n',
      )
      expect(await connection.until(/\}$/)).toMatch(/^HTTP\/1.1 400 [\s\S]*Connection: keep-alive/i)
      connection.end()
    })

    it('the connection of a client that continues to send is closed', async () => {
      const connection = new RawConnection(server.port)
      connection.write(
        'POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
      )
      connection.write(`800\r\n${'1'.repeat(2_048)}\r\n`)
      expect(await connection.ended()).toMatch(/^HTTP\/1.1 413 /)
    })

    it('headers beyond 8 KiB are 431', async () => {
      const answer = await raw(`GET /things/1 HTTP/1.1\r\nCookie: ${'x'.repeat(10_000)}`)
      expect(answer).toMatch(/^HTTP\/1.1 431 Request Header Fields Too Large\r\n/)
      expect(bodyOf(answer)).toMatchObject({ status: 431, code: 'headers-too-large' })
    })
  })

  describe('in path and query', () => {
    it.each(['/things/%E0%A4%A', '/things/%', '/things/%ff', '/%zz', '/things/%00', '/things/a%0d%0ab', '/things/%7f'])(
      '%s is bad-path',
      async (path) => {
        const answer = await raw(`GET ${path} HTTP/1.1`)
        expect(bodyOf(answer)).toMatchObject({ status: 400, code: 'bad-path' })
      },
    )

    it.each([
      'a=1&a=2',
      'a&a',
      'a=1&%61=2',
      'a[b]=1',
      'a[]=1',
      'a%5Bb%5D=1',
      'a=%',
      '%=1',
      '__proto__=1',
      'constructor',
    ])('?%s is bad-query', async (query) => {
      const answer = await raw(`GET /things/1?${query} HTTP/1.1`)
      expect(bodyOf(answer)).toMatchObject({ status: 400, code: 'bad-query' })
    })

    it.each(['a=%00', '%00=1'])('?%s is invalid-string', async (query) => {
      expect(await problem(await fetch(`${base}/things/1?${query}`))).toEqual([400, 'invalid-string'])
    })

    it('a good query arrives', async () => {
      const answer = await fetch(`${base}/things/%C3%A4?a=1&b=x+y%26&c&`)
      expect(await answer.json()).toEqual({ id: 'ä', query: { a: '1', b: 'x y&', c: '' } })
    })

    it('an unknown path is not-found', async () => {
      for (const path of ['/nothing', '/Things/1', '/things/1/2']) {
        expect(await problem(await fetch(`${base}${path}`))).toEqual([404, 'not-found'])
      }
      expect(await problem(await fetch(`${base}/nothing`, { method: 'POST', body: '{' }))).toEqual([404, 'not-found'])
    })
  })

  describe('in the method', () => {
    it.each(['PUT', 'PATCH', 'POST'])('%s where it is not offered is 405 and says what is', async (method) => {
      const answer = await fetch(`${base}/things/1`, { method })
      expect(answer.headers.get('allow')).toBe('GET, DELETE, HEAD, OPTIONS')
      expect(await problem(answer)).toEqual([405, 'method-not-allowed'])
    })

    it.each(['TRACE', 'PROPFIND'])('%s is 405', async (method) => {
      const answer = await raw(`${method} /things/1 HTTP/1.1`)
      expect(answer).toMatch(/^HTTP\/1.1 405 [\s\S]*\r\nAllow: GET, DELETE, HEAD, OPTIONS\r\n/)
    })

    it('an unknown HTTP method is 405', async () => {
      const answer = await raw('BREW /things/1 HTTP/1.1')
      expect(answer).toMatch(/^HTTP\/1.1 405 Method Not Allowed\r\n[\s\S]*\r\nAllow: GET, HEAD, POST, /)
      expect(bodyOf(answer)).toMatchObject({ status: 405, code: 'method-not-allowed' })
    })

    it('OPTIONS says what is offered', async () => {
      const answer = await fetch(`${base}/things`, { method: 'OPTIONS' })
      expect([answer.status, answer.headers.get('allow')]).toEqual([204, 'POST, OPTIONS'])
    })

    it('HEAD of a GET has its status and no body', async () => {
      const answer = await fetch(`${base}/things/1`, { method: 'HEAD' })
      expect([answer.status, await answer.text()]).toEqual([200, ''])
      const missing = await fetch(`${base}/nothing`, { method: 'HEAD' })
      expect([missing.status, await missing.text()]).toEqual([404, ''])
    })

    it('X-HTTP-Method-Override is ignored', async () => {
      const answer = await fetch(`${base}/things/1`, { headers: { 'X-HTTP-Method-Override': 'DELETE' } })
      expect(answer.status).toBe(200)
    })
  })

  it('that is no HTTP is a bad request', async () => {
    const answer = await raw('hello')
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/)
    expect(bodyOf(answer)).toMatchObject({
      status: 400,
      code: 'bad-request',
      requestId: expect.stringMatching(/.{22}/),
    })
    expect(app.logger.lines.some(({ message }) => message === 'malformed request rejected')).toBe(true)
  })

  it('on a pipeline is not answered before the request ahead of it', async () => {
    const connection = new RawConnection(server.port)
    connection.write('GET /later HTTP/1.1\r\nHost: x\r\n\r\nnonsense\r\n\r\n')
    expect(await connection.ended()).toBe('')
  })
})
