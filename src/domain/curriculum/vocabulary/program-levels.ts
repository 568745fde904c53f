/** How far a program goes, from the least to the most demanding. */
export const PROGRAM_LEVELS = ['introductory', 'intermediate', 'advanced'] as const

/** One of {@link PROGRAM_LEVELS}. */
export type ProgramLevel = (typeof PROGRAM_LEVELS)[number]

/** The share of a unit list's outcomes that ask for applying or more, by level. */
export const LEAST_APPLIED_SHARE: { readonly [level in ProgramLevel]: number } = {
  introductory: 0.2,
  intermediate: 0.4,
  advanced: 0.6,
}
