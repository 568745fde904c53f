import { AppError } from '../../domain/platform/index.js'

/** @throws AppError `CONFIG_INVALID` unless `limit` is a whole number above 0: any other would bound nothing */
export function assertLimit(limit: number, setting: string): void {
  if (Number.isSafeInteger(limit) && limit > 0) return
  throw new AppError('CONFIG_INVALID', `${setting} is ${String(limit)}`, {
    hint: `give ${setting} as a whole number above 0`,
    details: { setting, found: String(limit) },
  })
}
