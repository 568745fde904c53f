/** Credits that a program awards. */
export interface Credits {
  readonly system: CreditSystem
  /** Number of credits, above 0. */
  readonly value: number
  /** What the awarding body counts for one credit; left out: total hours / value. */
  readonly hoursPerCredit?: number
}

/** The brief of a program: what its author wants taught, to whom, and how long. */
export interface Program {
  readonly title: string
  /** Who learns, and what they bring along. */
  readonly audience: string
  readonly level: ProgramLevel
  /** All work of a learner, in hours; fractions are kept to the minute. */
  readonly totalHours: number
  /** What the program is for, at least one. */
  readonly aims: readonly string[]
  /** Language tag (BCP 47) of the teaching: `en`, `de-AT`. */
  readonly language: string
  readonly credits?: Credits
  /** What the curriculum is to be compared with; left out: with the version before it. */
  readonly reference?: ReferenceOutline
}

/** How far a program goes, from the least to the most demanding. */
export const PROGRAM_LEVELS = ['introductory', 'intermediate', 'advanced'] as const

/** One of {@link PROGRAM_LEVELS}. */
export type ProgramLevel = (typeof PROGRAM_LEVELS)[number]

/** The share of a unit list's outcomes that ask for applying or more, by level. */
export const MIN_APPLIED_SHARE: { readonly [level in ProgramLevel]: number } = {
  introductory: 0.2,
  intermediate: 0.4,
  advanced: 0.6,
}

/** The credit systems that are known, with the hours of work that one credit stands for. */
export const CREDIT_SYSTEMS = {
  ECTS: { leastHours: 25, mostHours: 30, usualHours: 25 },
  UK: { leastHours: 10, mostHours: 10, usualHours: 10 },
  US: { leastHours: 37.5, mostHours: 48, usualHours: 45 },
} as const

/** One of {@link CREDIT_SYSTEMS}. */
export type CreditSystem = keyof typeof CREDIT_SYSTEMS

/** A unit of a {@link ReferenceOutline}. */
export interface ReferenceUnit {
  readonly title: string
  /** Further words for what it is about. */
  readonly topics?: readonly string[]
  readonly hours?: number
}

/** An outline that a curriculum is compared with: of a course that exists, of a framework, of a standard. */
export interface ReferenceOutline {
  /** What it is, for people. */
  readonly title: string
  /** At least one, in teaching order. */
  readonly units: readonly ReferenceUnit[]
}

/** The bounds of a brief. */
export const PROGRAM_LIMITS = {
  /** Characters of the title. */
  title: 200,
  /** Characters of the description of the audience. */
  audience: 2000,
  /** Number of aims, and characters of one. */
  aims: 20,
  aim: 500,
  /** The shortest and the longest program, in hours. */
  leastHours: 1,
  mostHours: 10_000,
  /** The most credits, and the most hours that one may stand for. */
  credits: 1_000,
  hoursPerCredit: 100,
  /** Units of a reference outline, and topics of one; titles and topics have the length of a title. */
  referenceUnits: 200,
  referenceTopics: 50,
} as const
