/** Minutes as a duration of ISO 8601, in hours and minutes: `PT24H`, `PT1H30M`, `PT0M`. */
export function isoDuration(minutes: number): string {
  const whole = Math.round(minutes)
  const [hours, rest] = [Math.floor(whole / 60), whole % 60]
  if (hours === 0) return `PT${rest}M`
  return rest === 0 ? `PT${hours}H` : `PT${hours}H${rest}M`
}
