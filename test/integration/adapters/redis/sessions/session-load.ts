import { setTimeout as delay } from 'node:timers/promises'
import { isAppError } from '../../../../../src/domain/platform/index.js'
import type { Session } from '../../../../../src/domain/sessions/index.js'
import type { SessionStore } from '../../../../../src/ports/index.js'
import { runningTime } from '../../../../support/running-time.js'

/** What a load met. */
export interface SessionLoadReport {
  readonly operations: number
  /** The longest time from call to answer or error, in milliseconds. */
  readonly longestMs: number
  /** How often which error code came. */
  readonly codes: { readonly [code: string]: number }
  /** Results that a live session must not get, and errors outside the contract. */
  readonly wrong: readonly string[]
}

const EVERY_MS = 100

/** Longest load, in milliseconds, where the code it waits for does not come. */
const LONGEST_LOAD_MS = 60_000

const TERMS = { idleMs: 600_000, absoluteMs: 6_000_000 }
const person = { userId: 'load', email: 'load@example.org', role: 'viewer' }

/**
 * All verbs together, ten times a second, for `ms` milliseconds and until an operation met `code`, on a session that
 * lives all the time; waits for every one of them. `decoys` live too, until they are signed out here.
 */
export async function sessionLoad(
  store: SessionStore,
  live: Session,
  decoys: Session[],
  ms: number,
  code?: string,
): Promise<SessionLoadReport> {
  const codes: { [code: string]: number } = {}
  const wrong: string[] = []
  const running: Promise<void>[] = []
  let longestMs = 0
  const verbs: readonly (readonly [verb: string, run: () => Promise<unknown>])[] = [
    ['read', () => store.read(live.id)],
    ['touch', () => store.touch(live.id, { idleMs: TERMS.idleMs + running.length })],
    ['update', () => store.update(live.id, { n: running.length })],
    ['create', () => store.create(person, TERMS)],
    // One that may have been ended by a call without an answer is not asked for again.
    ['delete', async () => decoys.length === 0 || (await store.delete(decoys.pop()?.id ?? ''))],
    ['list', async () => (await store.listByUser(live.data.userId))[0]],
  ]
  const one = async (verb: string, run: () => Promise<unknown>): Promise<void> => {
    const startedAt = runningTime()
    try {
      const answer = await run()
      if (answer === undefined || answer === false) wrong.push(`${verb}: ${answer}`)
    } catch (error) {
      if (!isAppError(error)) wrong.push(`${verb}: ${error}`)
      else codes[error.code] = (codes[error.code] ?? 0) + 1
    }
    longestMs = Math.max(longestMs, runningTime() - startedAt)
  }
  const startedAt = runningTime()
  const goesOn = (): boolean => {
    const elapsed = runningTime() - startedAt
    return elapsed < ms || (code !== undefined && codes[code] === undefined && elapsed < LONGEST_LOAD_MS)
  }
  while (goesOn()) {
    for (const [verb, run] of verbs) running.push(one(verb, run))
    await delay(EVERY_MS)
  }
  await Promise.all(running)
  return { operations: running.length, longestMs, codes, wrong }
}
