require('reflect-metadata')
const assert = require('node:assert/strict')
const { Catch, Controller, Inject, Module, Post } = require('@nestjs/common')
const { NestFactory } = require('@nestjs/core')
const { AppError, createApp } = require('curriculum-generator')
const { buildRouter, problemOf } = require('curriculum-generator/express')

// Decorators without a compiler: what TypeScript makes of them.
class Courses {
  constructor(app) {
    this.app = app
  }

  create() {
    return this.app.programs.createProgram({ title: 'Bees' }, { ownerId: 'u-1' })
  }
}
Controller('courses')(Courses)
Inject('curriculum')(Courses, undefined, 0)
Post()(Courses.prototype, 'create', Object.getOwnPropertyDescriptor(Courses.prototype, 'create'))

class Problems {
  catch(error, context) {
    const response = context.switchToHttp().getResponse()
    const { status, headers, details } = problemOf(error, 'r-1')
    response.status(status).set(headers).send(JSON.stringify(details))
  }
}
Catch(AppError)(Problems)

class AppModule {}

async function main() {
  const { CONFIG, generateCurriculum } = await import('./shared/keeping-bees.mjs')
  const app = await createApp(CONFIG)
  Module({ controllers: [Courses], providers: [{ provide: 'curriculum', useValue: app }] })(AppModule)
  const host = await NestFactory.create(AppModule, { logger: ['error'] })
  host.use('/curricula', buildRouter(app))
  host.useGlobalFilters(new Problems())
  await host.listen(0)
  const origin = `http://localhost:${host.getHttpServer().address().port}`

  assert.equal((await fetch(`${origin}/curricula/health`)).status, 200)
  const refused = await fetch(`${origin}/courses`, { method: 'POST' })
  assert.deepEqual([refused.status, (await refused.json()).code], [422, 'invalid-program'])
  await generateCurriculum(app)

  await host.close()
  await app.close()
}

main()
