import type { PlantedFault, Repositories } from '../../../src/ports/conformance/index.js'
import { hasCode, turn, wrong } from './wrong-repositories.js'

export const WRONG_CONTENTS: readonly PlantedFault<Repositories>[] = [
  wrong('documents are kept as text', 'documents/bytes', ({ documents }) => ({
    documents: {
      put: (id, file) =>
        documents.put(id, { ...file, bytes: new TextEncoder().encode(new TextDecoder().decode(file.bytes)) }),
    },
  })),
  wrong('a large document loses its end', 'documents/large', ({ documents }) => ({
    documents: { put: (id, file) => documents.put(id, { ...file, bytes: file.bytes.subarray(0, 5 * 1024 * 1024) }) },
  })),
  wrong('the same bytes get a new moment', 'documents/same', ({ documents }) => ({
    documents: {
      put: async (id, file) => {
        const before = await documents.remove(id, file.name)
        const put = await documents.put(id, file)
        return { ...put, created: !before }
      },
    },
  })),
  wrong('a replacement counts as new', 'documents/replace', ({ documents }) => ({
    documents: {
      put: async (id, file) => {
        const before = (await documents.list(id)).find(({ name }) => name === file.name)
        const put = await documents.put(id, file)
        return { ...put, created: before?.digest !== file.digest }
      },
    },
  })),
  wrong('names are normalised', 'documents/any-name', ({ documents }) => ({
    documents: { put: (id, file) => documents.put(id, { ...file, name: file.name.normalize('NFC') }) },
  })),
  wrong('documents are listed as plain text', 'documents/list-order', ({ documents }) => ({
    documents: { list: async (id) => [...(await documents.list(id))].sort((a, b) => (a.name < b.name ? -1 : 1)) },
  })),
  wrong('the documents are counted first and written then', 'documents/too-many', ({ documents }) => {
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
  wrong('a document that is read is the one that is kept', 'documents/own-bytes', ({ documents }) => {
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
  wrong('the same result twice makes two versions', 'curricula/same', ({ curricula }) => {
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
  wrong('the fingerprint of any version counts', 'curricula/same-as-older', ({ curricula }) => ({
    curricula: {
      save: async (curriculum) => {
        const found = (await curricula.list(curriculum.programId, { limit: 200 })).find(
          ({ fingerprint }) => fingerprint === curriculum.fingerprint,
        )
        return found ? { summary: found, created: false } : curricula.save(curriculum)
      },
    },
  })),
  wrong('save does not ask what was known', 'curricula/conflict', ({ curricula }) => ({
    curricula: { save: (curriculum) => curricula.save({ ...curriculum, since: 1e9 }) },
  })),
  wrong('save asks first and writes then', 'curricula/one-winner', ({ curricula }) => ({
    curricula: {
      save: async (curriculum) => {
        const newest = (await curricula.latest(curriculum.programId))?.version ?? 0
        if (newest > curriculum.since) return curricula.save(curriculum)
        await turn()
        return curricula.save({ ...curriculum, since: 1e9 })
      },
    },
  })),
  wrong('a title loses what a text column cannot hold', 'curricula/summary', ({ curricula }) => ({
    curricula: {
      save: async (curriculum) => {
        const saved = await curricula.save(curriculum)
        return { ...saved, summary: { ...saved.summary, title: saved.summary.title.replaceAll('\0', '') } }
      },
    },
  })),
  wrong('a score is rounded', 'curricula/first', ({ curricula }) => ({
    curricula: {
      latest: async (id) => {
        const summary = await curricula.latest(id)
        return summary && { ...summary, score: Math.round(summary.score) }
      },
    },
  })),
  wrong('a list holds the version that it should end above', 'curricula/list', ({ curricula }) => ({
    curricula: {
      list: (id, { below, ...query } = {}) =>
        curricula.list(id, below === undefined ? query : { ...query, below: Math.min(below + 1, 2 ** 53 - 1) }),
    },
  })),
  wrong('a version beyond the integers is an error', 'curricula/absent', ({ curricula }) => ({
    curricula: {
      read: async (id, version) => {
        if (version > 2 ** 31) throw new RangeError('out of range for type integer')
        return curricula.read(id, version)
      },
    },
  })),
]
