import { AppError } from '../../domain/platform/index.js'
import type { HealthProbe } from '../../ports/index.js'

/**
 * The probe of a store that is only known by its port: healthy while it answers.
 *
 * @param answers a cheap question; `false` or a rejection means that the store cannot be reached
 */
export function storeProbe(name: string, adapter: string, answers: () => Promise<boolean>): HealthProbe {
  return {
    name,
    adapter,
    check: async () => {
      if (await answers()) return { status: 'healthy' }
      throw new AppError('STORE_UNAVAILABLE', `${name}: its store reports that it is not connected`, {
        hint: 'look at the store behind the adapter that was supplied',
      })
    },
  }
}
