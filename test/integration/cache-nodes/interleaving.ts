import fc from 'fast-check'
import type { CacheNode } from './node-fixture.js'

const KEYS = ['k', 'l'] as const
type Key = (typeof KEYS)[number]

/** One step of an interleaving. Writes are awaited; reads and loads go on while the next steps are taken. */
export type Step =
  | { readonly do: 'read' | 'load' | 'set' | 'delete'; readonly node: number; readonly key: Key }
  | { readonly do: 'clear' | 'invalidate'; readonly node: number }
  /** From here on everything takes so much longer to the second node, and back. */
  | { readonly do: 'slow'; readonly ms: number }
  | { readonly do: 'pause'; readonly ms: number }

const node = fc.nat({ max: 1 })
const key = fc.constantFrom(...KEYS)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('read', 'load'), node, key }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('set', 'delete'), node, key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('clear', 'invalidate'), node }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('slow'), ms: fc.nat({ max: 30 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pause'), ms: fc.nat({ max: 40 }) }) },
)
export const interleavings = fc.array(step, { minLength: 8, maxLength: 30 })

/**
 * Runs the steps on two nodes and collects violations. The values are versions of a source. A change of the source then
 * sets or deletes the key in the cache; loaders read the source slowly. Nodes may read values older than the source, but
 * never older than their own last change.
 */
export class Interleaving {
  readonly faults: string[] = []
  readonly #nodes: readonly CacheNode[]
  readonly #source: Record<Key, number> = { k: 0, l: 0 }
  /** By node: the version of its last change. */
  readonly #floors: readonly Record<Key, number>[]
  readonly #underWay: Promise<void>[] = []

  constructor(nodes: readonly CacheNode[]) {
    this.#nodes = nodes
    this.#floors = nodes.map(() => ({ k: 0, l: 0 }))
  }

  async run(steps: readonly Step[]): Promise<void> {
    for (const [at, taken] of steps.entries()) await this.#take(taken, at)
    for (const each of this.#nodes) each.proxy.clear()
    await Promise.all(this.#underWay)
    for (const each of this.#nodes) await each.flush()
    for (const [index, { cache }] of this.#nodes.entries()) {
      for (const name of KEYS) {
        const left = await cache.get<number>(name)
        if (left !== undefined && left !== this.#source[name]) this.#fault('in the end', index, name, left)
      }
    }
  }

  async #take(taken: Step, at: number): Promise<void> {
    switch (taken.do) {
      case 'slow':
        this.#nodes[1]?.proxy.fault({ kind: 'latency', ms: taken.ms })
        return
      case 'pause':
        return pause(taken.ms)
      case 'read':
      case 'load':
        this.#underWay.push(this.#look(taken.do, taken.node, taken.key, at))
        return
      case 'set':
      case 'delete':
        return this.#change(taken.node, [taken.key], async ({ cache }) => {
          if (taken.do === 'delete') await cache.delete(taken.key)
          else await cache.set(taken.key, this.#source[taken.key], { tags: ['t'] })
        })
      case 'clear':
        return this.#change(taken.node, KEYS, ({ cache }) => cache.clearNamespace('api'))
      case 'invalidate':
        return this.#change(taken.node, KEYS, ({ cache }) => cache.invalidateTags(['t']))
    }
  }

  async #change(index: number, keys: readonly Key[], change: (node: CacheNode) => Promise<unknown>): Promise<void> {
    const changing = this.#nodes[index]
    if (!changing) return
    const versions = keys.map((name) => ++this.#source[name])
    await change(changing)
    const floors = this.#floors[index]
    if (floors) for (const [place, name] of keys.entries()) floors[name] = versions[place] ?? 0
  }

  async #look(how: 'read' | 'load', index: number, name: Key, at: number): Promise<void> {
    const cache = this.#nodes[index]?.cache
    const floor = this.#floors[index]?.[name] ?? 0
    const load = async (): Promise<number> => {
      const version = this.#source[name]
      await pause(version % 3 === 0 ? 0 : 15)
      return version
    }
    const got = how === 'load' ? await cache?.getOrSet(name, load, { tags: ['t'] }) : await cache?.get<number>(name)
    if (got !== undefined && Number(got) < floor) this.#fault(`${how} of step ${at}`, index, name, Number(got), floor)
  }

  #fault(when: string, index: number, name: Key, got: number, min = this.#source[name]): void {
    this.faults.push(`${when}: node ${index} got version ${got} of ${name}, and not ${min}`)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
