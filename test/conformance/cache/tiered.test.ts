import { afterAll, beforeAll, describe, it } from '@jest/globals'
import { cacheKit } from './cache-kit.js'
import { TieredGround } from './tiered-harness.js'

const ground = new TieredGround()
beforeAll(() => ground.start())
afterAll(() => ground.stop())

describe('TieredCache', () => {
  it.each(cacheKit(ground.harness))('$id: $law', ({ run }) => run())
})
