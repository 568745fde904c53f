import { type AppError, formatMs, isAppError } from '../../../domain/platform/index.js'
import type { Clock } from '../../../ports/index.js'
import { Deadline, EXCEEDED } from '../../shared/deadline.js'
import { classifyReply, noAnswer, notConnected } from './connection-errors.js'
import { MIN_SIGNIFICANT_WAIT_MS } from './connection-limits.js'
import type { OpenClient, RedisClient } from './open-client.js'

/** The outcome of an operation, and what it shows about the connection. */
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
      /** The connection, if no data has arrived since the operation was sent. */
      readonly unresponsive?: OpenClient
    }
  /** The operation itself threw, which shows nothing about Redis. */
  | { readonly kind: 'thrown'; readonly error: unknown }

export interface OperationContext {
  readonly clock: Clock
  readonly name: string
  readonly deadlineMs: number
  readonly write: boolean
  /** The current connection or the next one. */
  readonly next: () => { readonly opened: Promise<OpenClient>; readonly cancel: () => void }
  /** Why the last attempt to connect failed. */
  readonly lastFailure?: () => AppError | undefined
}

/** An operation in flight. Neither promise rejects. */
export interface RunningOperation<T> {
  /** Settles at the deadline at the latest. */
  readonly outcome: Promise<Outcome<T>>
  /** Settles when the operation has ended, which may be after its deadline. */
  readonly finished: Promise<void>
}

/** Runs an operation on the current connection, or on the next one if it opens within the deadline. */
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
  { clock, name, deadlineMs, write, next, lastFailure }: OperationContext,
  onSent: (work: Promise<T>) => void,
): Promise<Outcome<T>> {
  const startedAt = clock.monotonic()
  const deadline = new Deadline(clock, deadlineMs)
  const isSignificant = (): boolean => clock.monotonic() - startedAt >= MIN_SIGNIFICANT_WAIT_MS
  const connection = next()
  let opened: OpenClient
  try {
    const current = await deadline.settle(connection.opened)
    if (current === EXCEEDED) {
      const error = notConnected(name, deadlineMs, lastFailure?.())
      return { kind: 'none', error, exceeded: true, failure: isSignificant() }
    }
    opened = current
  } catch (error) {
    return { kind: 'none', error, exceeded: false, failure: true }
  } finally {
    connection.cancel()
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
    const error = noAnswer(name, write, `no answer within ${formatMs(deadlineMs)}`)
    const now = clock.monotonic()
    // A reply is still arriving, this one or one before it: the network is slow, the server is not unresponsive.
    if (opened.lastData.at > sentAt && now - opened.lastData.at < MIN_SIGNIFICANT_WAIT_MS)
      return { kind: 'none', error, exceeded: true, failure: false }
    const isUnresponsive = opened.answeredAt < sentAt && now - sentAt >= MIN_SIGNIFICANT_WAIT_MS
    return {
      kind: 'none',
      error,
      exceeded: true,
      failure: isSignificant(),
      ...(isUnresponsive ? { unresponsive: opened } : {}),
    }
  } catch (error) {
    if (opened.isReply(error)) return { kind: 'reply', opened, ...classifyReply(error, name) }
    // node-redis rejects operations in flight after it is no longer ready, so a ready client has not lost any.
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
  // A failure after the deadline: the outcome was already reported.
}
