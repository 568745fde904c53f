import { AppError } from '../../domain/platform/index.js'

/** @throws AppError `INVALID_ARGUMENT` unless `load` can be called: found out now, and not on the first miss */
export function assertLoader(load: unknown): void {
  if (typeof load === 'function') return
  throw new AppError('INVALID_ARGUMENT', `the loader is a ${typeof load}`, {
    hint: 'give a function that loads what the cache does not have',
    details: { found: typeof load },
  })
}
