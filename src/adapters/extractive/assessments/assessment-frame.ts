/** How long the assessments of a unit take, against each other. Units are planned for them before they are written. */
export const UNIT_ASSESSMENTS = { quiz: 1, task: 3 } as const

/** The same for those of the program. */
export const PROGRAM_ASSESSMENTS = { diagnostic: 1, project: 4 } as const
