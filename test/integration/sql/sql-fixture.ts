import { expect } from '@jest/globals'
import {
  SqlCurriculumRepository,
  SqlDatabase,
  SqlDocumentRepository,
  SqlProgramRepository,
} from '../../../src/adapters/sql/index.js'
import { SystemClock } from '../../../src/adapters/system/index.js'
import type { Repositories } from '../../../src/ports/conformance/index.js'
import type { Clock } from '../../../src/ports/index.js'
import { RecordingLogger } from '../../support/recording-logger.js'
import { LineProcess } from './line-process.js'
import type { Acknowledged } from './saving-process.js'

export type Place = { readonly url: string } | { readonly dataDir: string }

interface OpenDatabase extends Repositories {
  readonly database: SqlDatabase
  readonly logger: RecordingLogger
}

/** A deadline that a slow machine does not reach. */
export const OPERATION_MS = 120_000

interface Timing {
  readonly openMs?: number
  readonly operationMs?: number
  /** Default: the time of the system. */
  readonly clock?: Clock
}

/** The repositories over a database that the caller closes. */
export function openRepositories(place: Place, timing: Timing = {}): OpenDatabase {
  const logger = new RecordingLogger()
  const database = new SqlDatabase({
    ...place,
    clock: new SystemClock(),
    logger,
    openMs: OPERATION_MS,
    operationMs: OPERATION_MS,
    ...timing,
  })
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

/** A write that has carried out `sql` and stays open until `end` is called. */
export async function heldOpen(database: SqlDatabase, sql = 'select 1') {
  let end = (): void => undefined
  let ended: Promise<void> | undefined
  await new Promise<void>((opened) => {
    ended = database.write(async ({ execute }) => {
      await execute(sql)
      opened()
      await new Promise<void>((resolve) => {
        end = resolve
      })
    })
  })
  return { ended, end: () => end() }
}

/** Two processes open each of the places at the same moment, one place after the other; each time both must succeed. */
export async function openTwice(places: readonly Place[]): Promise<void> {
  const processes = [0, 1].map(() => new LineProcess('./open-databases.mjs'))
  try {
    for (const [index, place] of places.entries()) {
      for (const process of processes) process.send(JSON.stringify(place))
      await Promise.all(processes.map((process) => process.until(() => process.lines.length > index)))
    }
    expect(await Promise.all(processes.map((process) => process.finish()))).toEqual([0, 0])
    const opened = places.map(() => 'opened')
    expect(processes.map(({ lines, log }) => [lines, log])).toEqual([
      [opened, ''],
      [opened, ''],
    ])
  } finally {
    for (const process of processes) await process.kill()
  }
}
