import { BLUEPRINT_RULE, RUBRIC_RULE, SKILL_RULE } from './assessment-rules.js'
import type { CheckReport, CheckResult, Finding } from './check-result.js'
import { type CheckContext, type CheckRule, isEnglish } from './check-rule.js'
import { CHOICE_FORM_RULES } from './choice-rules.js'
import { CITATION_RULES, SOURCE_RULE } from './citation-rules.js'
import { MINUTE_RULES, WORKLOAD_RULES } from './hour-rules.js'
import { ITEM_CONTENT_RULES } from './item-rules.js'
import { DISTRACTOR_RULE, OPTION_RULES } from './option-rules.js'
import { DEPTH_RULE, OUTCOME_FORM_RULES, OUTCOME_LIST_RULES } from './outcome-rules.js'
import { REFERENCE_RULE, SEQUENCE_RULES } from './reference-rules.js'
import { TEXT_RULES, UNIT_TEXT_RULES } from './text-rules.js'

/** Tolerance for the rounding of shares. */
const EPSILON = 1e-9

/** All checks, by id. Ids that are missing belonged to rules that demanded quantity or variety; they are not used again. */
export const CHECK_RULES: readonly CheckRule[] = [
  ...OUTCOME_FORM_RULES,
  DEPTH_RULE,
  ...OUTCOME_LIST_RULES,
  REFERENCE_RULE,
  ...MINUTE_RULES,
  ...WORKLOAD_RULES,
  ...SEQUENCE_RULES,
  ...CITATION_RULES,
  SOURCE_RULE,
  BLUEPRINT_RULE,
  ...CHOICE_FORM_RULES,
  ...OPTION_RULES,
  ...ITEM_CONTENT_RULES,
  RUBRIC_RULE,
  ...TEXT_RULES,
  ...UNIT_TEXT_RULES,
  SKILL_RULE,
  DISTRACTOR_RULE,
].sort((a, b) => (a.id < b.id ? -1 : 1))

/** A curriculum that fails one of these is not usable. */
export const HARD_RULES: readonly CheckRule[] = CHECK_RULES.filter(({ hard }) => hard)

/** Runs all checks on a curriculum and its documents. */
export function runChecks(context: CheckContext): CheckReport {
  const results = CHECK_RULES.map((rule) => runCheck(rule, context))
  const count = (status: CheckResult['status']) => results.filter((result) => result.status === status).length
  return {
    blocked: results.some(({ hard, status }) => hard && status === 'fail'),
    passed: count('pass'),
    failed: count('fail'),
    notApplicable: count('not-applicable'),
    results,
  }
}

/** The result of one rule. */
export function runCheck(rule: CheckRule, context: CheckContext): CheckResult {
  const { id, title, hard, threshold, language } = rule
  const applies = language === 'any' || isEnglish(context.curriculum.program.language)
  const checks = applies ? rule.checks(context) : []
  const failing = checks.flatMap(({ pointer, fault }): readonly Finding[] =>
    fault === undefined ? [] : [{ pointer, ...fault }],
  )
  const share = checks.length === 0 ? 1 : (checks.length - failing.length) / checks.length
  const status = checks.length === 0 ? 'not-applicable' : share >= threshold - EPSILON ? 'pass' : 'fail'
  return { id, title, hard, status, threshold, checked: checks.length, failing }
}
