/** At most two decimals, none where there are none. */
export function figure(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** `0.985` as `98.5 %`; never rounded up to all, which would hide that something is missing. */
export function percent(share: number): string {
  return `${figure(Math.floor(share * 1000 + 1e-6) / 10)} %`
}

/** `count` with its noun: `1 lesson`, `3 lessons`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${figure(count)} ${count === 1 ? one : many}`
}
