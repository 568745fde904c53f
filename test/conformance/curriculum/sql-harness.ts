import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  SqlCurriculumRepository,
  SqlDatabase,
  SqlDocumentRepository,
  SqlProgramRepository,
  SqlUserRepository,
} from '../../../src/adapters/sql/index.js'
import { SystemClock } from '../../../src/adapters/system/index.js'
import type { HarnessFactory, Repositories } from '../../../src/ports/conformance/index.js'
import type { UserRepository } from '../../../src/ports/index.js'
import type { PostgresServer } from '../../support/postgres-server.js'
import { RecordingLogger } from '../../support/recording-logger.js'

type Place = { readonly url: string } | { readonly dataDir: string }

/** The laws are not about deadlines, and the machine may be slow. */
const DEADLINES = { openMs: 120_000, operationMs: 120_000 }

interface DatabaseFixture {
  make(): Promise<Place>
  remove(place: Place): Promise<void>
}

/**
 * What `make` makes on separate databases, as `fixture` creates them. A peer has a separate connection, like another process.
 */
function sqlHarness<Subject>(
  fixture: DatabaseFixture,
  make: (database: SqlDatabase) => Subject,
): HarnessFactory<Subject> {
  return () => {
    const databases: SqlDatabase[] = []
    const places = new Map<Subject, Place>()
    const open = (place: Place): Subject => {
      const database = new SqlDatabase({
        ...place,
        ...DEADLINES,
        clock: new SystemClock(),
        logger: new RecordingLogger(),
      })
      databases.push(database)
      const subject = make(database)
      places.set(subject, place)
      return subject
    }
    return {
      capabilities: ['shared'],
      create: async () => open(await fixture.make()),
      peer: (subject) => {
        const place = places.get(subject)
        if (!place) throw new Error('repositories of another harness')
        return open(place)
      },
      advanceTime: async () => {
        throw new Error('repositories have no time of their own')
      },
      destroy: async () => {
        for (const database of databases) await database.close()
        for (const place of new Set(places.values())) await fixture.remove(place)
      },
    }
  }
}

function repositoriesOn(database: SqlDatabase): Repositories {
  return {
    programs: new SqlProgramRepository({ database }),
    documents: new SqlDocumentRepository({ database }),
    curricula: new SqlCurriculumRepository({ database }),
  }
}

function usersOn(database: SqlDatabase): UserRepository {
  return new SqlUserRepository({ database })
}

/** Each in a folder of its own. */
const FOLDERS: DatabaseFixture = {
  make: async () => ({ dataDir: mkdtempSync(join(tmpdir(), 'curriculum-sql-')) }),
  remove: async (place) => {
    if ('dataDir' in place) rmSync(place.dataDir, { recursive: true })
  },
}

export const embeddedHarness = sqlHarness(FOLDERS, repositoriesOn)
export const embeddedUsers = sqlHarness(FOLDERS, usersOn)

const TABLES = [
  ...['curriculum_programs', 'curriculum_program_viewers', 'curriculum_documents'],
  ...['curriculum_document_parts', 'curriculum_versions'],
  'curriculum_users',
]

/**
 * Each in an empty database of its own on a server that the caller starts and stops. To make a database and its tables
 * takes most of the time of a short case, so later cases get the databases of earlier ones, emptied.
 */
function databasesOf(server: () => PostgresServer): DatabaseFixture {
  const empty: Place[] = []
  return {
    make: async () => empty.pop() ?? { url: await server().createDatabase() },
    remove: async (place) => {
      if (!('url' in place)) return
      await server().query(`truncate ${TABLES.join(', ')}`, place.url)
      await server().query('update curriculum_setup set token_digest = null', place.url)
      empty.push(place)
    },
  }
}

export const postgresHarness = (server: () => PostgresServer) => sqlHarness(databasesOf(server), repositoriesOn)
export const postgresUsers = (server: () => PostgresServer) => sqlHarness(databasesOf(server), usersOn)
