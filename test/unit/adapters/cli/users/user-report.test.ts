import { expect, it } from '@jest/globals'
import { userJson, userReport } from '../../../../../src/adapters/cli/index.js'
import type { User } from '../../../../../src/index.js'

const user = (more: Partial<User>): User => ({
  ...{ id: 'u', email: 'a@example.org', name: 'A', role: 'viewer', disabled: false },
  ...{ createdAt: 1, updatedAt: 1, version: 1, ...more },
})

it('users are shown in columns, without what controls a terminal', () => {
  const users = [
    user({ role: 'administrator', name: 'Ada\u001b[2J' }),
    user({ email: '漢字@example.org', disabled: true }),
  ]
  expect(userReport(users)).toBe(
    ['a@example.org     administrator     Ada [2J', '漢字@example.org  viewer, disabled  A', ''].join('\n'),
  )
})

it('users are shown as JSON', () => {
  expect(JSON.parse(userJson([user({})]))).toEqual({ users: [user({})] })
})
