import { AppError } from '../platform/app-error.js'
import { shown } from '../platform/arguments.js'
import { MAX_TTL_SECONDS } from '../platform/ttl.js'

/** How long sessions last. */
export interface SessionLifetime {
  /** Idle timeout, in milliseconds. */
  readonly idleMs: number
  /** Absolute lifetime from creation, in milliseconds. */
  readonly absoluteMs: number
}

/** 30 minutes idle, 12 hours in all (NIST SP 800-63B-4, OWASP ASVS 5 chapter 7). */
export const DEFAULT_SESSION_LIFETIME: SessionLifetime = { idleMs: 30 * 60_000, absoluteMs: 12 * 3_600_000 }

/** A touch is written only if it moves the idle end by more than this fraction of the idle timeout. */
export const TOUCH_THRESHOLD = 0.05

/** @throws AppError `INVALID_TTL` unless `ms` is a whole number from 1 to 100 years */
export function assertSessionDuration(ms: number, what: string): void {
  if (Number.isSafeInteger(ms) && ms >= 1 && ms <= MAX_TTL_SECONDS * 1000) return
  throw new AppError('INVALID_TTL', `${what} is ${shown(ms)}`, {
    hint: `set ${what} to whole milliseconds, at least 1 and at most 100 years`,
    details: { what, found: shown(ms) },
  })
}

/** @throws AppError `INVALID_TTL` if the idle timeout is longer than the absolute lifetime; the hint names the setting. */
export function assertLifetime({ idleMs, absoluteMs }: SessionLifetime): void {
  if (idleMs <= absoluteMs) return
  throw new AppError('INVALID_TTL', `the idle timeout of ${idleMs / 1000} s is longer than the absolute lifetime`, {
    hint: `use at most ${absoluteMs / 1000} seconds, or raise sessions.absoluteTtl`,
    details: { idleMs, absoluteMs },
  })
}

/** The idle end after a touch at `now`: never beyond the absolute end. All in milliseconds. */
export function slideIdleEnd(now: number, idleMs: number, absoluteExpiresAt: number): number {
  return Math.min(now + idleMs, absoluteExpiresAt)
}

/** Whether moving the idle end from `current` to `next` is worth a write. */
export function isWorthTouching(current: number, next: number, idleMs: number): boolean {
  return Math.abs(next - current) > idleMs * TOUCH_THRESHOLD
}
