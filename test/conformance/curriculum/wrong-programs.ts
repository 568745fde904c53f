import type { PlantedFault, Repositories } from '../../../src/ports/conformance/index.js'
import { hasCode, turn, wrong } from './wrong-repositories.js'

const collator = new Intl.Collator('en')

export const WRONG_PROGRAMS: readonly PlantedFault<Repositories>[] = [
  wrong('create takes the place of a program', 'programs/exists', ({ programs }) => ({
    programs: {
      create: async (program) => {
        await programs.delete(program.id)
        return programs.create(program)
      },
    },
  })),
  wrong('ids are trimmed', 'programs/any-id', ({ programs }) => ({
    programs: { create: (program) => programs.create({ ...program, id: program.id.trim() || program.id }) },
  })),
  wrong('owners are compared without case', 'programs/list-owner', ({ programs }) => ({
    programs: {
      list: async (query = {}) => {
        const { ownerId, ...rest } = query
        const page = await programs.list(rest)
        const same = (owner: string) => owner.toLowerCase() === ownerId?.toLowerCase()
        return ownerId === undefined ? page : { programs: page.programs.filter((program) => same(program.ownerId)) }
      },
    },
  })),
  wrong('NUL is cut out of briefs', 'programs/json', ({ programs }) => ({
    programs: {
      create: (program) =>
        programs.create({ ...program, brief: JSON.parse(JSON.stringify(program.brief).replaceAll('\\u0000', '')) }),
    },
  })),
  wrong('an update does not look at the version', 'programs/update-conflict', ({ programs }) => ({
    programs: {
      update: async (id, brief, write) => {
        const since = (await programs.read(id))?.version ?? write.since
        return programs.update(id, brief, { ...write, since })
      },
    },
  })),
  wrong('an update looks at the version first and writes then', 'programs/update-one-winner', ({ programs }) => ({
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
  wrong('an update moves the program to the top', 'programs/update', ({ programs }) => ({
    programs: {
      update: async (id, brief, write) => {
        const updated = await programs.update(id, brief, write)
        return { ...updated, createdAt: write.at }
      },
    },
  })),
  wrong('programs of one moment are ordered as in English', 'programs/list-order', ({ programs }) => ({
    programs: {
      list: async (query) => {
        const page = await programs.list(query)
        const sorted = [...page.programs].sort((a, b) => b.createdAt - a.createdAt || collator.compare(a.id, b.id))
        return { ...page, programs: sorted }
      },
    },
  })),
  wrong('pages are counted, not continued', 'programs/list-pages-stay', ({ programs }) => ({
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
  wrong('a page that is full always has a next', 'programs/list-pages', ({ programs }) => ({
    programs: {
      list: async (query = {}) => {
        const page = await programs.list(query)
        return page.programs.length === (query.limit ?? 50) ? { next: 'more', ...page } : page
      },
    },
  })),
  wrong('any limit is taken', 'programs/list-limit', ({ programs }) => ({
    programs: { list: ({ limit = 50, ...query } = {}) => programs.list({ ...query, limit: Math.min(200, limit) }) },
  })),
  wrong('documents outlive their program', 'programs/delete-all', ({ programs, documents }) => {
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
  wrong('curricula outlive their program', 'programs/delete-all', ({ programs, curricula }) => {
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
  wrong('deleting says yes to everybody', 'programs/delete', ({ programs }) => ({
    programs: {
      delete: async (id) => {
        const there = (await programs.read(id)) !== undefined
        await turn()
        await programs.delete(id)
        return there
      },
    },
  })),
  wrong('an id that was deleted is never free again', 'repositories/model', ({ programs }) => {
    const gone = new Set<string>()
    return {
      programs: {
        delete: async (id) => {
          const there = await programs.delete(id)
          // Only of those that had been changed, which no law for itself does.
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
