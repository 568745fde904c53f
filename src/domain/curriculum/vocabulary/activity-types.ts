/** The channels through which learners meet content (universal design for learning). */
export const REPRESENTATIONS = ['text', 'visual', 'audio', 'hands-on', 'discussion', 'worked-example'] as const

/** One of {@link REPRESENTATIONS}. */
export type Representation = (typeof REPRESENTATIONS)[number]

/**
 * What learners do in a lesson, beside reading: the share of working time it usually takes and the channel it uses
 * unless an activity says otherwise.
 */
export const ACTIVITY_TYPES = {
  presentation: { share: 2, representation: 'visual' },
  'worked-example': { share: 2, representation: 'worked-example' },
  practice: { share: 3, representation: 'hands-on' },
  discussion: { share: 2, representation: 'discussion' },
  'retrieval-practice': { share: 1, representation: 'text' },
  'concept-map': { share: 2, representation: 'visual' },
  'case-study': { share: 3, representation: 'text' },
  project: { share: 4, representation: 'hands-on' },
  reflection: { share: 1, representation: 'text' },
  'peer-review': { share: 2, representation: 'discussion' },
} as const satisfies { readonly [type: string]: { readonly share: number; readonly representation: Representation } }

/** One of {@link ACTIVITY_TYPES}. */
export type ActivityType = keyof typeof ACTIVITY_TYPES
