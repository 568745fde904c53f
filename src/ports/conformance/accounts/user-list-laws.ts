import { strict as assert } from 'node:assert'
import type { ListUsersQuery, UserRepository } from '../../accounts/index.js'
import { NOW, refused } from '../curriculum/repository-fixture.js'
import { addUser, addUsers, idsOf, type UserLaw } from './user-fixture.js'

/** The laws of lists of users. */
export const userListLaws: readonly UserLaw[] = [
  {
    id: 'users/list-order',
    law: 'users are listed newest first; users of the same time are ordered by id, by code points; an update changes no position',
    check: async ({ create }) => {
      const users = await create()
      const ordered = ['A', 'B', 'Z', '_', 'a', 'b', 'z', 'Ä', 'ä', '\uffee', '😀']
      for (const id of [...ordered].reverse()) await addUser(users, id)
      await addUser(users, 'old', { at: NOW - 1 })
      await addUser(users, 'new', { at: NOW + 1 })
      assert.deepEqual(await idsOf(users), ['new', ...ordered, 'old'])
      await users.update('old', { name: 'n' }, { since: 1, at: NOW + 9 })
      assert.deepEqual(await idsOf(users), ['new', ...ordered, 'old'])
    },
  },
  {
    id: 'users/list-pages',
    law: 'pages of any size contain each user once, in order; the last page has no next; new users do not repeat or skip others',
    check: async ({ create }) => {
      const users = await create()
      for (let n = 0; n < 7; n++) await addUser(users, `u${n}`, { at: NOW + (n >> 1) })
      const all = await idsOf(users)
      assert.equal(all.length, 7)
      for (const limit of [1, 2, 3, 6, 7, 8]) assert.deepEqual(await pagesOf(users, { limit }), all)
      const first = await users.list({ limit: 2 })
      await addUser(users, 'newest', { at: NOW + 99 })
      assert.ok(first.next !== undefined)
      assert.deepEqual(await idsOf(users, { after: first.next }), all.slice(2))
    },
  },
  {
    id: 'users/list-limit',
    law: 'a page has up to 50 users, or up to limit, which is 1 to 200; other limits are rejected with INVALID_ARGUMENT',
    check: async ({ create }) => {
      const users = await create()
      await addUser(users)
      await Promise.all(Array.from({ length: 200 }, (_, n) => addUser(users, `u${n}`, { at: NOW + n })))
      const { users: page, next } = await users.list()
      assert.equal(page.length, 50)
      assert.equal(typeof next, 'string')
      assert.equal((await users.list({ limit: 200 })).users.length, 200)
      for (const limit of [0, -1, 201, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
        await refused(users.list({ limit }), 'INVALID_ARGUMENT')
    },
  },
  {
    id: 'users/list-after',
    law: 'an after that is not the next of a page is rejected with INVALID_ARGUMENT',
    check: async ({ create }) => {
      const users = await create()
      await addUsers(users, ['a'])
      for (const after of ['', 'a', '0', '\0', '\ud800', 'e30', 'bnVsbA', 'x'.repeat(10_000)])
        await refused(users.list({ after }), 'INVALID_ARGUMENT')
    },
  },
]

async function pagesOf(users: UserRepository, query: ListUsersQuery): Promise<readonly string[]> {
  const ids: string[] = []
  let page = await users.list(query)
  for (;;) {
    assert.ok(page.users.length > 0, 'a page is empty')
    ids.push(...page.users.map(({ id }) => id))
    if (page.next === undefined) return ids
    assert.ok(ids.length < 100, 'the pages do not end')
    page = await users.list({ ...query, after: page.next })
  }
}
