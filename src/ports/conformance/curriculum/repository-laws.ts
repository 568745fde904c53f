import { strict as assert } from 'node:assert'
import { isAppError } from '../../../domain/platform/index.js'
import { documentLaws, documentListLaws } from '../knowledge/document-laws.js'
import type { HarnessFactory, LawCase } from '../law.js'
import { type FastCheck, type ModelOptions, type ModelSpec, modelCase, type Step } from '../model-case.js'
import { curriculumLaws } from './curriculum-laws.js'
import { curriculumVersionLaws } from './curriculum-version-laws.js'
import { modelRepositories } from './model-repositories.js'
import { programDeletionLaws } from './program-deletion-laws.js'
import { programLaws } from './program-laws.js'
import { programListLaws } from './program-list-laws.js'
import { programViewerLaws } from './program-viewer-laws.js'
import type { RepositoryLaw } from './repository-fixture.js'
import { brief, file, generated, NOW, type Repositories } from './repository-fixture.js'

/** The laws of `ProgramRepository`, `DocumentRepository` and `CurriculumRepository`, on one store. */
export const repositoryLaws: readonly RepositoryLaw[] = [
  ...programLaws,
  ...programListLaws,
  ...programDeletionLaws,
  ...programViewerLaws,
  ...documentLaws,
  ...documentListLaws,
  ...curriculumLaws,
  ...curriculumVersionLaws,
]

interface Mappable<T> {
  map<U>(change: (value: T) => U): Mappable<U>
}

/** The used part of fast-check. */
export interface RepositoryFastCheck extends FastCheck {
  nat(max: number): Mappable<number>
  array(of: Mappable<number>, options: { readonly minLength: number; readonly maxLength: number }): Mappable<number[]>
}

/** The ids of the programs in commands. */
export const COMMAND_IDS = ['p', 'P', 'ä'] as const

const OWNERS = ['u1', 'u2'] as const

const NAMES = ['2-a', '10-a', 'A'] as const

const VERBS = ['create', 'create', 'update', 'delete', 'put', 'put', 'put', 'remove', 'share']
  .concat(['save', 'save', 'save', 'save', 'page', 'versions'])
  .map((verb) => verb as RepositoryCommand['verb'])

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

/** A command from six numbers, so that any source of numbers works. */
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
    case 'share':
      return { verb, id, viewers: OWNERS.filter((_, index) => content & (1 << index)) }
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

/** The property that the repositories behave as their model under random commands. */
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
        assert.deepStrictEqual(await runRepositoryCommand(subject, command), await runRepositoryCommand(model, command))
      },
      toString: () => JSON.stringify(command),
    }
  }
  const spec: ModelSpec<Repositories, Repositories> = {
    id: 'repositories/model',
    law: 'for any sequence of calls, every result and everything that can be read equals the model',
    model: modelRepositories,
    steps: [numbers.map(toStep)],
    observe: async (model, { subject }) => {
      assert.deepStrictEqual(await visibleState(subject, COMMAND_IDS), await visibleState(model, COMMAND_IDS))
    },
  }
  return modelCase(fc, spec, makeHarness, options)
}

/** A call of the repositories, as data. Times count from the start; a number selects the content. */
export type RepositoryCommand =
  | { readonly verb: 'create'; readonly id: string; readonly owner: string; readonly at: number }
  | { readonly verb: 'update'; readonly id: string; readonly since: number; readonly content: number }
  | { readonly verb: 'delete'; readonly id: string }
  | { readonly verb: 'share'; readonly id: string; readonly viewers: readonly string[] }
  | { readonly verb: 'put'; readonly id: string; readonly name: string; readonly content: number; readonly at: number }
  | { readonly verb: 'remove'; readonly id: string; readonly name: string }
  | {
      readonly verb: 'save'
      readonly id: string
      readonly since: number
      readonly content: number
      readonly at: number
    }
  | { readonly verb: 'page'; readonly owner?: string; readonly limit: number }
  | { readonly verb: 'versions'; readonly id: string; readonly limit: number; readonly below: number }

/** The result of a command. */
export type RepositoryOutcome = { readonly value: unknown } | { readonly code: string }

/** Runs a command. Rejects if the error has no code. */
export async function runRepositoryCommand(
  repositories: Repositories,
  command: RepositoryCommand,
): Promise<RepositoryOutcome> {
  try {
    return { value: await call(repositories, command) }
  } catch (error) {
    if (isAppError(error)) return { code: error.code }
    throw error
  }
}

async function call({ programs, documents, curricula }: Repositories, command: RepositoryCommand): Promise<unknown> {
  switch (command.verb) {
    case 'create': {
      const { id, owner, at } = command
      return programs.create({ id, ownerId: owner, brief: brief(), at: NOW + at })
    }
    case 'update': {
      const { id, since, content } = command
      return programs.update(id, brief(`t${content}`), { since, at: NOW + content })
    }
    case 'delete':
      return programs.delete(command.id)
    case 'share':
      return programs.replaceViewers(command.id, command.viewers)
    case 'put':
      return documents.put(command.id, await file(command.name, `c${command.content}`, NOW + command.at))
    case 'remove':
      return documents.remove(command.id, command.name)
    case 'save': {
      const { id, since, content, at } = command
      const made = generated({
        title: `t${content}`,
        units: content,
        verdict: content % 2 === 0 ? 'ready' : 'not-usable',
      })
      const facts = { fingerprint: `f${content}`, createdBy: 'u', at: NOW + at, since, generated: made }
      return curricula.save({ programId: id, ...facts })
    }
    case 'page': {
      const { verb: _, ...query } = command
      const { programs: found, next } = await programs.list(named(query))
      // Each adapter has its own form of `next`.
      return { ids: found.map(({ id }) => id), more: next !== undefined }
    }
    case 'versions': {
      const { id, limit, below } = command
      return (await curricula.list(id, { limit, below })).map(({ version }) => version)
    }
  }
}

function named({ owner, limit }: { readonly owner?: string; readonly limit: number }) {
  return owner === undefined ? { limit } : { ownerId: owner, limit }
}

/** Everything that can be read, for the programs with these ids. */
export async function visibleState(repositories: Repositories, ids: readonly string[]): Promise<unknown> {
  const { programs, documents, curricula } = repositories
  const seen: unknown[] = [(await programs.list({ limit: 200 })).programs]
  for (const visibleTo of OWNERS) seen.push((await programs.list({ visibleTo, limit: 200 })).programs)
  for (const id of ids) {
    const files = await documents.list(id)
    const versions = await curricula.list(id, { limit: 200 })
    seen.push({
      program: await programs.read(id),
      viewers: await programs.readViewers(id),
      files,
      texts: await Promise.all(files.map(async ({ name }) => [...((await documents.read(id, name))?.bytes ?? [])])),
      latest: await curricula.latest(id),
      versions,
      contents: await Promise.all(versions.map(({ version }) => curricula.read(id, version))),
    })
  }
  return seen
}
