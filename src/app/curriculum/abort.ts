import { AppError } from '../../domain/platform/index.js'

/** @throws AppError `ABORTED` once the signal has fired */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError(signal)
}

/**
 * Runs `work`. Rejects with `ABORTED` as soon as the signal fires, even if the work ignores the signal. Removes its
 * listener from the signal.
 */
export async function abortable<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  throwIfAborted(signal)
  if (signal === undefined) return work()
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(abortError(signal))
    signal.addEventListener('abort', abort, { once: true })
    // Inside a promise, so that a synchronous error also removes the listener.
    Promise.resolve()
      .then(work)
      .finally(() => signal.removeEventListener('abort', abort))
      .then(resolve, reject)
  })
}

function abortError({ reason }: AbortSignal): AppError {
  return new AppError('ABORTED', 'the generation of the curriculum was aborted', {
    hint: 'start it again if you still need it: finished stages come from the cache',
    cause: reason,
  })
}
