import { afterEach, describe, expect, it } from '@jest/globals'
import type { Express, Request, Response } from 'express'
import { csrfGuard, requireRole, sessionOf } from '../../../../../src/adapters/express/index.js'
import { AppError } from '../../../../../src/domain/platform/index.js'
import { EXPRESS_RELEASES } from '../../../../support/express-releases.js'
import { ada, outcome, serveSessions } from '../../../../support/sessions/session-host.js'

let close: (() => Promise<void>) | undefined
afterEach(() => close?.())

describe.each(EXPRESS_RELEASES)('requireRole in %s', (_name, create) => {
  async function serve() {
    const routes = (host: Express): void => {
      host.post('/as/:role', async (req, res) => {
        await sessionOf(req).signIn({ ...ada, role: req.params.role })
        res.end()
      })
      for (const role of ['viewer', 'author', 'administrator', 'editor']) {
        host.get(`/${role}`, requireRole(role), (_req, res) => void res.sendStatus(204))
      }
      host.get('/either', requireRole('administrator', 'editor'), (_req, res) => void res.sendStatus(204))
    }
    const served = await serveSessions(routes, { create })
    close = served.close
    return served
  }

  it.each([
    ['viewer', ['viewer']],
    ['author', ['viewer', 'author']],
    ['administrator', ['viewer', 'author', 'administrator', 'editor', 'either']],
    ['editor', ['editor', 'either']],
    ['Administrator', []],
    ['toString', []],
  ])('lets a session as %s pass at %j', async (role, passed) => {
    const someone = (await serve()).browser()
    await someone.post(`/as/${role}`)
    for (const path of ['viewer', 'author', 'administrator', 'editor', 'either']) {
      const expected = passed.includes(path) ? [204, undefined] : [403, 'forbidden']
      expect([path, ...(await outcome(await someone.fetch(`/${path}`)))]).toEqual([path, ...expected])
    }
  })

  it('distinguishes "not signed in" from "session ended"', async () => {
    const { browser, app } = await serve()
    const someone = browser()
    expect(await outcome(await someone.fetch('/viewer'))).toEqual([401, 'unauthenticated'])
    await someone.post('/as/viewer')
    await app.sessions.deleteSession(someone.id ?? '')
    expect(await outcome(await someone.fetch('/viewer'))).toEqual([401, 'session-ended'])
  })

  it('passes an error of the store on, and never returns a promise, which Express 4 would ignore', async () => {
    const { browser, hooks } = await serve()
    const someone = browser()
    await someone.post('/as/viewer')
    hooks.before = () => {
      throw new AppError('STORE_UNAVAILABLE', 'the store does not answer')
    }
    expect(await outcome(await someone.fetch('/viewer'))).toEqual([503, 'store-unavailable'])
    const errors: unknown[] = []
    const passed = new Promise<void>((resolve) => {
      const next = (error?: unknown): void => {
        errors.push(error)
        resolve()
      }
      expect(requireRole('viewer')({} as Request, {} as Response, next)).toBeUndefined()
    })
    await passed
    expect(errors).toEqual([expect.objectContaining({ code: 'INTERNAL' })])
  })
})

describe.each(EXPRESS_RELEASES)('csrfGuard in %s', (_name, create) => {
  async function serve(publicUrl?: string) {
    let acted = 0
    const served = await serveSessions((host) => host.all('/act', (_req, res) => void res.json(++acted)), {
      create,
      before: (host) => {
        host.set('trust proxy', 1)
        const site = { environment: 'production' as const, ...(publicUrl === undefined ? {} : { publicUrl }) }
        host.use(csrfGuard({ site }))
      },
    })
    close = served.close
    const send = async (headers: { [name: string]: string }, method = 'POST', path = '/act') =>
      outcome(await fetch(served.base + path, { method, headers }))
    return { ...served, send, acted: () => acted, own: new URL(served.base).host }
  }
  const pass = [200, undefined]
  const refused = [403, 'csrf']

  it('goes by Sec-Fetch-Site where there is one', async () => {
    const { send, acted } = await serve()
    expect(await send({ 'Sec-Fetch-Site': 'same-origin' })).toEqual(pass)
    expect(await send({ 'Sec-Fetch-Site': 'none' })).toEqual(pass)
    // A page without a referrer sends this with its own forms.
    expect(await send({ 'Sec-Fetch-Site': 'same-origin', Origin: 'null' })).toEqual(pass)
    const before = acted()
    for (const site of ['cross-site', 'same-site', 'Same-Origin', 'same-origin, none', 'x']) {
      expect(await send({ 'Sec-Fetch-Site': site })).toEqual(refused)
    }
    expect(acted()).toBe(before)
  })

  it('goes by the exact Origin where there is none', async () => {
    const { send, own } = await serve()
    expect(await send({ Origin: `http://${own}` })).toEqual(pass)
    expect(await send({ Origin: 'https://public.example', 'X-Forwarded-Host': 'public.example' })).toEqual(pass)
    const others = ['null', '', own, `http://${own}/`, `http://${own}.evil.example`, 'http://127.0.0.1', `ftp://${own}`]
    for (const Origin of [...others, `http://x@${own}`, `http://${own}, http://${own}`]) {
      expect([Origin, ...(await send({ Origin }))]).toEqual([Origin, ...refused])
    }
    expect(await send({})).toEqual(refused)
    expect(await send({ Referer: `http://${own}/` })).toEqual(refused)
  })

  it('with a public URL takes that origin and no other', async () => {
    const { send, own } = await serve('https://public.example/curricula')
    expect(await send({ Origin: 'https://public.example' })).toEqual(pass)
    for (const Origin of [
      `http://${own}`,
      'http://public.example',
      'https://public.example:8443',
      'https://evil.example',
    ]) {
      expect(await send({ Origin })).toEqual(refused)
    }
  })

  it.each(['PUT', 'PATCH', 'DELETE', 'PROPFIND'])('guards %s', async (method) => {
    expect(await (await serve()).send({}, method)).toEqual(refused)
  })

  it.each(['GET', 'HEAD', 'OPTIONS'])('lets %s pass', async (method) => {
    const { send } = await serve()
    expect(await send({ 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }, method)).toEqual(pass)
  })

  it('refuses a sign-in from another site, which would sign the victim in as the attacker', async () => {
    const { send, calls } = await serve()
    expect(await send({ 'Sec-Fetch-Site': 'cross-site' }, 'POST', '/sign-in')).toEqual(refused)
    expect(await send({ Origin: 'null' }, 'POST', '/sign-in')).toEqual(refused)
    expect(calls).toEqual([])
    expect((await send({ 'Sec-Fetch-Site': 'same-origin' }, 'POST', '/sign-in'))[0]).toBe(204)
  })

  it('refuses a form that another site sends with the victim’s cookie', async () => {
    const { send, acted } = await serve()
    const form = { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: `sid=${'A'.repeat(43)}` }
    expect(await send({ ...form, Origin: 'https://evil.example' })).toEqual(refused)
    expect(acted()).toBe(0)
  })
})
