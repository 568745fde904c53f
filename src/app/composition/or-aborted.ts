import { AppError } from '../../domain/platform/index.js'

/**
 * Like `work`, or rejects with `APP_CLOSED` as soon as `signal` aborts. The work then goes on, and its rejection is handled.
 *
 * @param what for the message: `waiting for Redis`
 */
export function orAborted<T>(signal: AbortSignal, what: string, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new AppError('APP_CLOSED', `stopped while ${what}`))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
