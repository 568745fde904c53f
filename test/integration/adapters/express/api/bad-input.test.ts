import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { ApiFixture } from '../../../../support/api-fixture.js'
import { bodyOf, RawConnection } from '../../../../support/http-fixture.js'
import { BRIEF } from '../../../../support/public-calls.js'

// The router on its own server. The rules for every request (JSON, URL, size) are tested in ../bad-input.test.ts on small
// routes; here they meet the routes of the API.

let api: ApiFixture
let cookie: string
let id: string
beforeAll(async () => {
  api = await ApiFixture.start()
})
afterAll(() => api.close())
beforeEach(async () => {
  cookie = await api.signIn('owner', 'author')
  id = await api.addProgram('owner')
})

/** A request that `fetch` would normalize. */
async function raw(head: string, body = '', headers: readonly string[] = []): Promise<string> {
  const lines = [head, `Host: 127.0.0.1:${api.server.port}`, `Origin: ${api.base}`, 'Connection: close', ...headers]
  const connection = new RawConnection(api.server.port)
  connection.write(`${lines.join('\r\n')}\r\n\r\n${body}`)
  return connection.ended()
}

const signedIn = () => [`Cookie: ${cookie}`]

describe('a brief', () => {
  const post = (json: unknown) => api.send('POST /api/programs', { cookie, json })

  it.each<[string, unknown, readonly string[]]>([
    ['10^9 hours', { ...BRIEF, totalHours: 1e9 }, ['/totalHours']],
    ['negative hours', { ...BRIEF, totalHours: -1 }, ['/totalHours']],
    ['hours that are text', { ...BRIEF, totalHours: '4' }, ['/totalHours']],
    ['empty aims', { ...BRIEF, aims: [] }, ['/aims']],
    ['a blank aim', { ...BRIEF, aims: ['x', '  '] }, ['/aims/1']],
    ['a title of 100 kB', { ...BRIEF, title: 'x'.repeat(100_000) }, ['/title']],
    ['an unknown level', { ...BRIEF, level: 'expert' }, ['/level']],
    ['several faults', { ...BRIEF, level: 1, aims: 'x', language: 'klingon-' }, ['/level', '/aims', '/language']],
    ['a control character', { ...BRIEF, title: 'a\u0007b' }, ['/title']],
    ['hours that do not add up', { ...BRIEF, outline: [{ title: 'a', hours: 9 }] }, ['/outline']],
    ['no object', ['x'], ['']],
    ['nothing', null, ['']],
  ])('with %s is 422 with pointers', async (_what, json, pointers) => {
    const { body } = await post(json)
    expect(body).toMatchObject({ status: 422, code: expect.stringMatching(/^invalid-(body|program)$/) })
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers)
    expect(JSON.stringify(body)).not.toMatch(/klingon|expert"|xxx|a\\u0007b/)
  })

  it.each<[unknown, readonly string[]]>([
    [{ ...BRIEF, role: 'administrator' }, ['/role']],
    [{ ...BRIEF, ownerId: 'other', id: 'mine' }, ['/ownerId', '/id']],
    [{ ...BRIEF, credits: { system: 'ECTS', value: 1, 'a/b~c': 1 } }, ['/credits/a~1b~0c']],
    [{ ...BRIEF, totalHours: -1, more: 1 }, ['/more']],
  ])('with an unknown field is 400 unknown-field: %j', async (json, pointers) => {
    const { body } = await post(json)
    expect(body).toMatchObject({ status: 400, code: 'unknown-field' })
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers)
  })

  it('with many faults gets a response of limited size', async () => {
    const names = Array.from({ length: 5_000 }, (_, index) => [`n${index}`.padEnd(30, 'x'), 1])
    const { body, bytes } = await post(Object.fromEntries(names))
    expect(body.errors).toHaveLength(100)
    expect(bytes.length).toBeLessThan(40_000)
  })

  it('with scripts in its texts is stored and shown as text', async () => {
    const title = '<script>alert(1)</script>\u202e"\''
    const { status, body } = await post({ ...BRIEF, title })
    expect([status, body.brief.title]).toEqual([201, title])
    expect(
      api.app.logger.lines.some(({ message, fields }) => `${message}${JSON.stringify(fields)}`.includes('alert')),
    ).toBe(false)
  })
})

describe('a body', () => {
  it.each([
    ['POST /api/programs', '{"title"', 'malformed-json', 400],
    ['POST /api/programs', `${'['.repeat(33)}${']'.repeat(33)}`, 'too-deep', 400],
    ['POST /api/programs', '{"__proto__":{"role":"administrator"}}', 'unknown-field', 400],
    ['POST /api/programs', '{"title":"\\u0000"}', 'invalid-string', 400],
    ['POST /api/programs/:id/curricula', '{"constructor":1}', 'unknown-field', 400],
    ['POST /api/programs/:id/curricula', '{"stopAfter":"outline"}', 'unknown-field', 400],
    ['PUT /api/programs/:id/viewers', '{"viewers":["\\ud800"]}', 'invalid-string', 400],
    ['PUT /api/programs/:id/viewers', '{"viewers":[""]}', 'invalid-body', 422],
  ])('%s %s is %s', async (line, body, code, status) => {
    const head = `${line.replace(':id', id)} HTTP/1.1`
    const headers = [...signedIn(), 'Content-Type: application/json', `Content-Length: ${body.length}`]
    expect(bodyOf(await raw(head, body, headers))).toMatchObject({ status, code })
  })

  it('of another type is 415', async () => {
    for (const line of ['POST /api/programs', `POST /api/programs/${id}/curricula`]) {
      const headers = [...signedIn(), 'Content-Type: text/plain', 'Content-Length: 2']
      expect(bodyOf(await raw(`${line} HTTP/1.1`, '{}', headers))).toMatchObject({ status: 415 })
    }
  })

  it('over 256 KiB is refused before it is sent, and without a user of the role it is not read at all', async () => {
    const head = 'POST /api/programs HTTP/1.1'
    const headers = ['Content-Type: application/json', 'Content-Length: 1000000000']
    for (const [user, code] of [
      [signedIn(), 'payload-too-large'],
      [[`Cookie: ${await api.signIn('reader', 'viewer')}`], 'forbidden'],
      [[], 'unauthenticated'],
    ] as const) {
      const connection = new RawConnection(api.server.port)
      const lines = [head, 'Host: x', `Origin: http://x`, ...user, ...headers]
      connection.write(`${lines.join('\r\n')}\r\n\r\n`)
      expect(await connection.until(new RegExp(`"code":"${code}"`))).toMatch(/Connection: close/i)
      connection.end()
    }
  })
})

describe('a path or query', () => {
  it.each([
    ['/api/programs?limit=1&limit=2', 'bad-query'],
    ['/api/programs?limit[]=1', 'bad-query'],
    ['/api/programs?limit=0', 'bad-query'],
    ['/api/programs?limit=201', 'bad-query'],
    ['/api/programs?limit=1.5', 'bad-query'],
    ['/api/programs?limit=0x10', 'bad-query'],
    ['/api/programs?limit=', 'bad-query'],
    ['/api/programs?limit=99999999999999999999', 'bad-query'],
    ['/api/programs?ownerId=other', 'bad-query'],
    ['/api/programs?visibleTo=other', 'bad-query'],
    ['/api/programs?__proto__=1', 'bad-query'],
    ['/api/programs?after=%00', 'invalid-string'],
    ['/api/programs/%E0%A4%A', 'bad-path'],
    ['/api/programs/a%00b', 'bad-path'],
    ['/api/programs/a%0d%0aSet-Cookie:x', 'bad-path'],
  ])('%s is 400 %s', async (path, code) => {
    expect(bodyOf(await raw(`GET ${path} HTTP/1.1`, '', signedIn()))).toMatchObject({ status: 400, code })
  })

  it('says which value of a query is wrong, without repeating it', async () => {
    const { body } = await api.send('GET /api/programs?limit=hunter2&more=1', { cookie })
    expect(body.errors).toEqual([
      { pointer: '/limit', detail: 'expected: number' },
      { pointer: '/more', detail: 'this name is not accepted' },
    ])
  })

  it.each(['*', '%2A', '..%2Fother', '%2F', '%25', 'null', 'x'.repeat(301), '%F0%9F%98%80', '__proto__'])(
    'of the program %s is 404',
    async (name) => {
      for (const path of [`/api/programs/${name}`, `/api/programs/${name}/documents`, `/api/curricula/${name}~1`]) {
        expect(bodyOf(await raw(`GET ${path} HTTP/1.1`, '', signedIn()))).toMatchObject({ status: 404 })
      }
    },
  )

  it.each(['../part-1/bees.md', '/etc/passwd', 'C:\\x', 'part-1', 'part-1/bees.md/', 'x'.repeat(500)])(
    'of the document %j is 404',
    async (name) => {
      const answer = await api.send(`GET /api/programs/${id}/documents/${encodeURIComponent(name)}`, { cookie })
      expect(answer.body).toMatchObject({ status: 404, code: 'document-not-found' })
    },
  )

  it('with another method is 405 with the methods that there are', async () => {
    for (const method of ['PATCH', 'TRACE', 'POST']) {
      const answer = await raw(`${method} /api/programs/${id} HTTP/1.1`, '', [...signedIn(), 'Content-Length: 0'])
      expect(answer).toMatch(/^HTTP\/1.1 405 /)
      expect(answer).toContain('\r\nAllow: GET, PUT, DELETE, HEAD, OPTIONS\r\n')
    }
    const headers = { 'X-HTTP-Method-Override': 'DELETE' }
    expect((await api.send(`GET /api/programs/${id}`, { cookie, headers })).status).toBe(200)
    expect((await api.send(`GET /api/programs/${id}`, { cookie })).status).toBe(200)
  })
})

describe('a cookie', () => {
  it.each([
    ['tampered', () => `${cookie.slice(0, -1)}${cookie.endsWith('A') ? 'B' : 'A'}`, 401, 'session-ended'],
    ['truncated', () => cookie.slice(0, -1), 401, 'unauthenticated'],
    ['with more behind it', () => `${cookie}x`, 401, 'unauthenticated'],
    ['doubled', () => `${cookie}; ${cookie}`, 401, 'unauthenticated'],
    ['of 4 kB', () => `sid=${'x'.repeat(4_000)}`, 401, 'unauthenticated'],
    ['of 10 kB', () => `sid=${'x'.repeat(10_000)}`, 431, 'headers-too-large'],
    ['of another name', () => cookie.replace('sid', 'SID'), 401, 'unauthenticated'],
  ])('%s does not sign in', async (_what, change, status, code) => {
    const answer = await raw('GET /api/programs HTTP/1.1', '', [`Cookie: ${change()}`])
    expect(bodyOf(answer)).toMatchObject({ status, code })
  })

  it('of a session that has ended or was rotated does not sign in', async () => {
    const { sessions } = api.app
    const rotated = await sessions.rotateSession(cookie.slice(4))
    expect((await api.send('GET /api/programs', { cookie })).body).toMatchObject({ status: 401, code: 'session-ended' })
    const fresh = `sid=${rotated.id}`
    expect((await api.send('GET /api/programs', { cookie: fresh })).status).toBe(200)
    await api.send('DELETE /api/sessions/current', { cookie: fresh })
    expect((await api.send('GET /api/programs', { cookie: fresh })).body.code).toBe('session-ended')
  })
})

describe('a request of another site', () => {
  it.each<[string, Record<string, string>]>([
    ['Origin', { Origin: 'https://evil.example' }],
    ['Origin: null', { Origin: 'null' }],
    ['no Origin', { Origin: '' }],
    ['Sec-Fetch-Site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['Sec-Fetch-Site of a subdomain', { 'Sec-Fetch-Site': 'same-site' }],
  ])('is 403 csrf, by %s, and changes nothing', async (_how, headers) => {
    const lines = [`DELETE /api/programs/${id}`, `POST /api/programs/${id}/curricula`, 'DELETE /api/sessions/current']
    for (const line of lines) {
      const rows = Object.entries({
        Host: `127.0.0.1:${api.server.port}`,
        ...headers,
        Cookie: cookie,
        Connection: 'close',
      })
      const connection = new RawConnection(api.server.port)
      const head = rows.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}\r\n`)
      connection.write(`${line} HTTP/1.1\r\n${head.join('')}\r\n`)
      expect(bodyOf(await connection.ended())).toMatchObject({ status: 403, code: 'csrf' })
    }
    expect(
      (await api.send(`GET /api/programs/${id}`, { cookie, headers: { Origin: 'https://evil.example' } })).status,
    ).toBe(200)
  })
})

describe('a header', () => {
  it('with characters beyond ASCII, control characters or of great length is no 500', async () => {
    for (const value of ['\x80\xff', '"\t"', 'x'.repeat(5_000), '"1-1"'.repeat(300), ',', '***']) {
      for (const name of ['If-Match', 'If-None-Match', 'Idempotency-Key', 'Accept', 'Range']) {
        for (const line of [
          `GET /api/programs/${id}`,
          `POST /api/programs/${id}/curricula`,
          `DELETE /api/curricula/x`,
        ]) {
          const answer = await raw(`${line} HTTP/1.1`, '', [...signedIn(), `${name}: ${value}`, 'Content-Length: 0'])
          expect(Number(answer.slice(9, 12))).toBeLessThan(500)
        }
      }
    }
  })

  it('with a line break ends the header: nothing of it reaches an answer', async () => {
    const answer = await raw('GET /api/programs HTTP/1.1', '', [...signedIn(), 'If-None-Match: "a"\r\nX-Injected: 1'])
    expect(answer).not.toContain('X-Injected')
  })
})
