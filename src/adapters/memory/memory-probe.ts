import type { HealthProbe } from '../../ports/index.js'

/** What {@link memoryProbe} needs to know. */
export interface MemoryProbeOptions {
  /** The service in the report: `cache`, `sessions`, `jobs`. */
  readonly name: string
  readonly environment: 'development' | 'production' | 'test'
  /** What keeping it in memory costs, as a clause: "a restart signs everybody out". */
  readonly loss: string
  /** What would change it, as an instruction. Left out where no setting can. */
  readonly fix?: string
  /** What the adapter lost already, as a clause; nothing: `undefined`. Asked with every check. */
  readonly lost?: () => Promise<string | undefined>
}

/**
 * The probe of a memory adapter. Memory always answers, so the status depends on the environment alone: healthy with a
 * warning on a laptop, degraded in production, where other processes and restarts are the rule.
 */
export function memoryProbe({ name, environment, loss, fix, lost }: MemoryProbeOptions): HealthProbe {
  const advice = fix === undefined ? '' : `; ${fix}`
  const always = `${name}: kept in the memory of this process, ${loss}${advice}`
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
