import { createApp } from 'curriculum-generator'
import { problemOf } from 'curriculum-generator/express'
import { CONFIG, generateCurriculum } from '../../../shared/keeping-bees.mjs'

export const dynamic = 'force-dynamic'

export async function GET() {
  const app = await createApp(CONFIG)
  await generateCurriculum(app)
  try {
    await app.programs.createProgram({ title: 'Bees' }, { ownerId: 'u-1' })
    return Response.json({ generated: true })
  } catch (error) {
    const { status, headers, details } = problemOf(error, 'r-1')
    return new Response(JSON.stringify(details), { status, headers })
  } finally {
    await app.close()
  }
}
