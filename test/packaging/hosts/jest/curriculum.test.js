test('an app in a CommonJS project of jest', async () => {
  const { createApp, isAppError } = await import('curriculum-generator')
  const { CONFIG, generateCurriculum } = await import('./shared/keeping-bees.mjs')
  const app = await createApp(CONFIG)
  await generateCurriculum(app)
  const refused = await app.cache.set('a', 1, { namespace: 'none' }).catch((error) => error)
  expect(isAppError(refused, 'UNKNOWN_NAMESPACE')).toBe(true)
  await app.close()
}, 60_000)
