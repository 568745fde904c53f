import { describe, expect, it } from '@jest/globals'
import { cruiseSources } from './cruise-imports.js'

const SHARED = 'src/adapters/shared/'

/** The adapter packages that import each file of the shared folder, directly or through another file of it. */
function usersOf(
  modules: readonly { readonly source: string; readonly dependencies: readonly { resolved: string }[] }[],
) {
  const importers = (file: string): readonly string[] =>
    modules
      .filter(({ dependencies }) => dependencies.some(({ resolved }) => resolved === file))
      .map(({ source }) => source)
  const users = (file: string): readonly string[] =>
    importers(file).flatMap((source) =>
      source.startsWith(SHARED) ? users(source) : [source.split('/').slice(0, 3).join('/')],
    )
  return modules
    .filter(({ source }) => source.startsWith(SHARED))
    .map(({ source }) => ({ source, users: [...new Set(users(source))] }))
}

describe('shared adapter code', () => {
  it('is used by two adapter packages or more, or by one and the composition', async () => {
    const { modules } = await cruiseSources()
    const found = usersOf(modules)
    expect(found.length).toBeGreaterThan(0)
    expect(found.filter(({ users }) => users.length < 2)).toEqual([])
  })

  it('is reported if it has a single user', () => {
    const alone = { source: `${SHARED}alone.ts`, dependencies: [] }
    const user = { source: 'src/adapters/redis/user.ts', dependencies: [{ resolved: alone.source }] }
    expect(usersOf([alone, user])).toEqual([{ source: alone.source, users: ['src/adapters/redis'] }])
  })
})
