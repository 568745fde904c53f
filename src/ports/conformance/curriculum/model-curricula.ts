import type { CurriculumRepository, CurriculumSummary } from '../../curriculum/index.js'
import { demand, demandLimit, isName } from './model-rules.js'
import { copyOf, type ModelStore } from './model-store.js'

/** Versions in a list. */
export function modelCurricula(store: ModelStore): CurriculumRepository {
  return {
    save: async ({ programId, fingerprint, createdBy, at, since, generated }) => {
      demand(isName(fingerprint) && isName(createdBy), 'INVALID_ARGUMENT')
      const own = copyOf(generated, 'generated')
      const versions = store.get(programId)?.versions
      demand(versions !== undefined, 'PROGRAM_NOT_FOUND')
      const newest = versions.at(-1)?.summary
      if (newest?.fingerprint === fingerprint) return { summary: { ...newest }, created: false }
      demand(versions.length <= since, 'VERSION_CONFLICT')
      const { program, units, items } = own.curriculum
      const summary: CurriculumSummary = {
        programId,
        version: versions.length + 1,
        fingerprint,
        createdBy,
        createdAt: at,
        title: program.title,
        units: units.length,
        items: items.length,
        score: own.quality.score,
        passesHardRules: own.quality.passesHardRules,
      }
      versions.push({ summary, generated: own })
      return { summary: { ...summary }, created: true }
    },
    latest: async (programId) => store.get(programId)?.versions.at(-1)?.summary,
    read: async (programId, version) => {
      const found = store.get(programId)?.versions.find(({ summary }) => summary.version === version)
      return found && { summary: found.summary, generated: copyOf(found.generated, 'generated') }
    },
    list: async (programId, { limit = 50, below = Number.MAX_SAFE_INTEGER } = {}) => {
      demandLimit(limit)
      demand(Number.isSafeInteger(below) && below >= 1, 'INVALID_ARGUMENT')
      const summaries = (store.get(programId)?.versions ?? []).map(({ summary }) => summary)
      return summaries
        .filter(({ version }) => version < below)
        .reverse()
        .slice(0, limit)
    },
  }
}
