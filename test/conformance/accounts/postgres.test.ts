import { afterAll, beforeAll, describe, it } from '@jest/globals'
import fc from 'fast-check'
import { lawCases, userLaws, userModelCase } from '../../../src/ports/conformance/index.js'
import { PostgresServer } from '../../support/postgres-server.js'
import { postgresUsers } from '../curriculum/sql-harness.js'

let server: PostgresServer

beforeAll(async () => {
  server = await PostgresServer.start()
})

afterAll(() => server?.stop())

const harness = postgresUsers(() => server)

describe('users in Postgres', () => {
  it.each(lawCases(userLaws, harness))('$id: $law', ({ run }) => run())

  const property = userModelCase(fc, harness, { runs: 10 })
  it(`${property.id}: ${property.law}`, () => property.run())
})
