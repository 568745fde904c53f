import type { App } from '../../../app/app.js'
import { type DeclaredRoute, declareRoute } from './declare-route.js'
import { schemas } from './schemas/index.js'

const OPEN = { role: 'public', tag: 'health', params: {}, query: 'ignored', body: 'none', problems: [] } as const

/** Routes for operators and platforms. They never access a backing store. */
export function healthRoutes({ health, lifecycle }: Pick<App, 'health' | 'lifecycle'>): readonly DeclaredRoute[] {
  const s = schemas()
  return [
    declareRoute({
      ...OPEN,
      id: 'getHealth',
      method: 'get',
      path: '/health',
      summary: 'Health of the process and its stores',
      answers: { 200: { description: 'The latest results of the probes, also when degraded', content: s.health } },
      handle: async () => {
        await health.first
        // 200 also when degraded: a 503 would make a platform restart every instance, which repairs no store.
        return { status: 200, body: health.report() }
      },
    }),
    declareRoute({
      ...OPEN,
      id: 'getLiveness',
      method: 'get',
      path: '/health/live',
      summary: 'Whether the process runs; checks nothing',
      answers: { 200: { description: 'The process runs', content: s.live } },
      handle: () => ({ status: 200, body: { status: 'live' as const } }),
    }),
    declareRoute({
      ...OPEN,
      id: 'getReadiness',
      method: 'get',
      path: '/health/ready',
      summary: 'Whether the process accepts requests',
      answers: {
        200: { description: 'Ready', content: s.phase },
        503: { description: 'Starting or draining', content: s.phase },
      },
      handle: () => {
        const { phase } = lifecycle
        return { status: phase === 'ready' ? 200 : 503, body: { status: phase } }
      },
    }),
  ]
}
