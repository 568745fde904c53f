/** The levels of the revised taxonomy of Bloom, from the least to the most demanding. */
export const BLOOM_LEVELS = ['remember', 'understand', 'apply', 'analyze', 'evaluate', 'create'] as const

/** One of {@link BLOOM_LEVELS}. */
export type BloomLevel = (typeof BLOOM_LEVELS)[number]

/** 1 for `remember` to 6 for `create`. */
export function bloomRank(level: BloomLevel): number {
  return BLOOM_LEVELS.indexOf(level) + 1
}

/** Whether `level` is at least `least`. */
export function reachesBloom(level: BloomLevel, min: BloomLevel): boolean {
  return bloomRank(level) >= bloomRank(min)
}

/**
 * Measurable verbs by Bloom level, in lower case and base form. Some stand at two levels: what they ask depends on
 * the object.
 */
export const BLOOM_VERBS: { readonly [level in BloomLevel]: readonly string[] } = {
  remember: words(`cite define duplicate enumerate identify label list locate match memorize memorise name outline
    quote recall recite recognize recognise record repeat reproduce retrieve select state tabulate tell`),
  understand: words(`associate categorize categorise characterize characterise clarify classify compare contrast convert
    describe differentiate discuss distinguish estimate exemplify explain express extend generalize generalise give provide
    illustrate indicate infer interpret locate outline paraphrase predict recognize recognise relate rephrase report
    represent restate review rewrite summarize summarise translate`),
  apply:
    words(`add adapt administer apply assemble build calculate calibrate change choose clone collect commit construct copy create delete
    complete compute conduct configure connect convert customize customise demonstrate deploy determine
    develop dramatize generate move rename trace  draw edit employ enter establish execute exclude format handle implement import include initialize
    initialise install interpolate load maintain manage manipulate measure mark merge modify navigate obtain operate
    organize organise perform practice practise predict prepare process produce protect provide publish pull push query record recover
    remove render replace resolve restore retrieve run save schedule send set share show simulate sketch solve sort store sync teach test
    track transfer undo update upload use utilize utilise validate view visualize visualise write`),
  analyze: words(`analyze analyse attribute audit categorize categorise classify compare contrast correlate
    criticize debate debug deconstruct deduce detect diagnose diagram differentiate discriminate dissect distinguish
    divide examine experiment explore focus group infer inspect integrate investigate isolate map model order organize
    organise outline prioritize prioritise question relate separate sequence structure subdivide survey test trace
    troubleshoot`),
  evaluate: words(`appraise argue assess check choose conclude convince critique criticize criticise debate decide
    defend discriminate estimate evaluate grade interpret judge justify measure monitor prioritize prioritise prove
    rank rate recommend revise score select support validate value verify weigh`),
  create: words(`adapt arrange assemble author build collaborate combine compile compose construct create design
    develop devise draft establish formulate generate hypothesize hypothesise integrate invent make manage modify
    organize organise originate plan prepare produce program propose publish reconstruct reorganize reorganise revise
    rewrite specify substitute synthesize synthesise write`),
}

/** Whether `verb` (lower case) is a measurable verb of `level`. */
export function isVerbOf(verb: string, level: BloomLevel): boolean {
  return BLOOM_VERBS[level].includes(verb)
}

/** Whether `verb` (lower case) is a measurable verb of any level. */
export function isMeasurableVerb(verb: string): boolean {
  return MEASURABLE.has(verb)
}

function words(list: string): readonly string[] {
  return list.split(/\s+/)
}

const MEASURABLE: ReadonlySet<string> = new Set(Object.values(BLOOM_VERBS).flat())

/** Webb's depth of knowledge: 1 recall, 2 skill or concept, 3 strategic thinking, 4 extended thinking. */
export const DEPTHS_OF_KNOWLEDGE = [1, 2, 3, 4] as const

/** One of {@link DEPTHS_OF_KNOWLEDGE}. */
export type DepthOfKnowledge = (typeof DEPTHS_OF_KNOWLEDGE)[number]

/** The depths that an outcome or item of a Bloom level can have; the first is the usual one. */
export const DEPTHS_BY_BLOOM: { readonly [level in BloomLevel]: readonly [DepthOfKnowledge, ...DepthOfKnowledge[]] } = {
  remember: [1],
  understand: [2, 1],
  apply: [2, 1, 3],
  analyze: [3, 2, 4],
  evaluate: [3, 4],
  create: [4, 3],
}

/**
 * Verbs without an observable act, with a measurable replacement of similar meaning: at
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

/** Phrases that make an outcome unmeasurable at any position. */
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
