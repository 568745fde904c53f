import { afterEach, describe, expect, it } from '@jest/globals'
import { sessionOf } from '../../../../../src/adapters/express/index.js'
import { AppError } from '../../../../../src/domain/platform/index.js'
import { type Browser, serveSessions } from '../../../../support/sessions/session-host.js'

/** What the app of the fixture allows. */
const MAX_PER_USER = 20

let close: (() => Promise<void>) | undefined

afterEach(async () => {
  await close?.()
})

async function serve() {
  const served = await serveSessions((host) => {
    host.get('/me', async (req, res) => {
      res.json((await sessionOf(req).read()) !== undefined)
    })
  })
  close = served.close
  return served
}

const isSignedIn = async (browser: Browser) => (await browser.fetch('/me')).json()

describe('signing in again', () => {
  it('replaces the former session of the browser: no other user is signed out', async () => {
    const { browser, app, calls } = await serve()
    const devices = Array.from({ length: MAX_PER_USER }, () => browser())
    for (const device of devices) await device.post('/sign-in')
    const [phone, laptop] = devices
    if (!phone || !laptop) throw new Error('no devices')
    const former = laptop.id ?? ''
    calls.length = 0
    expect((await laptop.post('/sign-in')).status).toBe(204)
    expect(calls).toEqual(['create'])
    expect(await app.sessions.listUserSessions('u-1')).toHaveLength(MAX_PER_USER)
    for (const device of devices) expect(await isSignedIn(device)).toBe(true)
    expect(await app.sessions.getSession(former)).toBeUndefined()
  })

  it('leaves nothing behind when it fails: all sessions stay', async () => {
    const { browser, app, hooks } = await serve()
    const [phone, laptop] = [browser(), browser()]
    for (const device of [phone, laptop]) await device.post('/sign-in')
    // A second step would fail, if there were one.
    hooks.before = (verb) => verb === 'create' || Promise.reject(new AppError('STORE_UNAVAILABLE', 'injected'))
    for (let attempt = 0; attempt < MAX_PER_USER; attempt++) await laptop.post('/sign-in')
    hooks.before = () => Promise.reject(new AppError('STORE_UNAVAILABLE', 'injected'))
    const answer = await laptop.post('/sign-in')
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([503, []])
    hooks.before = () => undefined
    expect(await app.sessions.listUserSessions('u-1')).toHaveLength(2)
    for (const device of [phone, laptop]) expect(await isSignedIn(device)).toBe(true)
  })

  it('with the cookie of an ended or unknown session, creates a new session', async () => {
    const { browser, app } = await serve()
    const someone = browser()
    await someone.post('/sign-in')
    await app.sessions.deleteSession(someone.id ?? '')
    for (const cookie of [someone.cookie ?? '', 'sid=none', `sid=${'x'.repeat(43)}`]) {
      expect((await someone.post('/sign-in', { headers: { Cookie: cookie } })).status).toBe(204)
      expect(await isSignedIn(someone)).toBe(true)
    }
    expect(await app.sessions.listUserSessions('u-1')).toHaveLength(3)
  })
})
