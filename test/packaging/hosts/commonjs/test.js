const assert = require('node:assert/strict')
const express = require('express')
const { AppError, createApp, isAppError } = require('curriculum-generator')
const { buildRouter } = require('curriculum-generator/express')

async function main() {
  const { CONFIG, generateCurriculum } = await import('./shared/keeping-bees.mjs')
  const app = await createApp(CONFIG)
  express().use('/curricula', buildRouter(app))
  await generateCurriculum(app)
  await assert.rejects(
    app.cache.set('a', 1, { namespace: 'none' }),
    (error) => error instanceof AppError && isAppError(error, 'UNKNOWN_NAMESPACE'),
  )
  // import() and require() return the same package.
  assert.equal((await import('curriculum-generator')).AppError, AppError)
  await app.close()
}

main()
