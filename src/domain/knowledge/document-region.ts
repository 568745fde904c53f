import type { TextRange, TextSpan } from '../text/text-span.js'

/** The purpose of a part of a document, marked by a block or by the heading of a section. */
export const REGION_ROLES = [
  'objectives',
  'prerequisites',
  'questions',
  'key-points',
  'summary',
  'exercise',
  'solution',
  'hint',
  'example',
  'note',
  'glossary',
  'references',
] as const

/** One of {@link REGION_ROLES}. */
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
  prereq: 'prerequisites',
  prerequisite: 'prerequisites',
  question: 'questions',
  guidingquestion: 'questions',
  keypoint: 'key-points',
  takeaway: 'key-points',
  keytakeaway: 'key-points',
  keyidea: 'key-points',
  summary: 'summary',
  recap: 'summary',
  challenge: 'exercise',
  exercise: 'exercise',
  activity: 'exercise',
  task: 'exercise',
  problem: 'exercise',
  tryit: 'exercise',
  practice: 'exercise',
  solution: 'solution',
  answer: 'solution',
  hint: 'hint',
  example: 'example',
  demo: 'example',
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
  reference: 'references',
  bibliography: 'references',
}

// Headings are prose, so they are matched as a whole or by their first word followed by a number or a colon.
const HEADINGS: readonly (readonly [RegExp, RegionRole])[] = [
  [/^(learning |lesson |unit |course )?(objectives?|goals|outcomes|aims)$|^what you will learn$/, 'objectives'],
  [/^prerequisites?$|^before you (begin|start)$|^what you (need|should know)( first)?$/, 'prerequisites'],
  [/^(guiding |review |study |key |revision )questions?$|^questions?( to think about)?$/, 'questions'],
  [/^key (points?|takeaways?|ideas|facts)$|^takeaways$|^(points )?to remember$/, 'key-points'],
  [/^(chapter |lesson |unit )?(summary|recap|in (short|brief))$|^conclusions?$/, 'summary'],
  [
    /^(exercises?|challenges?|activity|activities|tasks?|practice|problems?|try it( yourself)?|check yourself)( ?[:.\d(–—-].*)?$/,
    'exercise',
  ],
  [/^((sample |model |suggested )?(solutions?|answers?)( key)?)( (to|for) .*)?( ?[:.\d(–—-].*)?$/, 'solution'],
  [/^hints?( ?[:.\d].*)?$/, 'hint'],
  [/^((worked )?examples?|case study|case)( ?[:.\d(–—-].*)?$/, 'example'],
  [/^(glossary|key terms|vocabulary|terms and definitions|definitions)$/, 'glossary'],
  [/^(references|bibliography|further reading|sources|see also|works cited)$/, 'references'],
]

/** The role of a marked block by its first known name; `undefined` if none is known. */
export function roleOfBlock(names: readonly string[]): RegionRole | undefined {
  for (const name of names) {
    const bare = name.toLowerCase().replace(/[^a-z]/g, '')
    const role = Object.hasOwn(BLOCK_NAMES, bare) ? BLOCK_NAMES[bare] : BLOCK_NAMES[bare.replace(/s$/, '')]
    if (role !== undefined) return role
  }
  return undefined
}

/** The role of a section by its heading, if the heading contains nothing else. */
export function roleOfHeading(heading: string): RegionRole | undefined {
  const bare = heading
    .toLowerCase()
    .replace(/^[\d.\s]+/, '')
    .replace(/[\s:.]+$/, '')
  return bare.length > 120 ? undefined : HEADINGS.find(([pattern]) => pattern.test(bare))?.[1]
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
  'exercise',
  'solution',
  'hint',
  'references',
])

/** Whether a part with these roles is text about the subject. */
export function isProse(roles: readonly RegionRole[]): boolean {
  return !roles.some((role) => APPARATUS.has(role))
}
