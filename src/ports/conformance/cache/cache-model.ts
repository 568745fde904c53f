import { strict as assert } from 'node:assert'
import type { CachePort } from '../../cache/index.js'
import type { ModelSpec, Reality, Step } from '../model-property.js'
import { type CacheCommand, READINGS, showCommand } from './cache-command.js'
import { cacheCommandValues, type FastCheckValues, KEYS, NAMESPACES } from './cache-command-values.js'
import { CacheCommands } from './cache-commands.js'
import { CacheModelStore } from './cache-model-store.js'
import { plainHit, plainValue } from './cache-outcome.js'

interface CacheModel {
  readonly store: CacheModelStore
  /** What runs the commands on the adapter; it remembers the leases of the run. */
  commands?: CacheCommands
}

/** `CachePort` as a model, for {@link modelCase}: every result and, after every step, all that can be read. */
export function cacheModel(fc: FastCheckValues): ModelSpec<CacheModel, CachePort> {
  return {
    id: 'cache/model',
    law: 'after any sequence of calls, every result and all readable entries equal those of a plain list of entries',
    model: () => ({ store: new CacheModelStore() }),
    steps: cacheCommandValues(fc).map((commands) => commands.map(stepOf)),
    observe,
  }
}

function stepOf(command: CacheCommand): Step<CacheModel, CachePort> {
  return {
    check: () => true,
    run: async (model, reality) => {
      model.commands ??= new CacheCommands(reality.subject, (ms) => reality.elapse(ms))
      assert.deepEqual(await model.commands.run(command), model.store.run(command))
    },
    toString: () => showCommand(command),
  }
}

async function observe({ store }: Readonly<CacheModel>, { subject }: Reality<CachePort>): Promise<void> {
  // First: to be read may change what an adapter holds in the process.
  const peeked = NAMESPACES.flatMap((namespace) =>
    KEYS.map((key) => ({ namespace, key, value: subject.peek?.(namespace, key) })),
  )
  for (const { namespace, key, value } of peeked) {
    if (value) assert.deepEqual(plainValue(await value), store.valueOf(namespace, key), `peek ${namespace} ${key}`)
  }
  const readings = NAMESPACES.flatMap((namespace) => READINGS.map((as) => ({ namespace, as })))
  const found = await Promise.all(readings.map(({ namespace, as }) => subject.getMany(namespace, KEYS, as)))
  for (const [index, { namespace, as }] of readings.entries()) {
    const expected = KEYS.map((key) => store.read(namespace, key, as))
    assert.deepEqual(found[index]?.map(plainHit), expected, `${namespace}, read with ${JSON.stringify(as)}`)
  }
}
