import { LineProcess } from './line-process.js'
import type { Place } from './sql-fixture.js'

/** A version that was confirmed to a process. */
export interface Acknowledged {
  readonly version: number
  readonly fingerprint: string
}

/** A process that saves versions of a curriculum until it is killed. */
export class SavingProcess extends LineProcess {
  constructor(place: Place, name: string) {
    super('./save-versions.mjs', JSON.stringify(place), name)
  }

  get acknowledged(): readonly Acknowledged[] {
    return this.lines.flatMap((line) => {
      const [, version, fingerprint] = /^saved (\d+) (\S+)$/.exec(line) ?? []
      return version && fingerprint ? [{ version: Number(version), fingerprint }] : []
    })
  }

  /** Codes of what failed, with their messages. */
  get failures(): readonly string[] {
    return this.lines.filter((line) => line.startsWith('failed ')).map((line) => line.slice('failed '.length))
  }

  countFailures(code: string): number {
    return this.failures.filter((failure) => failure.startsWith(`${code} `)).length
  }

  /** Resolves when `count` versions were acknowledged. */
  saves(count: number): Promise<void> {
    return this.until(() => this.acknowledged.length >= count)
  }

  /** Resolves when `count` calls have failed with this code. */
  fails(code: string, count: number): Promise<void> {
    return this.until(() => this.countFailures(code) >= count)
  }
}
