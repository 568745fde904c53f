import type { SourceDocument } from '../citation.js'
import type { Curriculum } from '../curriculum.js'
import { ALIGNMENT_RULES } from './alignment-rules.js'
import { BLUEPRINT_RULE, RUBRIC_RULE, SKILL_RULE, VARIETY_RULE } from './assessment-rules.js'
import { CHOICE_FORM_RULES } from './choice-rules.js'
import { CITATION_RULES, SOURCE_RULES } from './citation-rules.js'
import { MINUTE_RULES, WORKLOAD_RULES } from './hour-rules.js'
import { ITEM_CONTENT_RULES } from './item-rules.js'
import { DISTRACTOR_RULE, OPTION_RULES } from './option-rules.js'
import { DEPTH_RULE, OUTCOME_FORM_RULES, OUTCOME_LIST_RULES } from './outcome-rules.js'
import type { QualityFinding, QualityReport, RuleResult, Shortfall } from './quality-report.js'
import { indexDocuments, isEnglish, type QualityRule, type RuleContext, ruleContext } from './quality-rule.js'
import { REFERENCE_RULE, SEQUENCE_RULES } from './reference-rules.js'
import { findShortfalls, ruleOnContent } from './shortfalls.js'
import { TEXT_RULES, UNIT_TEXT_RULES } from './text-rules.js'

/** Tolerance for the rounding of shares. */
const EPSILON = 1e-9

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

/** Applies all rules to a curriculum and its documents. */
export function assessQuality(curriculum: Curriculum, documents: readonly SourceDocument[]): QualityReport {
  const context = ruleContext(curriculum, indexDocuments(documents))
  const shortfalls = findShortfalls(context)
  const rules = QUALITY_RULES.map((rule) => runRule(rule, context, shortfalls))
  const applicable = rules.filter(({ status }) => status !== 'not-applicable')
  const mean = applicable.reduce((sum, { score }) => sum + score, 0) / Math.max(1, applicable.length)
  return {
    score: Math.round(mean * 10_000) / 100,
    passesHardRules: rules.every(({ hard, status }) => !hard || status !== 'fail'),
    passed: rules.filter(({ status }) => status === 'pass').length,
    failed: rules.filter(({ status }) => status === 'fail').length,
    notApplicable: rules.length - applicable.length,
    rules,
    shortfalls,
  }
}

/** The result of one rule. Missing content without an excuse counts as a failed check. */
export function runRule(rule: QualityRule, context: RuleContext, shortfalls: readonly Shortfall[] = []): RuleResult {
  const { id, title, hard, threshold, language } = rule
  const applies = language === 'any' || isEnglish(context.curriculum.program.language)
  const checks = applies ? rule.checks(context) : []
  // R05 counts outcomes itself.
  const missing = applies && id !== 'R05' ? shortfalls.filter((shortfall) => isHeldAgainst(id, shortfall)) : []
  const failing: readonly QualityFinding[] = [
    ...checks.flatMap(({ pointer, fault }) => (fault === undefined ? [] : [{ pointer, ...fault }])),
    ...missing.map(describeShortfall),
  ]
  const checked = checks.length + missing.length
  const score = checked === 0 ? 0 : (checked - failing.length) / checked
  // Many passed checks compensate a few failed ones, but not missing content.
  const passes = score >= threshold - EPSILON && missing.length === 0
  return {
    id,
    title,
    hard,
    status: checked === 0 ? 'not-applicable' : passes ? 'pass' : 'fail',
    score,
    threshold,
    checked,
    failing,
  }
}

function isHeldAgainst(ruleId: string, { content, reason }: Shortfall): boolean {
  return reason === 'not written' && ruleOnContent(content) === ruleId
}

function describeShortfall({ pointer, content, found, min }: Shortfall): QualityFinding {
  return {
    pointer,
    message: `there are ${found} ${content}, the minimum is ${min}: missing content cannot be checked`,
    hint: `write ${min - found} more; the documents of the unit have enough text`,
  }
}

/** A curriculum that fails one of these must not reach a user. */
export const HARD_RULES: readonly QualityRule[] = QUALITY_RULES.filter(({ hard }) => hard)
