import type { Dimension } from './readiness/dimensions.js'

/** A measure becomes a score: 0 up to `none`, 100 from `full` on, in proportion between them. `none` may be the higher one. */
export interface Scale {
  readonly none: number
  readonly full: number
}

/** The score of a measure, 0 to 100. */
export function scoreOn({ none, full }: Scale, value: number): number {
  return 100 * Math.min(1, Math.max(0, (value - none) / (full - none)))
}

/**
 * All numbers that decide about readiness. They are set so that the spoilt courses of `test/bench/spoil-course.mjs` stay below
 * {@link VERDICTS}.usable, and well-structured courses come out above {@link VERDICTS}.ready.
 */
export const SCALES = {
  /** Mean share of an aim that is covered: by material, units that are about it, and their assessment. */
  aims: { none: 0.3, full: 0.9 },
  /** Share of outcomes and items that are stated or pass all checks. */
  grounded: { none: 0, full: 0.85 },
  /** Share of outcomes with an element at their level. */
  levels: { none: 0, full: 0.8 },
  /** Share of the planned minutes that the material fills. */
  workload: { none: 0.1, full: 0.85 },
  /** Mean share of the wanted items of a unit that are there without a doubt. */
  items: { none: 0, full: 0.9 },
  /** Mean confidence of the order and of the place of each unit. */
  order: { none: -0.5, full: 0.9 },
  /** Share of the hours that the largest unit has: a factor of the order. */
  largestUnit: { none: 1.1, full: 0.7 },
  /** Share of the words that are in a language that the brief asks for. */
  language: { none: 0.3, full: 0.9 },
} as const satisfies { readonly [measure: string]: Scale }

/** The parts of the dimension `text`; the lowest one is its score. */
export const TEXT_SCALES = {
  /** Words of all documents. */
  amount: { none: 80, full: 500 },
  /** Share of the words in sentences. */
  sentences: { none: 0.1, full: 0.35 },
  /** Share of the function words that stand where the grammar does not allow them. */
  order: { none: 0.12, full: 0.04 },
  /** Mean belonging of paragraphs; 0.5 by chance. */
  cohesion: { none: 0.6, full: 0.72 },
  /** Share of the sentences that reading damaged. */
  damage: { none: 0.3, full: 0.05 },
  /** Share of the words that another document has too. */
  duplicates: { none: 0.7, full: 0.1 },
} as const satisfies { readonly [part: string]: Scale }

/** The least that is needed to judge the order of words and paragraphs; with less, they count as right. */
export const ENOUGH_TO_JUDGE = { openers: 20, paragraphs: 20 } as const

/**
 * The lowest score of a dimension. A teacher can add items and tasks to a course without any; aims, workload, text and language
 * cannot be added.
 */
export const LOWEST: { readonly [dimension in Dimension]: number } = {
  aims: 0,
  grounded: 5,
  levels: 5,
  workload: 0,
  items: 5,
  order: 20,
  text: 0,
  language: 0,
}

/**
 * A course of so many lessons and hours is taught in units: none with a greater share of the hours, none with fewer minutes. A
 * shorter unit leaves this factor of the order.
 */
export const EVEN = { lessons: 3, minHours: 4, maxShare: 0.7, minMinutes: 15, short: 0.8 } as const

/** The least readiness of a usable and of a ready curriculum, and the least score of each dimension of a ready one. */
export const VERDICTS = { usable: 40, ready: 75, dimensionOfReady: 60 } as const

/** Languages in which the author writes (100), or which it frames (the authors' objectives and questions as written). */
export const LANGUAGE_SUPPORT: { readonly [language: string]: number } = { en: 1, de: 0.8, fr: 0.8, es: 0.8 }

/** Minutes of work that a minute of reading can carry at most: reading, notes, practice. More is stretched. */
export const WORK_FOR_READING = 4

/** The wanted items of a unit: one for each outcome, within these limits. */
export const WANTED_ITEMS = { min: 3, max: 8 } as const

/** A person should look at an order or a place with less confidence. */
export const SURE_PLACEMENT = 0.7

/**
 * The weighted share of the words of a subject that a part must have to be about it: an element about its outcome, the units about an
 * aim, and one unit about a part of an aim.
 */
export const ABOUT = { outcome: 0.35, aim: 0.5, unitOfAim: 0.3 } as const
