import type { Program } from '../program.js'
import { CREDIT_SYSTEMS, type CreditSystem } from '../vocabulary/credit-systems.js'

/** The hours of work behind one credit; `undefined` for a program without credits. */
export function hoursPerCredit({ totalHours, credits }: Pick<Program, 'totalHours' | 'credits'>): number | undefined {
  return credits === undefined ? undefined : totalHours / credits.value
}

/** The least and the most credits that `totalHours` are worth in `system`, to two decimals. */
export function creditsFor(
  system: CreditSystem,
  totalHours: number,
): { readonly least: number; readonly most: number } {
  const { leastHours, mostHours } = CREDIT_SYSTEMS[system]
  return {
    least: Math.ceil((totalHours / mostHours) * 100) / 100,
    most: Math.floor((totalHours / leastHours) * 100) / 100,
  }
}
