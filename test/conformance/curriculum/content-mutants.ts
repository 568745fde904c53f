import type { Mutant, Repositories } from '../../../src/ports/conformance/index.js'
import { hasCode, mutant, turn } from './repository-mutant.js'

export const CONTENT_MUTANTS: readonly Mutant<Repositories>[] = [
  mutant('documents are stored as text', 'documents/bytes', ({ documents }) => ({
    documents: {
      put: (id, file) =>
        documents.put(id, { ...file, bytes: new TextEncoder().encode(new TextDecoder().decode(file.bytes)) }),
    },
  })),
  mutant('a large document is truncated', 'documents/large', ({ documents }) => ({
    documents: { put: (id, file) => documents.put(id, { ...file, bytes: file.bytes.subarray(0, 5 * 1024 * 1024) }) },
  })),
  mutant('putting the same bytes changes addedAt', 'documents/same', ({ documents }) => ({
    documents: {
      put: async (id, file) => {
        const before = await documents.remove(id, file.name)
        const put = await documents.put(id, file)
        return { ...put, created: !before }
      },
    },
  })),
  mutant('a replaced document is returned as created', 'documents/replace', ({ documents }) => ({
    documents: {
      put: async (id, file) => {
        const before = (await documents.list(id)).find(({ name }) => name === file.name)
        const put = await documents.put(id, file)
        return { ...put, created: before?.digest !== file.digest }
      },
    },
  })),
  mutant('names are normalised', 'documents/any-name', ({ documents }) => ({
    documents: { put: (id, file) => documents.put(id, { ...file, name: file.name.normalize('NFC') }) },
  })),
  mutant('documents are ordered as plain text', 'documents/list-order', ({ documents }) => ({
    documents: { list: async (id) => [...(await documents.list(id))].sort((a, b) => (a.name < b.name ? -1 : 1)) },
  })),
  mutant('documents are counted and written in two steps', 'documents/too-many', ({ documents }) => {
    const over = new Map<string, Set<string>>()
    return {
      documents: {
        put: async (id, file) => {
          const full = (await documents.list(id)).length >= 2000
          await turn()
          return documents.put(id, file).catch((error: unknown) => {
            if (full || !hasCode(error, 'TOO_MANY_DOCUMENTS')) throw error
            over.set(id, (over.get(id) ?? new Set()).add(file.name))
            return { file: { name: file.name, bytes: 0, digest: file.digest, addedAt: file.at }, created: true }
          })
        },
      },
    }
  }),
  mutant('readers share the stored bytes', 'documents/own-bytes', ({ documents }) => {
    const read = new Map<string, Awaited<ReturnType<typeof documents.read>>>()
    return {
      documents: {
        read: async (id, name) => {
          const found = read.get(`${id} ${name}`) ?? (await documents.read(id, name))
          read.set(`${id} ${name}`, found)
          return found
        },
      },
    }
  }),
  mutant('saving the same result twice creates two versions', 'curricula/same', ({ curricula }) => {
    let saves = 0
    return {
      curricula: {
        save: async (curriculum) => {
          const newest = await curricula.latest(curriculum.programId)
          const same = newest?.fingerprint === curriculum.fingerprint
          if (!same) return curricula.save(curriculum)
          return curricula.save({ ...curriculum, fingerprint: `${curriculum.fingerprint} ${++saves}`, since: 1e9 })
        },
      },
    }
  }),
  mutant('save compares the fingerprint with all versions', 'curricula/same-as-older', ({ curricula }) => ({
    curricula: {
      save: async (curriculum) => {
        const found = (await curricula.list(curriculum.programId, { limit: 200 })).find(
          ({ fingerprint }) => fingerprint === curriculum.fingerprint,
        )
        return found ? { summary: found, created: false } : curricula.save(curriculum)
      },
    },
  })),
  mutant('save ignores since', 'curricula/conflict', ({ curricula }) => ({
    curricula: { save: (curriculum) => curricula.save({ ...curriculum, since: 1e9 }) },
  })),
  mutant('save checks and writes in two steps', 'curricula/one-winner', ({ curricula }) => ({
    curricula: {
      save: async (curriculum) => {
        const newest = (await curricula.latest(curriculum.programId))?.version ?? 0
        if (newest > curriculum.since) return curricula.save(curriculum)
        await turn()
        return curricula.save({ ...curriculum, since: 1e9 })
      },
    },
  })),
  mutant('NUL is removed from titles', 'curricula/summary', ({ curricula }) => ({
    curricula: {
      save: async (curriculum) => {
        const saved = await curricula.save(curriculum)
        return { ...saved, summary: { ...saved.summary, title: saved.summary.title.replaceAll('\0', '') } }
      },
    },
  })),
  mutant('readiness is a share', 'curricula/first', ({ curricula }) => ({
    curricula: {
      latest: async (id) => {
        const summary = await curricula.latest(id)
        return summary && { ...summary, readiness: summary.readiness / 100 }
      },
    },
  })),
  mutant('below is inclusive', 'curricula/list', ({ curricula }) => ({
    curricula: {
      list: (id, { below, ...query } = {}) =>
        curricula.list(id, below === undefined ? query : { ...query, below: Math.min(below + 1, 2 ** 53 - 1) }),
    },
  })),
  mutant('a version above the range of integers is an error', 'curricula/absent', ({ curricula }) => ({
    curricula: {
      read: async (id, version) => {
        if (version > 2 ** 31) throw new RangeError('out of range for type integer')
        return curricula.read(id, version)
      },
    },
  })),
]
