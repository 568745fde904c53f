/**
 * Runs `work`. Rejects with `toError` as soon as the signal fires, even if the work ignores the signal: it then goes on, and its
 * rejection is handled. Does not start the work if the signal has fired already. Removes its listener from the signal.
 *
 * @example
 * await abortable(signal, () => load(), () => new AppError('ABORTED', 'the load was aborted'))
 */
export async function abortable<T>(
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
  toError: (signal: AbortSignal) => Error,
): Promise<T> {
  if (signal === undefined) return work()
  if (signal.aborted) throw toError(signal)
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(toError(signal))
    signal.addEventListener('abort', abort, { once: true })
    // Inside a promise, so that a synchronous error also removes the listener.
    Promise.resolve()
      .then(work)
      .finally(() => signal.removeEventListener('abort', abort))
      .then(resolve, reject)
  })
}
