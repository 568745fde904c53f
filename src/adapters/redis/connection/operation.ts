import { isAppError } from '../../../domain/platform/index.js'
import type { Clock } from '../../../ports/index.js'
import { classifyReply, noAnswer } from './classify-error.js'
import { TELLING_WAIT_MS } from './connection-limits.js'
import { Deadline, EXCEEDED } from './deadline.js'
import type { OpenClient } from './open-client.js'
import type { RedisClient } from './redis-client.js'

/** What came of an operation, and what it tells about the connection. */
export type Outcome<T> =
  | { readonly kind: 'value'; readonly opened: OpenClient; readonly value: T }
  /** Redis answered with an error. */
  | {
      readonly kind: 'reply'
      readonly opened: OpenClient
      readonly error: unknown
      readonly failure: boolean
      readonly recycle: boolean
    }
  /** No answer: no connection, a lost one, or the deadline. */
  | {
      readonly kind: 'none'
      readonly error: unknown
      readonly exceeded: boolean
      readonly failure: boolean
      /** The connection that has answered nothing since the operation was sent, and is not about to. */
      readonly mute?: OpenClient
    }
  /** The operation itself threw; that says nothing about Redis. */
  | { readonly kind: 'thrown'; readonly error: unknown }

/** What {@link startOperation} needs beside the operation. */
export interface OperationContext {
  readonly clock: Clock
  readonly name: string
  readonly deadlineMs: number
  readonly write: boolean
  /** The connection there is or the next one. */
  readonly next: () => { readonly opened: Promise<OpenClient>; readonly cancel: () => void }
}

/** An operation under way. Neither promise rejects. */
export interface RunningOperation<T> {
  /** Settles at the deadline at the latest. */
  readonly outcome: Promise<Outcome<T>>
  /** Settles when nothing of the operation is left anywhere, which can be after its deadline. */
  readonly finished: Promise<void>
}

/** Runs one operation on the connection there is, or on the next one if it comes within the deadline. */
export function startOperation<T>(
  operation: (client: RedisClient) => Promise<T>,
  context: OperationContext,
): RunningOperation<T> {
  let sent: Promise<unknown> = Promise.resolve()
  const outcome = perform(operation, context, (work) => {
    sent = work
  })
  return { outcome, finished: outcome.then(() => sent).then(ignore, ignore) }
}

async function perform<T>(
  operation: (client: RedisClient) => Promise<T>,
  { clock, name, deadlineMs, write, next }: OperationContext,
  onSent: (work: Promise<T>) => void,
): Promise<Outcome<T>> {
  const begun = clock.monotonic()
  const deadline = new Deadline(clock, deadlineMs)
  const isTelling = (): boolean => clock.monotonic() - begun >= TELLING_WAIT_MS
  const awaited = next()
  let opened: OpenClient
  try {
    const arrived = await deadline.settle(awaited.opened)
    if (arrived === EXCEEDED) {
      const error = noAnswer(name, false, `there was no connection within ${deadlineMs} ms`)
      return { kind: 'none', error, exceeded: true, failure: isTelling() }
    }
    opened = arrived
  } catch (error) {
    return { kind: 'none', error, exceeded: false, failure: true }
  } finally {
    awaited.cancel()
  }

  const sentAt = clock.monotonic()
  const work = (async () => operation(opened.client))()
  onSent(work)
  const answered = (): void => {
    opened.answeredAt = clock.monotonic()
  }
  work.then(answered, (error) => opened.isReply(error) && answered())
  try {
    const value = await deadline.settle(work)
    if (value !== EXCEEDED) return { kind: 'value', opened, value }
    const error = noAnswer(name, write, `no answer within ${deadlineMs} ms`)
    const now = clock.monotonic()
    // A reply that is still on its way, this one or one before it, is the line's slowness and no sign of a mute server.
    if (opened.heard.at > sentAt && now - opened.heard.at < TELLING_WAIT_MS)
      return { kind: 'none', error, exceeded: true, failure: false }
    const isMute = opened.answeredAt < sentAt && now - sentAt >= TELLING_WAIT_MS
    return { kind: 'none', error, exceeded: true, failure: isTelling(), ...(isMute ? { mute: opened } : {}) }
  } catch (error) {
    if (opened.isReply(error)) return { kind: 'reply', opened, ...classifyReply(error, name) }
    // node-redis rejects what was under way after it noticed the loss, so a client that is ready lost nothing.
    if (isAppError(error) || error instanceof TypeError || opened.client.isReady) return { kind: 'thrown', error }
    return {
      kind: 'none',
      error: noAnswer(name, write, 'the connection was lost', error),
      exceeded: false,
      failure: true,
    }
  }
}

function ignore(): void {
  // What comes after the deadline was reported as an outcome already.
}
