import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { RedisInvalidations } from '../../../src/adapters/redis/index.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import { RedisServer } from '../../support/redis-server.js'
import { trackedConnectionTo } from './node-fixture.js'

let redis: RedisServer
let door: Server
let port: number
/** The reply of the next connection to every command. The connection after it reaches Redis. */
let answer = ''

beforeAll(async () => {
  redis = await RedisServer.start()
  door = createServer((client) => {
    client.on('error', () => undefined)
    if (answer !== '') {
      const error = answer
      answer = ''
      client.on('data', () => client.write(`-${error}\r\n`))
      return
    }
    const server = connect({ port: redis.port, host: '127.0.0.1' })
    server.on('error', () => client.destroy())
    client.on('close', () => server.destroy())
    client.pipe(server).pipe(client)
  }).listen(0, '127.0.0.1')
  await once(door, 'listening')
  port = (door.address() as AddressInfo).port
})

afterAll(async () => {
  door.close()
  await redis.stop()
})

it.each([
  'LOADING Redis is loading the dataset in memory',
  "READONLY You can't write against a read only replica.",
  'BUSY Redis is busy running a script.',
  'ERR max number of clients reached',
  "OOM command not allowed when used memory > 'maxmemory'.",
])('a server that answers %s at first is not one that cannot tell of changes', async (error) => {
  answer = error
  const logger = new RecordingLogger()
  const invalidations = new RedisInvalidations({ logger })
  const connection = trackedConnectionTo(`redis://127.0.0.1:${port}`, invalidations, logger)
  connection.connect()
  await connection.ready
  const { active } = invalidations
  await connection.close(500)
  expect(active).toBe(true)
  expect(logger.messages('warn').filter((message) => message.includes('CLIENT TRACKING'))).toEqual([])
})
