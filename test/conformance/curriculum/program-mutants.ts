import type { Mutant, Repositories } from '../../../src/ports/conformance/index.js'
import { hasCode, mutant, turn } from './repository-mutant.js'

const collator = new Intl.Collator('en')

export const PROGRAM_MUTANTS: readonly Mutant<Repositories>[] = [
  mutant('create replaces an existing program', 'programs/exists', ({ programs }) => ({
    programs: {
      create: async (program) => {
        await programs.delete(program.id)
        return programs.create(program)
      },
    },
  })),
  mutant('ids are trimmed', 'programs/any-id', ({ programs }) => ({
    programs: { create: (program) => programs.create({ ...program, id: program.id.trim() || program.id }) },
  })),
  mutant('owners are compared case-insensitively', 'programs/list-owner', ({ programs }) => ({
    programs: {
      list: async (query = {}) => {
        const { ownerId, ...rest } = query
        const page = await programs.list(rest)
        const same = (owner: string) => owner.toLowerCase() === ownerId?.toLowerCase()
        return ownerId === undefined ? page : { programs: page.programs.filter((program) => same(program.ownerId)) }
      },
    },
  })),
  mutant('NUL is removed from briefs', 'programs/json', ({ programs }) => ({
    programs: {
      create: (program) =>
        programs.create({ ...program, brief: JSON.parse(JSON.stringify(program.brief).replaceAll('\\u0000', '')) }),
    },
  })),
  mutant('update ignores since', 'programs/update-conflict', ({ programs }) => ({
    programs: {
      update: async (id, brief, write) => {
        const since = (await programs.read(id))?.version ?? write.since
        return programs.update(id, brief, { ...write, since })
      },
    },
  })),
  mutant('update checks and writes in two steps', 'programs/update-one-winner', ({ programs }) => ({
    programs: {
      update: async (id, brief, write) => {
        const found = await programs.read(id)
        if (found?.version !== write.since) return programs.update(id, brief, write)
        await turn()
        const since = (await programs.read(id))?.version ?? write.since
        return programs.update(id, brief, { ...write, since })
      },
    },
  })),
  mutant('update changes createdAt', 'programs/update', ({ programs }) => ({
    programs: {
      update: async (id, brief, write) => {
        const updated = await programs.update(id, brief, write)
        return { ...updated, createdAt: write.at }
      },
    },
  })),
  mutant('ids are ordered by the English collation', 'programs/list-order', ({ programs }) => ({
    programs: {
      list: async (query) => {
        const page = await programs.list(query)
        const sorted = [...page.programs].sort((a, b) => b.createdAt - a.createdAt || collator.compare(a.id, b.id))
        return { ...page, programs: sorted }
      },
    },
  })),
  mutant('pages use an offset', 'programs/list-pages-stay', ({ programs }) => ({
    programs: {
      list: async ({ limit = 50, after, ...query } = {}) => {
        if (after !== undefined && !/^[0-9]+$/.test(after)) return programs.list({ limit, after })
        if (after === '0') return programs.list({ limit, after })
        const all = (await programs.list({ ...query, limit: 200 })).programs
        await programs.list({ limit })
        const begin = Number(after ?? 0)
        const part = all.slice(begin, begin + limit)
        return begin + limit < all.length ? { programs: part, next: String(begin + limit) } : { programs: part }
      },
    },
  })),
  mutant('a full page always has a next', 'programs/list-pages', ({ programs }) => ({
    programs: {
      list: async (query = {}) => {
        const page = await programs.list(query)
        return page.programs.length === (query.limit ?? 50) ? { next: 'more', ...page } : page
      },
    },
  })),
  mutant('any limit is accepted', 'programs/list-limit', ({ programs }) => ({
    programs: { list: ({ limit = 50, ...query } = {}) => programs.list({ ...query, limit: Math.min(200, limit) }) },
  })),
  mutant('delete keeps the documents', 'programs/delete-all', ({ programs, documents }) => {
    const left = new Map<string, Awaited<ReturnType<typeof documents.list>>>()
    return {
      programs: {
        delete: async (id) => {
          left.set(id, await documents.list(id))
          return programs.delete(id)
        },
      },
      documents: {
        list: async (id) => {
          const now = await documents.list(id)
          return now.length > 0 ? now : (left.get(id) ?? [])
        },
      },
    }
  }),
  mutant('delete keeps the curricula', 'programs/delete-all', ({ programs, curricula }) => {
    const left = new Map<string, Awaited<ReturnType<typeof curricula.latest>>>()
    return {
      programs: {
        delete: async (id) => {
          left.set(id, await curricula.latest(id))
          return programs.delete(id)
        },
      },
      curricula: { latest: async (id) => (await curricula.latest(id)) ?? left.get(id) },
    }
  }),
  mutant('concurrent deletions all return true', 'programs/delete', ({ programs }) => ({
    programs: {
      delete: async (id) => {
        const there = (await programs.read(id)) !== undefined
        await turn()
        await programs.delete(id)
        return there
      },
    },
  })),
  mutant('a deleted id cannot be used again', 'repositories/model', ({ programs }) => {
    const gone = new Set<string>()
    return {
      programs: {
        delete: async (id) => {
          const there = await programs.delete(id)
          // Only for updated programs: no law deletes an updated program.
          if (there && gone.has(`changed ${id}`)) gone.add(id)
          return there
        },
        update: async (id, brief, write) => {
          const updated = await programs.update(id, brief, write)
          gone.add(`changed ${id}`)
          return updated
        },
        create: async (program) => {
          if (gone.has(program.id)) await programs.create(program).catch(() => undefined)
          return programs.create(program).catch((error: unknown) => {
            if (hasCode(error, 'PROGRAM_EXISTS')) gone.delete(program.id)
            throw error
          })
        },
      },
    }
  }),
]
