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
