import { afterAll, beforeAll, describe, it } from '@jest/globals'
import fc from 'fast-check'
import { lawCases, repositoryLaws, repositoryModelCase } from '../../../src/ports/conformance/index.js'
import { PostgresServer } from '../../support/postgres-server.js'
import { postgresHarness } from './sql-harness.js'

let server: PostgresServer

beforeAll(async () => {
  server = await PostgresServer.start()
})

afterAll(() => server?.stop())

const harness = postgresHarness(() => server)

describe('the repositories in Postgres', () => {
  it.each(lawCases(repositoryLaws, harness))('$id: $law', ({ run }) => run())

  const property = repositoryModelCase(fc, harness, { runs: 10 })
  it(`${property.id}: ${property.law}`, () => property.run())
})
