import { AppError } from '../../domain/platform/index.js'

/** What a caller meets whose own signal fired. */
export function callerGaveUp(signal: AbortSignal): AppError {
  return new AppError('ABORTED', 'the caller gave up waiting for a value', {
    hint: 'the signal that was given as an option fired',
    cause: signal.reason,
  })
}

/** What a loader and who waits for it meet when it takes too long. */
export function loadTimeout(hardMs: number): AppError {
  return new AppError('LOAD_TIMEOUT', `the loader took longer than ${hardMs} ms`, {
    hint: 'make it faster, raise hardTimeout, or give a grace so that a stale value can be served',
    details: { hardMs },
  })
}
