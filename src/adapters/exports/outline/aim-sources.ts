import type { AimPassage } from '../../../domain/curriculum/index.js'

/** A document that speaks of an aim. */
export interface AimSource {
  readonly docId: string
  /** The sections that do; empty where it is the text before the first heading. */
  readonly sections: readonly string[]
}

/** Each document once, the likest first, with the sections in which it was found. */
export function aimSources(passages: readonly AimPassage[]): readonly AimSource[] {
  const sections = new Map<string, Set<string>>()
  for (const { docId, section } of passages) {
    const known = sections.get(docId) ?? new Set()
    sections.set(docId, section === undefined || section === '' ? known : known.add(section))
  }
  return [...sections].map(([docId, named]) => ({ docId, sections: [...named] }))
}
