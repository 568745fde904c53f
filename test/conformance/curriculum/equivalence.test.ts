import { afterAll, beforeAll, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  COMMAND_IDS,
  type HarnessFactory,
  modelRepositories,
  type Repositories,
  type RepositoryCommand,
  type RepositoryOutcome,
  repositoryCommand,
  runRepositoryCommand,
  visibleState,
} from '../../../src/ports/conformance/index.js'
import { PostgresServer } from '../../support/postgres-server.js'
import { embeddedHarness, postgresHarness } from './sql-harness.js'

/** For a long run: `REPOSITORY_COMMANDS=10000`, with `REPOSITORY_SEED` to see a failure again. */
const COMMANDS = Number(process.env.REPOSITORY_COMMANDS ?? 600)
const SEED = process.env.REPOSITORY_SEED
const PER_RUN = 100

let server: PostgresServer

beforeAll(async () => {
  server = await PostgresServer.start()
})

afterAll(() => server?.stop())

interface Trace {
  readonly outcomes: readonly RepositoryOutcome[]
  readonly state: unknown
}

async function traceOf(repositories: Repositories, commands: readonly RepositoryCommand[]): Promise<Trace> {
  const outcomes: RepositoryOutcome[] = []
  for (const command of commands) outcomes.push(await runRepositoryCommand(repositories, command))
  return { outcomes, state: await visibleState(repositories, COMMAND_IDS) }
}

async function traceOn(makeHarness: HarnessFactory<Repositories>, commands: readonly RepositoryCommand[]) {
  const harness = makeHarness()
  try {
    return await traceOf(await harness.create(), commands)
  } finally {
    await harness.destroy()
  }
}

it(
  `the embedded database and Postgres come to the same as the model with ${COMMANDS} commands, errors included`,
  async () => {
    const met = new Map<string, number>()
    const command = fc.array(fc.nat(27), { minLength: 6, maxLength: 6 }).map(repositoryCommand)
    const lists = fc.noBias(fc.array(command, { minLength: PER_RUN, maxLength: PER_RUN, size: 'max' }))
    await fc.assert(
      fc.asyncProperty(lists, async (commands) => {
        const expected = await traceOf(modelRepositories(), commands)
        for (const harness of [embeddedHarness, postgresHarness(() => server)]) {
          const found = await traceOn(harness, commands)
          for (const [index, outcome] of found.outcomes.entries()) {
            const context = { index, command: commands[index] }
            expect({ ...context, outcome }).toEqual({ ...context, outcome: expected.outcomes[index] })
          }
          expect(found.state).toEqual(expected.state)
        }
        for (const [index, outcome] of expected.outcomes.entries()) {
          const key = `${commands[index]?.verb} ${'code' in outcome ? outcome.code : 'ok'}`
          met.set(key, (met.get(key) ?? 0) + 1)
        }
      }),
      { numRuns: Math.ceil(COMMANDS / PER_RUN), ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
    )
    // A list of commands that all fail proves little.
    for (const verb of ['create', 'update', 'delete', 'put', 'remove', 'save', 'page', 'versions']) {
      expect([verb, met.get(`${verb} ok`) ?? 0]).toEqual([verb, expect.any(Number)])
      expect(met.get(`${verb} ok`) ?? 0).toBeGreaterThan(0)
    }
    for (const refusal of ['create PROGRAM_EXISTS', 'update VERSION_CONFLICT', 'save VERSION_CONFLICT']) {
      expect(met.get(refusal) ?? 0).toBeGreaterThan(0)
    }
  },
  180_000 + 100 * COMMANDS,
)
