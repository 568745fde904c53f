import type { BloomLevel } from './bloom-levels.js'

/**
 * Measurable verbs by Bloom level, in lower case and base form. Some stand at two levels: what they ask depends on
 * the object.
 */
export const BLOOM_VERBS: { readonly [level in BloomLevel]: readonly string[] } = {
  remember: words(`cite define duplicate enumerate identify label list locate match memorize memorise name outline
    quote recall recite recognize recognise record repeat reproduce retrieve select state tabulate tell`),
  understand: words(`associate categorize categorise characterize characterise clarify classify compare contrast convert
    describe differentiate discuss distinguish estimate exemplify explain express extend generalize generalise give
    illustrate indicate infer interpret locate outline paraphrase predict recognize recognise relate rephrase report
    represent restate review rewrite summarize summarise translate`),
  apply: words(`add adapt administer apply assemble build calculate calibrate change choose clone collect commit
    complete compute conduct configure connect convert customize customise demonstrate deploy determine
    develop dramatize draw edit employ enter establish execute exclude format handle implement import include initialize
    initialise install interpolate load maintain manage manipulate measure mark merge modify navigate obtain operate
    organize organise perform practice practise predict prepare process produce protect publish pull push query record recover
    remove render resolve restore retrieve run save schedule send set share show simulate sketch solve sort store sync teach test
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
