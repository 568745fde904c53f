import type { PlantedChange } from './planted-tiered.js'

function planted(
  file: PlantedChange['file'],
  fault: string,
  caughtBy: string,
  ...edits: PlantedChange['edits']
): PlantedChange {
  return { file, fault, caughtBy: `tiered/${caughtBy}`, edits }
}

/** Tiered caches each of which is wrong in one thing. */
export const WRONG_TIERED: readonly PlantedChange[] = [
  planted('tiered-cache.ts', 'nothing is dropped after a write', 'own-write', [
    `    } finally {
      drop()
    }`,
    '    }',
  ]),
  planted('near-tier.ts', 'answers are kept without a token', 'late-answer', [' || !tokens[index]?.valid', '']),
  planted('near-tier.ts', 'a tag drops no answers on their way', 'late-answer-tags', [
    `    // Of an answer that is under way it is not known which tags it carries.
    this.#tokens.dropNamespace(namespace)
`,
    '',
  ]),
  planted('fill-tokens.ts', 'a token cannot be dropped', 'late-answer', [
    '    token.valid = false\n    byKey',
    '    byKey',
  ]),
  planted('near-tier.ts', 'it is not emptied at the loss', 'lost', ['    this.#cache = this.#makeNear()\n', '']),
  planted(
    'near-tier.ts',
    'tokens outlast the loss',
    'lost-late-answer',
    ['    this.#tokens.dropAll()\n    this.#outdated ??=', '    this.#outdated ??='],
    ['      this.#tokens.dropAll()\n', ''],
  ),
  planted(
    'near-tier.ts',
    'it is filled while no changes are told',
    'lost-not-filled',
    ['    if (!this.#invalidations.active) return read(options)\n', ''],
    ['    if (!this.#invalidations.active) return\n', ''],
  ),
  planted('near-tier.ts', 'an adopted array is shared', 'arrays', ['value: toReadValue(value), ttlMs', 'value, ttlMs']),
  planted('near-tier.ts', 'what is left of it near is taken for its life', 'remaining', [
    'ttlMs, remainingMs, terms',
    'ttlMs, remainingMs: ttlMs, terms',
  ]),
  planted('tiered-cache.ts', 'what is left of its life is asked for far away', 'remaining', [
    'if (options.terms) return',
    'if (options.remaining || options.terms) return',
  ]),
  planted('near-tier.ts', 'a stale hit is kept', 'stale', ['hit.stale || !hit.terms', '!hit.terms']),
  planted('near-tier.ts', 'everything is near for a minute', 'life', [
    'Math.min(remainingMs, this.#maxNearMs)',
    'this.#maxNearMs',
  ]),
  planted('near-tier.ts', 'a slow answer prolongs a life', 'life-on-the-way', [' - tookMs)', ')']),
  planted('near-tier.ts', 'what lives long is near as long', 'life-near', [', this.#maxNearMs)', ')']),
  planted('near-tier.ts', 'a changed store drops nothing', 'store-changed', [
    'storeChanged: dropAll',
    'storeChanged: () => undefined',
  ]),
  planted('tiered-cache.ts', 'what failed is forgotten', 'replay', ['if (isStoreFailure(error)) onUnsettled()\n', '']),
  planted('tiered-cache.ts', 'a full store is no failure', 'replay', [", 'STORE_FULL')", ')']),
  planted('unsettled-writes.ts', 'what fails to be repeated is forgotten', 'replay', [
    '      this.#takeBack(taken)\n',
    '',
  ]),
  planted('unsettled-writes.ts', 'a newer write is deleted', 'replay-newest', [
    '    this.#settle(unsettled.keys, keys, begun)\n',
    '',
  ]),
  planted('unsettled-writes.ts', 'an older write stands for a newer one', 'replay-older', [
    ' || addedAt > begun) continue',
    ') continue',
  ]),
  planted('tiered-cache.ts', 'a commit comes before what failed', 'replay-lease', [
    'this.#unsettled.replay(this.#far).then(write)',
    'write()',
  ]),
  planted('near-tier.ts', 'what has no grace is recalled', 'grace', ['if (!hit || graceMs === 0)', 'if (!hit)']),
  planted('near-tier.ts', 'graces are recalled only after a loss', 'grace-told', [
    'this.#outdated ?? this.#cache',
    'this.#outdated ?? this.#makeNear()',
  ]),
  planted('near-tier.ts', 'what was changed is recalled', 'grace-written', [
    '    this.#outdated?.drop(namespace, keys)\n',
    '',
  ]),
  planted('near-tier.ts', 'graces outlast the way back', 'grace-back', ['      this.#outdated = undefined\n', '']),
]
