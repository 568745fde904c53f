import { AppError } from '../../domain/platform/index.js'

/**
 * A part of this software that is loaded when it is needed.
 *
 * @throws AppError `INTERNAL` if it cannot be: that is never the fault of the document
 */
export async function loaded<T>(loading: Promise<T>): Promise<T> {
  try {
    return await loading
  } catch (cause) {
    throw new AppError('INTERNAL', 'a part that reads documents cannot be loaded', {
      hint: 'install the package anew',
      cause,
    })
  }
}
