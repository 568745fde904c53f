import type { App } from '../../../app/app.js'
import type { Route } from './route.js'

/** Routes for operators and platforms. They never access a backing store. */
export function healthRoutes({ health, lifecycle }: Pick<App, 'health' | 'lifecycle'>): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/health',
      handle: async (_req, res) => {
        await health.first
        // 200 also when degraded: a 503 would make a platform restart every instance, which repairs no store.
        res.set('Cache-Control', 'no-store').json(health.report())
      },
    },
    {
      method: 'get',
      path: '/health/live',
      handle: (_req, res) => {
        res.set('Cache-Control', 'no-store').json({ status: 'live' })
      },
    },
    {
      method: 'get',
      path: '/health/ready',
      handle: (_req, res) => {
        const { phase } = lifecycle
        res.status(phase === 'ready' ? 200 : 503)
        res.set('Cache-Control', 'no-store').json({ status: phase })
      },
    },
  ]
}
