import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TieredCacheClass } from './tiered-node.js'

const SOURCES = fileURLToPath(new URL('../../../src/', import.meta.url))

/** A change of the source that makes the tiered cache wrong. */
export interface PlantedChange {
  readonly fault: string
  /** The law that must notice. */
  readonly caughtBy: string
  readonly file: 'near-tier.ts' | 'tiered-cache.ts' | 'fill-tokens.ts' | 'unsettled-writes.ts'
  /** What stands there, and what is put in its place. */
  readonly edits: readonly (readonly [from: string, to: string])[]
}

/** Copies of the tiered cache, each with one change. They share what they import with the one there is. */
export class PlantedCopies {
  readonly #folder = mkdtempSync(join(tmpdir(), 'planted-tiered-'))
  readonly #loaded = new Map<string, Promise<TieredCacheClass>>()

  /** The cache with the change. @throws Error if what is to be changed is not there, or more than once */
  load(change: PlantedChange): Promise<TieredCacheClass> {
    const loaded = this.#loaded.get(change.fault) ?? this.#plant(change)
    this.#loaded.set(change.fault, loaded)
    return loaded
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #plant({ fault, file, edits }: PlantedChange): Promise<TieredCacheClass> {
    const root = join(this.#folder, String(this.#loaded.size))
    const folder = join(root, 'adapters', 'tiered')
    mkdirSync(folder, { recursive: true })
    for (const ring of ['domain', 'ports']) symlinkSync(join(SOURCES, ring), join(root, ring))
    for (const name of readdirSync(join(SOURCES, 'adapters/tiered'))) {
      let text = readFileSync(join(SOURCES, 'adapters/tiered', name), 'utf8')
      for (const [from, to] of name === file ? edits : []) {
        if (text.split(from).length !== 2) throw new Error(`"${fault}": ${name} does not have once: ${from}`)
        text = text.replace(from, () => to)
      }
      writeFileSync(join(folder, name), text)
    }
    const loaded: { readonly TieredCache: TieredCacheClass } = await import(join(folder, 'index.ts'))
    return loaded.TieredCache
  }
}
