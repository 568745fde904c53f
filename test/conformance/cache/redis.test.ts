import { afterAll, beforeAll, describe, it } from '@jest/globals'
import { cacheKit } from './cache-kit.js'
import { RedisGround } from './redis-harness.js'

const ground = new RedisGround()
beforeAll(() => ground.start())
afterAll(() => ground.stop())

describe('RedisCache', () => {
  it.each(cacheKit(ground.harness))('$id: $law', ({ run }) => run())
})
