import type { KnowledgeDocument, RegionRole } from '../../../domain/knowledge/index.js'

/** The roles of the regions around something, the innermost first. */
export function rolesAround({ regions }: KnowledgeDocument, region: number | undefined): readonly RegionRole[] {
  const roles: RegionRole[] = []
  for (let at = region; at !== undefined; at = regions[at]?.parent) {
    const around = regions[at]
    if (around === undefined) break
    roles.push(around.role)
  }
  return roles
}

/** What is no running text of the subject: tasks, their answers, announcements and references. */
const APPARATUS: ReadonlySet<RegionRole> = new Set([
  'objectives',
  'prerequisites',
  'questions',
  'exercise',
  'solution',
  'hint',
  'references',
])

/** Whether a part with these roles tells something of the subject. */
export function isProse(roles: readonly RegionRole[]): boolean {
  return !roles.some((role) => APPARATUS.has(role))
}
