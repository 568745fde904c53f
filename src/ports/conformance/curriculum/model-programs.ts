import type { ProgramRepository, StoredProgram } from '../../curriculum/index.js'
import { demand, demandLimit, isName } from './model-rules.js'
import { copyOf, type ModelStore } from './model-store.js'

/** Programs in a map. */
export function modelPrograms(store: ModelStore): ProgramRepository {
  /** `next` of pages that were given, with the program that each page ended at. */
  const ends = new Map<string, StoredProgram>()
  const copy = (program: StoredProgram): StoredProgram => ({ ...program, brief: copyOf(program.brief, 'brief') })
  return {
    create: async ({ id, ownerId, brief, at }) => {
      demand(isName(id) && isName(ownerId), 'INVALID_ARGUMENT')
      const own = copyOf(brief, 'brief')
      demand(!store.has(id), 'PROGRAM_EXISTS')
      const program = { id, ownerId, brief: own, version: 1, createdAt: at, updatedAt: at }
      store.set(id, { program, documents: new Map(), versions: [] })
      return copy(program)
    },
    read: async (id) => {
      const found = store.get(id)
      return found && copy(found.program)
    },
    list: async ({ ownerId, limit = 50, after } = {}) => {
      demandLimit(limit)
      const end = after === undefined ? undefined : ends.get(after)
      demand(after === undefined || end !== undefined, 'INVALID_ARGUMENT')
      const wanted = [...store.values()]
        .map(({ program }) => program)
        .filter((program) => ownerId === undefined || program.ownerId === ownerId)
        .sort(newestFirst)
        .filter((program) => end === undefined || newestFirst(end, program) < 0)
      const programs = wanted.slice(0, limit).map(copy)
      const last = programs.at(-1)
      if (wanted.length === programs.length || !last) return { programs }
      const next = `after ${last.createdAt} ${last.id}`
      ends.set(next, last)
      return { programs, next }
    },
    update: async (id, brief, { since, at }) => {
      const own = copyOf(brief, 'brief')
      const found = store.get(id)
      demand(found !== undefined, 'PROGRAM_NOT_FOUND')
      demand(found.program.version === since, 'VERSION_CONFLICT')
      found.program = { ...found.program, brief: own, version: since + 1, updatedAt: at }
      return copy(found.program)
    },
    delete: async (id) => store.delete(id),
  }
}

function newestFirst(one: StoredProgram, other: StoredProgram): number {
  return other.createdAt - one.createdAt || byCodePoint(one.id, other.id)
}

/** JavaScript itself compares UTF-16 units, which order some characters otherwise. */
function byCodePoint(one: string, other: string): number {
  const [left, right] = [[...one], [...other]]
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
