import type { HealthProbe } from '../../ports/index.js'

/** Options of {@link memoryProbe}. */
export interface MemoryProbeOptions {
  /** The service in the report: `cache`, `sessions`, `jobs`. */
  readonly name: string
  readonly environment: 'development' | 'production' | 'test'
  /** The effect of a restart, as a clause: "a restart signs all users out". */
  readonly loss: string
  /** The setting that avoids it, as an instruction. Omitted if there is none. */
  readonly advice?: string
  /** Called by every check. Returns what the adapter has lost so far, as a clause, or `undefined`. */
  readonly lost?: () => Promise<string | undefined>
}

/**
 * The probe of a memory adapter. Memory always answers, so only the environment decides: `degraded` in production, where
 * restarts and several processes are normal; otherwise `healthy` with a warning.
 */
export function memoryProbe({ name, environment, loss, advice, lost }: MemoryProbeOptions): HealthProbe {
  const suffix = advice === undefined ? '' : `; ${advice}`
  const always = `${name}: kept in the memory of this process, ${loss}${suffix}`
  return {
    name,
    adapter: 'memory',
    check: async () => {
      const already = await lost?.()
      const what = already === undefined ? always : `${always}; ${already}`
      return environment === 'production' ? { status: 'degraded', reason: what } : { status: 'healthy', warning: what }
    },
  }
}
