/** The credit systems that are known, with the hours of work that one credit stands for. */
export const CREDIT_SYSTEMS = {
  ECTS: { leastHours: 25, mostHours: 30, usualHours: 25 },
  UK: { leastHours: 10, mostHours: 10, usualHours: 10 },
  US: { leastHours: 37.5, mostHours: 48, usualHours: 45 },
} as const

/** One of {@link CREDIT_SYSTEMS}. */
export type CreditSystem = keyof typeof CREDIT_SYSTEMS
