import assert from 'node:assert/strict'
import fastifyExpress from '@fastify/express'
import { createApp, isAppError } from 'curriculum-generator'
import { buildRouter, problemOf } from 'curriculum-generator/express'
import Fastify from 'fastify'
import { CONFIG, generateCurriculum } from './shared/keeping-bees.mjs'

const app = await createApp(CONFIG)
const host = Fastify()
await host.register(fastifyExpress)
host.use('/curricula', buildRouter(app))
host.setErrorHandler((error, request, reply) => {
  if (!isAppError(error)) throw error
  const { status, headers, details } = problemOf(error, request.id)
  return reply.code(status).headers(headers).send(details)
})
host.post('/courses', async (request) => app.programs.createProgram(request.body, { ownerId: 'u-1' }))
const origin = await host.listen({ port: 0 })

assert.equal((await fetch(`${origin}/curricula/health`)).status, 200)
const missing = await fetch(`${origin}/curricula/nothing`)
assert.deepEqual([missing.status, (await missing.json()).code], [404, 'not-found'])
const json = { 'Content-Type': 'application/json' }
const refused = await fetch(`${origin}/courses`, { method: 'POST', headers: json, body: '{"title": "Bees"}' })
assert.deepEqual([refused.status, (await refused.json()).code], [422, 'invalid-program'])
await generateCurriculum(app)

await host.close()
await app.close()
