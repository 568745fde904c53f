import { isAppError } from '../../../domain/platform/index.js'
import type { Repositories } from './repositories.js'
import { brief, file, generated, NOW } from './repository-ground.js'

/** What is done to repositories. Moments are counted from the beginning, contents are named by a number. */
export type RepositoryCommand =
  | { readonly verb: 'create'; readonly id: string; readonly owner: string; readonly at: number }
  | { readonly verb: 'update'; readonly id: string; readonly since: number; readonly content: number }
  | { readonly verb: 'delete'; readonly id: string }
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

/** What a command came to. */
export type RepositoryOutcome = { readonly value: unknown } | { readonly code: string }

/** Carries a command out. Rejects with errors that have no code. */
export async function carryOut(repositories: Repositories, command: RepositoryCommand): Promise<RepositoryOutcome> {
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
    case 'put':
      return documents.put(command.id, await file(command.name, `c${command.content}`, NOW + command.at))
    case 'remove':
      return documents.remove(command.id, command.name)
    case 'save': {
      const { id, since, content, at } = command
      const made = generated({ title: `t${content}`, units: content, passesHardRules: content % 2 === 0 })
      const facts = { fingerprint: `f${content}`, createdBy: 'u', at: NOW + at, since, generated: made }
      return curricula.save({ programId: id, ...facts })
    }
    case 'page': {
      const { verb: _, ...query } = command
      const { programs: found, next } = await programs.list(named(query))
      // Where the next page begins is said in each adapter's own words.
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

/** Everything that can be seen of repositories with these programs in them, or not in them. */
export async function visibleState(repositories: Repositories, ids: readonly string[]): Promise<unknown> {
  const { programs, documents, curricula } = repositories
  const seen: unknown[] = [(await programs.list({ limit: 200 })).programs]
  for (const id of ids) {
    const files = await documents.list(id)
    const versions = await curricula.list(id, { limit: 200 })
    seen.push({
      program: await programs.read(id),
      files,
      texts: await Promise.all(files.map(async ({ name }) => [...((await documents.read(id, name))?.bytes ?? [])])),
      latest: await curricula.latest(id),
      versions,
      contents: await Promise.all(versions.map(({ version }) => curricula.read(id, version))),
    })
  }
  return seen
}
