import type { RuleContext } from './rule-context.js'

/** One thing that was checked, with what is wrong if it does not hold. */
export interface Check {
  /** JSON pointer into the curriculum. */
  readonly pointer: string
  readonly fault?: { readonly message: string; readonly hint: string }
}

/** A rule of quality: a pure function over a curriculum and its documents. */
export interface QualityRule {
  /** `R01` to `R49`, never renumbered. */
  readonly id: string
  readonly title: string
  /** Whether it is a gate. */
  readonly hard: boolean
  /** The share of checks that must hold. */
  readonly passAt: number
  /** Rules about English words are not applicable to other languages. */
  readonly language: 'any' | 'english'
  /** Everything there is to check, in the order of the curriculum. None: not applicable. */
  checks(context: RuleContext): readonly Check[]
}

/** A check of `pointer` that holds if there is no `message`. */
export function check(pointer: string, message: string | undefined, hint: string): Check {
  return message === undefined ? { pointer } : { pointer, fault: { message, hint } }
}

/** A check of `pointer` that has `message` unless `holds`. */
export function checkThat(holds: boolean, pointer: string, message: string, hint: string): Check {
  return holds ? { pointer } : { pointer, fault: { message, hint } }
}
