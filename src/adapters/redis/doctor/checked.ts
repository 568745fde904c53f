import type { CheckResult, DoctorCheck } from '../../../ports/index.js'
import type { DoctorConnection } from './doctor-connection.js'
import { LostError, ReplyError } from './doctor-errors.js'

/** One Redis as the checks of it see it. */
export interface Patient {
  readonly connection: DoctorConnection
  /** Whom it signs in as. */
  readonly user: string
  /** What it is used for: a cache may lose what sessions and jobs may not. */
  readonly keeps: readonly ('cache' | 'sessions' | 'jobs')[]
}

type Draft = Omit<DoctorCheck, 'deadlineMs' | 'run'> & {
  readonly deadlineMs?: number
  /** What to do by hand where the server forbids asking. */
  readonly byHand: string
  readonly run: (patient: Patient, quick: boolean) => Promise<CheckResult>
}

/** A check over the doctor's connection: what is forbidden is skipped, a lost connection is told once. */
export function checked(patient: Patient, { byHand, run, deadlineMs = 5000, ...check }: Draft): DoctorCheck {
  return whileConnected(patient, {
    ...check,
    needs: ['sign-in', ...(check.needs ?? [])],
    deadlineMs,
    run: async ({ quick }) => {
      try {
        return await run(patient, quick)
      } catch (error) {
        if (error instanceof ReplyError && error.forbidden) {
          return { status: 'skip', value: `cannot be asked here: ${error.message}`, advice: byHand }
        }
        if (error instanceof LostError) {
          const advice =
            'the server hangs, is overloaded or was restarted: look at its CPU, memory and log, then run this again'
          return { status: 'fail', failure: 'unreachable', value: error.message, advice }
        }
        throw error
      }
    },
  })
}

/** The check, skipped once the doctor's connection was lost: that is told already. */
export function whileConnected({ connection }: Patient, check: DoctorCheck): DoctorCheck {
  return {
    ...check,
    run: async (run) => {
      const { lost } = connection
      if (lost !== undefined) return { status: 'skip', value: `not tested, as the connection was lost (${lost})` }
      return check.run(run)
    },
  }
}

/** Whether something is kept here that must not be lost. */
export function keepsState({ keeps }: Patient): boolean {
  return keeps.includes('sessions') || keeps.includes('jobs')
}

/** `sessions and jobs`, of those that are kept here. */
export function stateKept({ keeps }: Patient): string {
  return keeps.filter((capability) => capability !== 'cache').join(' and ')
}

/** A field of INFO as a number; `undefined` if it is not there. */
export function numberOf(info: ReadonlyMap<string, string>, name: string): number | undefined {
  const text = info.get(name)
  const number = Number(text)
  return text === undefined || text === '' || !Number.isFinite(number) ? undefined : number
}
