import { AppError, abortable } from '../../domain/platform/index.js'

/** @throws AppError `ABORTED` once the signal has fired */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError(signal)
}

/** Runs `work`. Rejects with `ABORTED` as soon as the signal fires, even if the work ignores the signal. */
export function untilAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  return abortable(signal, work, abortError)
}

function abortError({ reason }: AbortSignal): AppError {
  return new AppError('ABORTED', 'the generation of the curriculum was aborted', {
    hint: 'start it again if you still need it: finished stages come from the cache',
    cause: reason,
  })
}
