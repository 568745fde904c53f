import { expect } from '@jest/globals'
import {
  SqlCurriculumRepository,
  SqlDatabase,
  SqlDocumentRepository,
  SqlProgramRepository,
} from '../../../src/adapters/sql/index.js'
import { SystemClock } from '../../../src/adapters/system/index.js'
import type { Repositories } from '../../../src/ports/conformance/index.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import type { Acknowledged, Place } from './saving-process.js'

interface OpenDatabase extends Repositories {
  readonly database: SqlDatabase
  readonly logger: RecordingLogger
}

/** The repositories over a database that the caller closes. */
export function openRepositories(
  place: Place,
  deadlines: { readonly openMs?: number; readonly operationMs?: number } = {},
): OpenDatabase {
  const logger = new RecordingLogger()
  const database = new SqlDatabase({ ...place, clock: new SystemClock(), logger, ...deadlines })
  return {
    database,
    logger,
    programs: new SqlProgramRepository({ database }),
    documents: new SqlDocumentRepository({ database }),
    curricula: new SqlCurriculumRepository({ database }),
  }
}

/**
 * Every version of program `p` is there from 1 on without a gap, as a whole, and every acknowledged one is among them.
 * Resolves to how many there are.
 */
export async function assertWhole(place: Place, acknowledged: readonly Acknowledged[]): Promise<number> {
  const { database, curricula } = openRepositories(place)
  try {
    const newest = (await curricula.latest('p'))?.version ?? 0
    const kept = new Map<number, string>()
    for (let version = 1; version <= newest; version++) {
      const stored = await curricula.read('p', version)
      const { title, fingerprint } = stored?.summary ?? { title: '', fingerprint: 'absent' }
      expect({ version, title }).toEqual({ version, title: fingerprint })
      expect(stored?.generated.documents[0]?.text === fingerprint.repeat(2000)).toBe(true)
      kept.set(version, fingerprint)
    }
    for (const { version, fingerprint } of acknowledged) {
      expect({ version, fingerprint: kept.get(version) }).toEqual({ version, fingerprint })
    }
    expect(new Set(kept.values()).size).toBe(newest)
    return newest
  } finally {
    await database.close()
  }
}

export async function beginProgram(place: Place): Promise<void> {
  const { database, programs } = openRepositories(place)
  const brief = {
    title: 't',
    audience: 'a',
    level: 'introductory',
    totalHours: 1,
    aims: ['b'],
    language: 'en',
  } as const
  await programs.create({ id: 'p', ownerId: 'u', brief, at: 1 })
  await database.close()
}
