import { strict as assert } from 'node:assert'
import type { HarnessFactory } from '../harness.js'
import type { LawCase } from '../law.js'
import { type FastCheck, type ModelOptions, type ModelSpec, modelCase, type Step } from '../model-property.js'
import { modelRepositories } from './model-repositories.js'
import type { Repositories } from './repositories.js'
import { carryOut, type RepositoryCommand, visibleState } from './repository-command.js'

interface Mappable<T> {
  map<U>(change: (value: T) => U): Mappable<U>
}

/** The part of fast-check that is used. */
export interface RepositoryFastCheck extends FastCheck {
  nat(max: number): Mappable<number>
  array(of: Mappable<number>, options: { readonly minLength: number; readonly maxLength: number }): Mappable<number[]>
}

/** The programs that commands are about. */
export const COMMAND_IDS = ['p', 'P', 'ä'] as const
const OWNERS = ['u1', 'u2'] as const
const NAMES = ['2-a', '10-a', 'A'] as const
const VERBS = ['create', 'create', 'update', 'delete', 'put', 'put', 'put', 'remove']
  .concat(['save', 'save', 'save', 'save', 'page', 'versions'])
  .map((verb) => verb as RepositoryCommand['verb'])

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

/** A command out of six numbers, so that any source of numbers will do. */
export function repositoryCommand([verb = 0, id = 0, name = 0, content = 0, since = 0, time = 0]: readonly number[]) {
  return commandOf(at(VERBS, verb), {
    id: at(COMMAND_IDS, id),
    name: at(NAMES, name),
    content: content % 4,
    since,
    time,
  })
}

interface Choice {
  readonly id: string
  readonly name: string
  readonly content: number
  readonly since: number
  readonly time: number
}

function commandOf(verb: RepositoryCommand['verb'], choice: Choice): RepositoryCommand {
  const { id, name, content, since, time } = choice
  switch (verb) {
    case 'create':
      return { verb, id, owner: at(OWNERS, content), at: time % 3 }
    case 'update':
      return { verb, id, since: 1 + (since % 3), content }
    case 'delete':
      return { verb, id }
    case 'put':
      return { verb, id, name, content, at: time }
    case 'remove':
      return { verb, id, name }
    case 'save':
      return { verb, id, since: since % 4, content, at: time }
    case 'page':
      return { verb, limit: since % 4, ...(content === 0 ? {} : { owner: at(OWNERS, content) }) }
    case 'versions':
      return { verb, id, limit: 1 + (content % 3), below: since }
  }
}

/** The property that repositories and their model never differ, whatever is done in whatever order. */
export function repositoryModelCase(
  fc: RepositoryFastCheck,
  makeHarness: HarnessFactory<Repositories>,
  options: ModelOptions = {},
): LawCase {
  const numbers = fc.array(fc.nat(27), { minLength: 6, maxLength: 6 })
  const toStep = (given: readonly number[]): Step<Repositories, Repositories> => {
    const command = repositoryCommand(given)
    return {
      check: () => true,
      run: async (model, { subject }) => {
        assert.deepStrictEqual(await carryOut(subject, command), await carryOut(model, command))
      },
      toString: () => JSON.stringify(command),
    }
  }
  const spec: ModelSpec<Repositories, Repositories> = {
    id: 'repositories/model',
    law: 'whatever is done in whatever order, each call comes to what it should, and all that can be seen is right',
    model: modelRepositories,
    steps: [numbers.map(toStep)],
    observe: async (model, { subject }) => {
      assert.deepStrictEqual(await visibleState(subject, COMMAND_IDS), await visibleState(model, COMMAND_IDS))
    },
  }
  return modelCase(fc, spec, makeHarness, options)
}
