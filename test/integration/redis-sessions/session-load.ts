import { setTimeout as delay } from 'node:timers/promises'
import { isAppError } from '../../../src/domain/platform/index.js'
import type { Session } from '../../../src/domain/sessions/index.js'
import type { SessionStore } from '../../../src/ports/index.js'
import { runningTime } from '../../support/running-time.js'

/** What a load met. */
export interface SessionLoadReport {
  readonly operations: number
  /** The longest time from call to answer or error, in milliseconds. */
  readonly longestMs: number
  /** How late this process itself was at most: what the machine took from it, and no wait for Redis. */
  readonly ownLatenessMs: number
  /** How often which error code came. */
  readonly codes: { readonly [code: string]: number }
  /** Answers that a living session does not deserve, and errors that are none of the contract's. */
  readonly wrong: readonly string[]
}

const EVERY_MS = 1000 / 60
const TERMS = { idleMs: 600_000, absoluteMs: 6_000_000 }
const person = { userId: 'load', email: 'load@example.org', role: 'viewer' }

/**
 * Sixty operations a second for `ms` milliseconds, all verbs in turn, on a session that lives all the time; waits for
 * every one of them. `decoys` live too, until they are signed out here.
 */
export async function sessionLoad(
  store: SessionStore,
  living: Session,
  decoys: Session[],
  ms: number,
): Promise<SessionLoadReport> {
  const codes: { [code: string]: number } = {}
  const wrong: string[] = []
  const running: Promise<void>[] = []
  let longestMs = 0
  let ownLatenessMs = 0
  const verbs: readonly (readonly [verb: string, run: () => Promise<unknown>])[] = [
    ['read', () => store.read(living.id)],
    ['touch', () => store.touch(living.id, { idleMs: TERMS.idleMs + running.length })],
    ['update', () => store.update(living.id, { n: running.length })],
    ['create', () => store.create(person, TERMS)],
    // One that may have been ended by a call without an answer is not asked for again.
    ['delete', () => store.delete(decoys.pop()?.id ?? '')],
    ['list', async () => (await store.listByUser(living.data.userId))[0]],
  ]
  const one = async (verb: string, run: () => Promise<unknown>): Promise<void> => {
    const begun = runningTime()
    try {
      const answer = await run()
      if (answer === undefined || answer === false) wrong.push(`${verb}: ${answer}`)
    } catch (error) {
      if (!isAppError(error)) wrong.push(`${verb}: ${error}`)
      else codes[error.code] = (codes[error.code] ?? 0) + 1
    }
    longestMs = Math.max(longestMs, runningTime() - begun)
  }
  const end = runningTime() + ms
  while (runningTime() < end) {
    const [verb, run] = verbs[running.length % verbs.length] ?? ['none', async () => undefined]
    running.push(one(verb, run))
    const due = runningTime() + EVERY_MS
    await delay(EVERY_MS)
    ownLatenessMs = Math.max(ownLatenessMs, runningTime() - due)
  }
  await Promise.all(running)
  return { operations: running.length, longestMs, ownLatenessMs, codes, wrong }
}
