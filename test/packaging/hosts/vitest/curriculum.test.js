import { createApp } from 'curriculum-generator'
import { test } from 'vitest'
import { CONFIG, generateCurriculum } from './shared/keeping-bees.mjs'

test('an app in vitest', { timeout: 60_000 }, async () => {
  const app = await createApp(CONFIG)
  await generateCurriculum(app)
  await app.close()
})
