// One server in a process of its own: `node server.mjs <variant> <redis port>`. Tells its port, and its CPU when asked.
import express from 'express'

const [variant, redisPort] = process.argv.slice(2)
const url = `redis://127.0.0.1:${redisPort}`
const user = { userId: 'u-1', email: 'ada@example.org', role: 'author' }
const IDLE_SECONDS = 1800

/** Each mounts its sessions and two routes: `/sign-in`, and `/` that reads one session. */
const variants = {
  async none(host) {
    host.post('/sign-in', (_req, res) => res.cookie('sid', 'x'.repeat(43)).end())
    host.get('/', (_req, res) => res.json({ userId: user.userId }))
  },

  async ours(host) {
    const { RedisConnection, RedisSessionStore, decideRedisSettings } = await fromDist('adapters/redis')
    const { SystemClock, SystemIds, SystemRandom } = await fromDist('adapters/system')
    const { sessionOf, sessions } = await fromDist('adapters/express')
    const { Sessions } = await fromDist('app/sessions')
    const settings = { url, environment: 'test', tlsVerify: 'auto', maxRetries: 3, retryDelayMs: 100 }
    const decision = decideRedisSettings({ ...settings, connectTimeoutMs: 10_000 })
    const silent = { debug() {}, info() {}, warn() {}, error() {} }
    const platform = { clock: new SystemClock(), ids: new SystemIds(), logger: silent }
    const connection = new RedisConnection({
      settings: decision.settings,
      name: 'main',
      random: new SystemRandom(),
      clock: platform.clock,
      logger: platform.logger,
    })
    connection.connect()
    await connection.ready
    const lifetime = { idleMs: IDLE_SECONDS * 1000, absoluteMs: 12 * 3_600_000 }
    const store = new RedisSessionStore({ connection, ids: platform.ids, logger: platform.logger })
    const app = { sessions: new Sessions(store, { lifetime, maxPerUser: 20 }), platform }
    host.use(sessions(app, { secure: false }))
    host.post('/sign-in', async (req, res) => {
      await sessionOf(req).signIn(user)
      res.end()
    })
    host.get('/', async (req, res) => {
      res.json({ userId: (await sessionOf(req).require()).data.userId })
    })
  },

  async 'express-session'(host) {
    const { default: expressSession } = await import('express-session')
    const { RedisStore } = await import('connect-redis')
    const { createClient } = await import('redis')
    const client = await createClient({ url })
      .on('error', (error) => console.error(error))
      .connect()
    const store = new RedisStore({ client })
    const cookie = { maxAge: IDLE_SECONDS * 1000, sameSite: 'lax' }
    host.use(expressSession({ store, name: 'sid', secret: 'x', resave: false, saveUninitialized: false, cookie }))
    host.post('/sign-in', (req, res, next) => {
      Object.assign(req.session, user, { lastActivity: Date.now() })
      req.session.save((error) => (error ? next(error) : res.end()))
    })
    host.get('/', (req, res) => res.json({ userId: req.session.userId }))
  },
}

function fromDist(folder) {
  return import(new URL(`../../../dist/${folder}/index.js`, import.meta.url).href)
}

const host = express().disable('x-powered-by').disable('etag')
await variants[variant](host)
const server = host.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
process.on('message', () => process.send({ cpu: process.cpuUsage() }))
// The parent process has ended.
process.on('disconnect', () => process.exit())
