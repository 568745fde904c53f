import type { TextRange, TextSpan } from '../text/text-span.js'

/** The purpose of a part of a document, marked by a block or by the heading of a section. */
export const REGION_ROLES = [
  'objectives',
  'prerequisites',
  'questions',
  'quiz',
  'key-points',
  'summary',
  'exercise',
  'solution',
  'hint',
  'example',
  'case',
  'note',
  'glossary',
  'references',
] as const

/**
 * One of {@link REGION_ROLES}. `questions` guide the reading, `quiz` checks it: review questions with or without keys.
 */
export type RegionRole = (typeof REGION_ROLES)[number]

/** A part of a document with a special purpose: objectives, an exercise and its solution, key points. */
export interface DocumentRegion extends TextRange {
  readonly role: RegionRole
  readonly title?: TextSpan
  /**
   * Index into `document.regions` of the region around it. A solution or hint that follows its exercise, rather than
   * standing in it, has the exercise here as well, though it lies outside of its range.
   */
  readonly parent?: number
}

// Names of marked blocks (fenced divs, call-outs, admonitions, classes), without case, spaces, hyphens and plural.
const BLOCK_NAMES: { readonly [name: string]: RegionRole } = {
  objective: 'objectives',
  learningobjective: 'objectives',
  goal: 'objectives',
  outcome: 'objectives',
  learningoutcome: 'objectives',
  aim: 'objectives',
  sectionobjective: 'objectives',
  chapterobjective: 'objectives',
  lernziel: 'objectives',
  objectif: 'objectives',
  objetivo: 'objectives',
  prereq: 'prerequisites',
  prerequisite: 'prerequisites',
  question: 'questions',
  guidingquestion: 'questions',
  reviewquestion: 'quiz',
  multiplechoice: 'quiz',
  conceptcheck: 'quiz',
  knowledgecheck: 'quiz',
  checkpoint: 'quiz',
  selfcheck: 'quiz',
  selftest: 'quiz',
  quiz: 'quiz',
  quizze: 'quiz',
  keypoint: 'key-points',
  takeaway: 'key-points',
  keytakeaway: 'key-points',
  keyidea: 'key-points',
  keyconcept: 'key-points',
  tldr: 'key-points',
  summary: 'summary',
  recap: 'summary',
  abstract: 'summary',
  challenge: 'exercise',
  exercise: 'exercise',
  activity: 'exercise',
  task: 'exercise',
  problem: 'exercise',
  tryit: 'exercise',
  practice: 'exercise',
  sectionexercise: 'exercise',
  criticalthinking: 'exercise',
  assignment: 'exercise',
  aufgabe: 'exercise',
  übung: 'exercise',
  exercice: 'exercise',
  ejercicio: 'exercise',
  desafío: 'exercise',
  solution: 'solution',
  answer: 'solution',
  correction: 'solution',
  lösung: 'solution',
  corrigé: 'solution',
  solución: 'solution',
  hint: 'hint',
  example: 'example',
  demo: 'example',
  workedexample: 'example',
  casestudy: 'case',
  beispiel: 'example',
  exemple: 'example',
  ejemplo: 'example',
  callout: 'note',
  note: 'note',
  tip: 'note',
  info: 'note',
  important: 'note',
  warning: 'note',
  caution: 'note',
  danger: 'note',
  attention: 'note',
  discussion: 'note',
  testimonial: 'note',
  aside: 'note',
  spoiler: 'note',
  admonition: 'note',
  glossary: 'glossary',
  keyterm: 'glossary',
  osglossary: 'glossary',
  reference: 'references',
  bibliography: 'references',
  furtherreading: 'references',
}

/** The role of a marked block by its first known name; `undefined` if none is known. */
export function roleOfBlock(names: readonly string[]): RegionRole | undefined {
  for (const name of names) {
    const bare = name.toLowerCase().replace(/[^\p{L}]/gu, '')
    const role = nameOf(bare) ?? nameOf(bare.replace(/s$/, ''))
    if (role !== undefined) return role
  }
  return undefined
}

function nameOf(name: string): RegionRole | undefined {
  return Object.hasOwn(BLOCK_NAMES, name) ? BLOCK_NAMES[name] : undefined
}

/** The roles of the regions around a position, the innermost first. */
export function rolesAround(
  { regions }: { readonly regions: readonly DocumentRegion[] },
  region: number | undefined,
): readonly RegionRole[] {
  const roles: RegionRole[] = []
  for (let at = region; at !== undefined; at = regions[at]?.parent) {
    const around = regions[at]
    if (around === undefined) break
    roles.push(around.role)
  }
  return roles
}

/** Roles that are not text about the subject: tasks, answers, announcements and references. */
const APPARATUS: ReadonlySet<RegionRole> = new Set([
  'objectives',
  'prerequisites',
  'questions',
  'quiz',
  'exercise',
  'solution',
  'hint',
  'references',
])

/** Whether a part with these roles is text about the subject. */
export function isProse(roles: readonly RegionRole[]): boolean {
  return !roles.some((role) => APPARATUS.has(role))
}
