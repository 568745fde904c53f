import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Acknowledged, SavingProcess } from './saving-process.js'
import { assertWhole, beginProgram, openRepositories, openTwice } from './sql-fixture.js'

const KILLS = 20

let dataDir: string
let running: SavingProcess[]

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'curriculum-kills-'))
  running = []
})

afterEach(async () => {
  for (const process of running) await process.kill()
  rmSync(dataDir, { recursive: true })
})

function start(name: string): SavingProcess {
  const process = new SavingProcess({ dataDir }, name)
  running.push(process)
  return process
}

describe('the embedded database', () => {
  it(`keeps whole versions without a gap, every acknowledged one among them, over ${KILLS} kills`, async () => {
    await beginProgram({ dataDir })
    const acknowledged: Acknowledged[] = []
    for (let kill = 0; kill < KILLS; kill++) {
      const process = start(`k${kill}`)
      await process.saves(1 + (kill % 3))
      // In the middle of a write, each time at another place.
      await delay(Math.random() * 60)
      await process.kill()
      expect(process.failures).toEqual([])
      acknowledged.push(...process.acknowledged)
    }
    const versions = await assertWhole({ dataDir }, acknowledged)
    // One that was committed and not yet acknowledged for each kill at most.
    expect(versions - acknowledged.length).toBeLessThanOrEqual(KILLS)
    expect(acknowledged.length).toBeGreaterThan(KILLS)
  })

  it('two processes write concurrently without lost writes or lock errors', async () => {
    await beginProgram({ dataDir })
    const processes = [start('a'), start('b')]
    await Promise.all(processes.map((process) => process.saves(40)))
    for (const process of processes) await process.kill()
    for (const { failures } of processes) {
      expect(failures.filter((failure) => !failure.startsWith('VERSION_CONFLICT'))).toEqual([])
    }
    await assertWhole(
      { dataDir },
      processes.flatMap(({ acknowledged }) => [...acknowledged]),
    )
  })

  it('is migrated once by processes that open it concurrently, ten times', async () => {
    await openTwice(Array.from({ length: 10 }, (_, round) => ({ dataDir: join(dataDir, `fresh${round}`) })))
  })

  it('can be read by its owner only', async () => {
    const { database, programs } = openRepositories({ dataDir })
    await programs.list()
    const modes = execFileSync('ls', ['-l', dataDir], { encoding: 'utf8' }).split('\n').slice(1, -1)
    expect(modes.length).toBeGreaterThan(0)
    for (const mode of modes) expect(mode.slice(0, 10)).toBe('-rw-------')
    await database.close()
  })
})
