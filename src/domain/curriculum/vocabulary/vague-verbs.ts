/**
 * Verbs that name no observable act, with a measurable one of about the same meaning, to be tried in its place: at
 * level `understand`, or `remember` where marked so by the Bloom verbs.
 */
export const VAGUE_VERBS: { readonly [verb: string]: string } = {
  appreciate: 'explain',
  believe: 'state',
  comprehend: 'explain',
  consider: 'discuss',
  cover: 'describe',
  feel: 'describe',
  gain: 'describe',
  grasp: 'explain',
  know: 'identify',
  learn: 'describe',
  master: 'explain',
  realise: 'explain',
  realize: 'explain',
  remember: 'recall',
  see: 'describe',
  study: 'describe',
  think: 'explain',
  understand: 'explain',
}

/** Phrases that make an outcome unmeasurable wherever they stand. */
export const VAGUE_PHRASES: readonly string[] = [
  'be able to',
  'be aware',
  'be exposed to',
  'be familiar',
  'become aware',
  'become familiar',
  'familiarise',
  'familiarize',
  'gain insight',
  'get to know',
  'have knowledge',
  'have an understanding',
  'internalise',
  'internalize',
]
