import type { CheckResult, DoctorCheck } from '../../../ports/index.js'
import { type DoctorConnection, LostError, ReplyError } from './doctor-connection.js'

/** The Redis that is checked. */
export interface RedisUnderTest {
  readonly connection: DoctorConnection
  /** The Redis user. */
  readonly user: string
  /** That of the app. */
  readonly keyPrefix: string
  /** Its capabilities: sessions and jobs must not lose data, a cache may. */
  readonly keeps: readonly ('cache' | 'sessions' | 'jobs')[]
}

type RedisCheckOptions = Omit<DoctorCheck, 'deadlineMs' | 'run'> & {
  readonly deadlineMs?: number
  /** What to check by hand if the server forbids the commands. */
  readonly manualAdvice: string
  readonly run: (target: RedisUnderTest, quick: boolean) => Promise<CheckResult>
}

/** A check over the connection of the doctor. Forbidden commands skip it. A lost connection fails the first check only. */
export function redisCheck(
  target: RedisUnderTest,
  { manualAdvice, run, deadlineMs = 5000, ...check }: RedisCheckOptions,
): DoctorCheck {
  return whileConnected(target, {
    ...check,
    needs: ['sign-in', ...(check.needs ?? [])],
    deadlineMs,
    run: async ({ quick }) => {
      try {
        return await run(target, quick)
      } catch (error) {
        if (error instanceof ReplyError && error.forbidden) {
          return { status: 'skip', value: `not allowed here: ${error.message}`, advice: manualAdvice }
        }
        if (error instanceof LostError) {
          const advice =
            'the server hangs, is overloaded or was restarted: check its CPU, memory and log, then run the doctor again'
          return { status: 'fail', failure: 'unreachable', value: error.message, advice }
        }
        throw error
      }
    },
  })
}

/** The check, skipped if the connection of the doctor was lost: an earlier check has reported that. */
export function whileConnected({ connection }: RedisUnderTest, check: DoctorCheck): DoctorCheck {
  return {
    ...check,
    run: async (run) => {
      const { lost } = connection
      if (lost !== undefined) return { status: 'skip', value: `skipped: the connection was lost (${lost})` }
      return check.run(run)
    },
  }
}

/** Whether the Redis has data that must not be lost. */
export function keepsState({ keeps }: RedisUnderTest): boolean {
  return keeps.includes('sessions') || keeps.includes('jobs')
}

/** The data that must not be lost: `sessions and jobs`. */
export function stateKept({ keeps }: RedisUnderTest): string {
  return keeps.filter((capability) => capability !== 'cache').join(' and ')
}

/** A field of INFO as a number; `undefined` if absent. */
export function numberOf(info: ReadonlyMap<string, string>, name: string): number | undefined {
  const text = info.get(name)
  const number = Number(text)
  return text === undefined || text === '' || !Number.isFinite(number) ? undefined : number
}

/** A value of CONFIG. @throws ReplyError if CONFIG is forbidden */
export async function configValue(connection: RedisUnderTest['connection'], name: string): Promise<string> {
  const reply = await connection.send('CONFIG', 'GET', name)
  const value = Array.isArray(reply) ? reply[1] : Reflect.get(Object(reply), name)
  return typeof value === 'string' ? value : ''
}
