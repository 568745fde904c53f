import { type DeclaredRoute, declareRoute } from './declare-route.js'
import { schemas } from './schemas/index.js'

/** Figures for administrators. */
export function operationRoutes(): readonly DeclaredRoute[] {
  const s = schemas()
  return [
    declareRoute({
      id: 'getQueueStats',
      method: 'get',
      path: '/api/queues/:type/stats',
      role: 'administrator',
      tag: 'operations',
      summary: 'The number of jobs of a type in each state',
      params: { type: s.id },
      query: {},
      body: 'none',
      answers: { 200: { description: 'The numbers', content: s.queueStats } },
      problems: ['UNKNOWN_JOB_TYPE'],
      handle: async ({ params, acting }) => ({ status: 200, body: await acting.operations.getQueueStats(params.type) }),
    }),
    declareRoute({
      id: 'getCacheStats',
      method: 'get',
      path: '/api/cache/stats',
      role: 'administrator',
      tag: 'operations',
      summary: 'Hits and misses of this process, and the figures of the store',
      params: {},
      query: {},
      body: 'none',
      answers: { 200: { description: 'The figures', content: s.cacheStatistics } },
      problems: [],
      handle: async ({ acting }) => ({ status: 200, body: await acting.operations.getCacheStats() }),
    }),
  ]
}
