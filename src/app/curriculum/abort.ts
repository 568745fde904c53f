import { AppError } from '../../domain/platform/index.js'

/** @throws AppError `ABORTED` once the signal has fired */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError(signal)
}

/**
 * What `work` comes to, or `ABORTED` as soon as the signal fires, also if the work does not heed it. The signal is left
 * without a listener of ours.
 */
export async function abortable<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  throwIfAborted(signal)
  if (signal === undefined) return work()
  return new Promise<T>((resolve, reject) => {
    const giveUp = () => reject(abortError(signal))
    signal.addEventListener('abort', giveUp, { once: true })
    // Within a promise, so that what throws at once leaves no listener either.
    Promise.resolve()
      .then(work)
      .finally(() => signal.removeEventListener('abort', giveUp))
      .then(resolve, reject)
  })
}

function abortError({ reason }: AbortSignal): AppError {
  return new AppError('ABORTED', 'the generation of the curriculum was given up', {
    hint: 'start it again if it is still wanted: what was finished is taken from the cache',
    cause: reason,
  })
}
