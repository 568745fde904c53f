import type { HealthProbe } from '../../ports/health/index.js'
import type { UnworkedJobs } from './jobs.js'

/**
 * The probe of a job queue, which also tells that jobs wait and no worker is running.
 *
 * @param probe of the store of the queue
 * @param findUnworkedJobs see `Jobs.findUnworkedJobs`
 */
export function waitingJobsProbe(
  probe: HealthProbe,
  findUnworkedJobs: () => Promise<readonly UnworkedJobs[]>,
): HealthProbe {
  return {
    ...probe,
    check: async (signal) => {
      const result = await probe.check(signal)
      if (result.status !== 'healthy') return result
      const unworked = await findUnworkedJobs()
      if (unworked.length === 0) return result
      const types = unworked.map(({ type, waiting }) => `${type} (${waiting})`).join(', ')
      const reason = `jobs wait and no worker is running: ${types}; start one with \`curriculum worker\` or app.startWorkers()`
      return { ...result, status: 'degraded', reason }
    },
  }
}
