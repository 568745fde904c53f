import type { Mutant, Repositories } from '../../../src/ports/conformance/index.js'
import { mutant } from './repository-mutant.js'

export const VIEWER_MUTANTS: readonly Mutant<Repositories>[] = [
  mutant('replaceViewers adds to the viewers', 'programs/viewers', ({ programs }) => ({
    programs: {
      replaceViewers: async (id, viewers) => {
        const before = viewers.includes('u4') ? await programs.readViewers(id) : []
        return programs.replaceViewers(id, [...before, ...viewers])
      },
    },
  })),
  mutant('an unknown program can be shared', 'programs/viewers-absent', ({ programs }) => ({
    programs: {
      replaceViewers: (id, viewers) =>
        programs.replaceViewers(id, viewers).catch((error) => {
          if (error.code !== 'PROGRAM_NOT_FOUND') throw error
        }),
    },
  })),
  mutant('any number of viewers is accepted', 'programs/viewers-invalid', ({ programs }) => ({
    programs: { replaceViewers: (id, viewers) => programs.replaceViewers(id, viewers.slice(0, 200)) },
  })),
  mutant('a removed viewer still reads', 'programs/visible-read', ({ programs }) => {
    const ever = new Set<string>()
    return {
      programs: {
        replaceViewers: async (id, viewers) => {
          await programs.replaceViewers(id, viewers)
          for (const viewer of viewers) ever.add(`${id} ${viewer}`)
        },
        read: async (id, query = {}) =>
          // Not of deleted programs: another law kills that.
          (await programs.read(id, query)) ??
          (ever.has(`${id} ${query.visibleTo}`) && (await programs.readViewers(id)).length > 0
            ? programs.read(id)
            : undefined),
      },
    }
  }),
  mutant('visibleTo lists own programs only', 'programs/visible-list', ({ programs }) => ({
    programs: {
      list: async ({ visibleTo, ...query } = {}) =>
        programs.list(visibleTo === undefined ? query : { ownerId: visibleTo, ...query }),
    },
  })),
  mutant('delete keeps the viewers', 'programs/viewers-delete', ({ programs }) => {
    const left = new Map<string, readonly string[]>()
    return {
      programs: {
        delete: async (id) => {
          left.set(id, await programs.readViewers(id))
          return programs.delete(id)
        },
        readViewers: async (id) => {
          const now = await programs.readViewers(id)
          return now.length > 0 ? now : (left.get(id) ?? [])
        },
      },
    }
  }),
]
