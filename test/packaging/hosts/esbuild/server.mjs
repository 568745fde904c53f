import { createApp, readConfig } from 'curriculum-generator'
import { buildRouter } from 'curriculum-generator/express'
import { CONFIG, generateCurriculum } from './shared/keeping-bees.mjs'

async function run() {
  const app = await createApp({ ...readConfig({}), ...CONFIG })
  buildRouter(app)
  await generateCurriculum(app)
  await app.close()
  console.log('generated')
}

run().catch((error) => {
  console.log(error.code, error.hint)
  process.exitCode = 1
})
