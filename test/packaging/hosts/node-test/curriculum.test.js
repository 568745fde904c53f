import { test } from 'node:test'
import { createApp } from 'curriculum-generator'
import { CONFIG, generateCurriculum } from './shared/keeping-bees.mjs'

test('an app in node:test', async () => {
  const app = await createApp(CONFIG)
  await generateCurriculum(app)
  await app.close()
})
