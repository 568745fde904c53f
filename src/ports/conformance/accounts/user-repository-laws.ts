import { strict as assert } from 'node:assert'
import { USER_ROLES, type UserRole } from '../../../domain/accounts/index.js'
import { isAppError } from '../../../domain/platform/index.js'
import type { UserRepository } from '../../accounts/index.js'
import { NOW } from '../curriculum/repository-fixture.js'
import type { RepositoryFastCheck } from '../curriculum/repository-laws.js'
import type { HarnessFactory, LawCase } from '../law.js'
import { type ModelOptions, type ModelSpec, modelCase, type Step } from '../model-case.js'
import { modelUsers } from './model-users.js'
import { setupLaws } from './setup-laws.js'
import { userChangeLaws } from './user-change-laws.js'
import { newUser, type UserLaw, visibleUsers } from './user-fixture.js'
import { userLaws as singleUserLaws } from './user-laws.js'
import { userListLaws } from './user-list-laws.js'

/** The laws of `UserRepository`. */
export const userLaws: readonly UserLaw[] = [...singleUserLaws, ...userChangeLaws, ...userListLaws, ...setupLaws]

/** The property that a repository of users behaves as its model under random commands. */
export function userModelCase(
  fc: RepositoryFastCheck,
  makeHarness: HarnessFactory<UserRepository>,
  options: ModelOptions = {},
): LawCase {
  const numbers = fc.array(fc.nat(27), { minLength: 5, maxLength: 5 })
  const toStep = (given: readonly number[]): Step<UserRepository, UserRepository> => {
    const command = userCommand(given)
    return {
      check: () => true,
      run: async (model, { subject }) => {
        assert.deepStrictEqual(await outcomeOf(subject, command), await outcomeOf(model, command))
      },
      toString: () => JSON.stringify(command),
    }
  }
  const spec: ModelSpec<UserRepository, UserRepository> = {
    id: 'users/model',
    law: 'for any sequence of calls, every result and everything that can be read equals the model',
    model: modelUsers,
    steps: [numbers.map(toStep)],
    observe: async (model, { subject }) => {
      assert.deepStrictEqual(await visibleUsers(subject, IDS), await visibleUsers(model, IDS))
    },
  }
  return modelCase(fc, spec, makeHarness, options)
}

const IDS = ['a', 'A', 'ä'] as const
const DIGESTS = ['d1', 'd2'] as const
const VERBS = ['create', 'create', 'first', 'token', 'update', 'update', 'update', 'password', 'page'] as const

/** A call of the repository, as data. */
interface UserCommand {
  readonly verb: (typeof VERBS)[number]
  readonly id: string
  readonly role: UserRole
  readonly digest: string
  /** Selects versions, times and other values. */
  readonly number: number
}

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

/** A command from five numbers. */
function userCommand([verb = 0, id = 0, role = 0, digest = 0, number = 0]: readonly number[]): UserCommand {
  return { verb: at(VERBS, verb), id: at(IDS, id), role: at(USER_ROLES, role), digest: at(DIGESTS, digest), number }
}

/** The result of a command, or the code of its error. */
async function outcomeOf(users: UserRepository, command: UserCommand): Promise<unknown> {
  try {
    return { value: await call(users, command) }
  } catch (error) {
    if (isAppError(error)) return { code: error.code }
    throw error
  }
}

async function call(users: UserRepository, { verb, id, role, digest, number }: UserCommand): Promise<unknown> {
  const user = newUser(id, { role, at: NOW + (number % 3), ...(number === 5 ? { email: 'a@example.org' } : {}) })
  switch (verb) {
    case 'create':
      return users.create(user)
    case 'first':
      return users.createFirst(user, number % 4 === 0 ? {} : { digest })
    case 'token':
      return users.saveSetupToken(digest, { at: NOW })
    case 'update': {
      const changes = [{ name: `n${number}` }, { role }, { disabled: number % 2 === 0 }, { role, disabled: true }]
      return users.update(id, at(changes, number >> 1), { since: 1 + (number % 3), at: NOW + number })
    }
    case 'password':
      return users.setPasswordHash(id, `h${number % 4}`, number % 2 === 0 ? {} : { replaces: `h${number % 3}` })
    case 'page': {
      const { users: page, next } = await users.list({ limit: number % 4 })
      // Each adapter has its own form of `next`.
      return { ids: page.map((each) => each.id), more: next !== undefined }
    }
  }
}
