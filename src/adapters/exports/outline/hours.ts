const DECIMALS = 1e6

/** Minutes as hours with six decimals: times 60 and rounded, they are the minutes again, also after adding up many. */
export function hoursOf(minutes: number): number {
  return Math.round((minutes / 60) * DECIMALS) / DECIMALS
}
