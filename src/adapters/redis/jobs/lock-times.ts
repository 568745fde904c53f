/**
 * A worker that died is noticed when its lock has run out and two checks have seen that: after 10 to 20 s. A healthy event
 * loop renews so often that it may be blocked for 7 s without harm.
 */
export const LOCK_MS = { lock: 10_000, check: 5000, renew: 2500 } as const
