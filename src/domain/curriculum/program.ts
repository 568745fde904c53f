/** Credits that a program awards. */
export interface Credits {
  readonly system: CreditSystem
  /** Number of credits, above 0. */
  readonly value: number
  /** Hours that the awarding body counts for one credit. Default: total hours / value. */
  readonly hoursPerCredit?: number
}

/** The brief of a program: subject, audience and duration. */
export interface Program {
  readonly title: string
  /** The learners and their prior knowledge. */
  readonly audience: string
  readonly level: ProgramLevel
  /** Work of a learner in hours; fractions are rounded to the minute. */
  readonly totalHours: number
  /** At least one aim. */
  readonly aims: readonly string[]
  /** Language tag (BCP 47) of the curriculum: `en`, `de-AT`. */
  readonly language: string
  readonly credits?: Credits
  /** The units as the teacher wants them. Default: the order that the documents show. */
  readonly outline?: readonly BriefUnit[]
  /** The outline to compare with. Default: the previous version. */
  readonly reference?: ReferenceOutline
}

/** The levels of programs, from the least to the most demanding. */
export const PROGRAM_LEVELS = ['introductory', 'intermediate', 'advanced'] as const

/** One of {@link PROGRAM_LEVELS}. */
export type ProgramLevel = (typeof PROGRAM_LEVELS)[number]

/** The share of unit outcomes at `apply` or higher, by level. */
export const MIN_APPLIED_SHARE: { readonly [level in ProgramLevel]: number } = {
  introductory: 0.2,
  intermediate: 0.4,
  advanced: 0.6,
}

/** The known credit systems, with the hours of work for one credit. */
export const CREDIT_SYSTEMS = {
  ECTS: { minHours: 25, maxHours: 30, usualHours: 25 },
  UK: { minHours: 10, maxHours: 10, usualHours: 10 },
  US: { minHours: 37.5, maxHours: 48, usualHours: 45 },
} as const

/** One of {@link CREDIT_SYSTEMS}. */
export type CreditSystem = keyof typeof CREDIT_SYSTEMS

/** A unit that the brief asks for. */
export interface BriefUnit {
  readonly title: string
  /**
   * Its documents by id (`part-1/intro.md`), by folder (`part-1/`) or with a section (`part-1/intro.md#Setting up`), in reading
   * order. Default: the documents that are most like its title.
   */
  readonly documents?: readonly string[]
  /** Default: by the amount of material. */
  readonly hours?: number
}

/** A unit of a {@link ReferenceOutline}. */
export interface ReferenceUnit {
  readonly title: string
  /** Further words on its subject. */
  readonly topics?: readonly string[]
  readonly hours?: number
}

/** An outline for comparison: of an existing course, a framework or a standard. */
export interface ReferenceOutline {
  /** Its name, for people. */
  readonly title: string
  /** At least one, in teaching order. */
  readonly units: readonly ReferenceUnit[]
}

/** The limits of a brief. */
export const PROGRAM_LIMITS = {
  /** Characters of the title. */
  title: 200,
  /** Characters of the description of the audience. */
  audience: 2000,
  /** Number of aims, and characters of one. */
  aims: 20,
  aim: 500,
  /** The shortest and the longest program, in hours. */
  minHours: 1,
  maxHours: 10_000,
  /** Maximum credits, and maximum hours for one credit. */
  credits: 1_000,
  hoursPerCredit: 100,
  /** Units of a reference outline, and topics of one; titles and topics have the length of a title. */
  referenceUnits: 200,
  referenceTopics: 50,
  /** Units of an outline, and documents of one. */
  outlineUnits: 100,
  outlineDocuments: 500,
  /** Characters of the name of a document. */
  documentName: 1_000,
} as const
