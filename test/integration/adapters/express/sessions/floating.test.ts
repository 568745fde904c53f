import { afterEach, describe, expect, it } from '@jest/globals'
import type { Express, Response } from 'express'
import { type RequestSession, sessionOf } from '../../../../../src/adapters/express/index.js'
import { ada, outcome, serveSessions } from '../../../../support/sessions/session-host.js'

let close: (() => Promise<void>) | undefined
afterEach(() => close?.())

/** Changes of a session that has ended, and what each fails with. */
const CHANGES: { readonly [name: string]: (session: RequestSession) => Promise<unknown> } = {
  rotate: (session) => session.rotate({ role: 'administrator' }),
  save: (session) => {
    session.set('a', 1)
    return session.save()
  },
  signIn: (session) => session.signIn({ ...ada, userId: '' }),
  signOut: (session) => session.signOut(),
}
const FAILURES: { readonly [name: string]: readonly [number, string] } = {
  rotate: [401, 'session-ended'],
  save: [401, 'session-ended'],
  signIn: [400, 'invalid-argument'],
  signOut: [401, 'session-ended'],
}

/** Long enough that the change has failed before the answer begins. */
const otherWork = () => new Promise((resolve) => setTimeout(resolve, 20))

/** What a handler may do with a change; whether it gets to know of the failure before it answers. */
const HANDLERS: { readonly [name: string]: readonly [boolean, (change: Promise<unknown>, res: Response) => unknown] } =
  {
    'floats and answers at once': [false, (_change, res) => res.json('done')],
    'floats while it does other work': [
      false,
      async (_change, res) => {
        await otherWork()
        res.json('done')
      },
    ],
    'floats and streams': [
      false,
      async (_change, res) => {
        await otherWork()
        res.write('do')
        res.end('ne')
      },
    ],
    catches: [
      true,
      async (change, res) => {
        await change.catch(() => {})
        res.json('done')
      },
    ],
    'awaits in a try': [
      true,
      async (change, res) => {
        try {
          await change
        } catch {
          await otherWork()
        }
        res.json('done')
      },
    ],
    'awaits after other work': [
      true,
      async (change, res) => {
        await otherWork()
        await change.then(
          () => {},
          () => {},
        )
        res.json('done')
      },
    ],
    'waits for all': [
      true,
      async (change, res) => {
        await Promise.allSettled([change, otherWork()])
        res.json('done')
      },
    ],
  }

async function serve(routes: (host: Express) => void) {
  const served = await serveSessions(routes)
  close = served.close
  const someone = served.browser()
  await someone.post('/sign-in')
  return { ...served, someone }
}

describe.each(Object.entries(CHANGES))('a %s that fails', (name, change) => {
  it.each(Object.entries(HANDLERS))(
    'is no success where the handler %s, unless it knew',
    async (_how, [knew, handle]) => {
      const { someone, app } = await serve((host) => {
        host.post('/change', (req, res) => handle(change(sessionOf(req)), res))
      })
      await app.sessions.deleteSession(someone.id ?? '')
      const answer = await someone.post('/change')
      expect(await outcome(answer)).toEqual(knew ? [200, undefined] : FAILURES[name])
    },
  )
})

it('of several changes without await, the first failure is reported, and earlier changes keep their cookie', async () => {
  const { someone } = await serve((host) => {
    host.post('/both', async (req, res) => {
      const session = sessionOf(req)
      void session.rotate()
      await otherWork()
      session.set('a', 'x'.repeat(70_000))
      void session.save()
      void session.signIn({ ...ada, userId: '' })
      await otherWork()
      res.json('done')
    })
  })
  const old = someone.cookie
  expect(await outcome(await someone.post('/both'))).toEqual([413, 'session-too-large'])
  expect(someone.cookie).not.toBe(old)
})

it('a change after a failed one is awaited: its cookie is not lost', async () => {
  const { someone, app } = await serve((host) => {
    host.post('/both', (req, res) => {
      const session = sessionOf(req)
      session.set('a', 'x'.repeat(70_000))
      void session.save()
      void session.rotate()
      res.json('done')
    })
  })
  expect(await outcome(await someone.post('/both'))).toEqual([413, 'session-too-large'])
  expect(await app.sessions.getSession(someone.id ?? '')).toBeDefined()
})
