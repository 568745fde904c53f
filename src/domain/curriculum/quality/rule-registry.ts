import { ALIGNMENT_RULES } from './alignment-rules.js'
import { BLUEPRINT_RULE } from './blueprint-rule.js'
import { CHOICE_FORM_RULES } from './choice-form-rules.js'
import { CITATION_RULES } from './citation-rules.js'
import { DISTRACTOR_RULE } from './distractor-rule.js'
import { MINUTE_RULES, WORKLOAD_RULES } from './hour-rules.js'
import { ITEM_CONTENT_RULES } from './item-content-rules.js'
import { OPTION_RULES } from './option-rules.js'
import { DEPTH_RULE, OUTCOME_FORM_RULES } from './outcome-form-rules.js'
import { OUTCOME_LIST_RULES } from './outcome-list-rules.js'
import type { QualityRule } from './quality-rule.js'
import { REFERENCE_RULE } from './reference-rule.js'
import { RUBRIC_RULE } from './rubric-rule.js'
import { SEQUENCE_RULES } from './sequence-rules.js'
import { SKILL_RULE } from './skill-rule.js'
import { SOURCE_RULES } from './source-rules.js'
import { TEXT_RULES } from './text-rules.js'
import { UNIT_TEXT_RULES } from './unit-text-rules.js'
import { VARIETY_RULE } from './variety-rule.js'

/** All rules, R01 to R49. */
export const QUALITY_RULES: readonly QualityRule[] = [
  ...OUTCOME_FORM_RULES,
  DEPTH_RULE,
  ...OUTCOME_LIST_RULES,
  ...ALIGNMENT_RULES,
  REFERENCE_RULE,
  ...MINUTE_RULES,
  ...WORKLOAD_RULES,
  ...SEQUENCE_RULES,
  ...CITATION_RULES,
  ...SOURCE_RULES,
  BLUEPRINT_RULE,
  ...CHOICE_FORM_RULES,
  ...OPTION_RULES,
  ...ITEM_CONTENT_RULES,
  RUBRIC_RULE,
  VARIETY_RULE,
  ...TEXT_RULES,
  ...UNIT_TEXT_RULES,
  SKILL_RULE,
  DISTRACTOR_RULE,
].sort((a, b) => (a.id < b.id ? -1 : 1))

/** The gates: what breaks one of these must not reach a user. */
export const HARD_RULES: readonly QualityRule[] = QUALITY_RULES.filter(({ hard }) => hard)
