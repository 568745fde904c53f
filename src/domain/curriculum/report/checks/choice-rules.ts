import { hasAbsolute } from '../../../text/absolute-words.js'
import { excerpt } from '../../../text/plain-text.js'
import { countWords } from '../../../text/words.js'
import type { ChoiceItem } from '../../item.js'
import { type CheckRule, check, isEnglish } from './check-rule.js'
import { choiceItems } from './located-parts.js'

/** Allowed numbers of options, and the minimum length of a stem in words. */
export const CHOICE_FORM = { minOptions: 3, maxOptions: 5, stemWords: 3 } as const

const CATCH_ALL =
  /\b(?:all|none|any|both|neither|some) of (?:the |these |them\b)?(?:above|below|following|options|answers|choices|others)?\b(?=[\s.)]*$)/i
const PAIRED_OPTIONS =
  /\b(?:both|neither|either) \(?[a-e1-5]\)?(?: and | or | nor |, ?)\(?[a-e1-5]\)?(?![\p{L}\p{N}])/iu
const NEGATIVE = /\b(?:not|except|never|cannot|neither|nor)\b|n['’]t\b/

/** The options of a choice that are wrong, and the right one; `undefined` unless the key names exactly one option. */
export function splitOptions({
  options,
  key,
}: ChoiceItem): { readonly right: string; readonly wrong: readonly string[] } | undefined {
  const [right, ...more] = options.filter(({ id }) => id === key)
  if (right === undefined || more.length > 0) return undefined
  return { right: right.text, wrong: options.filter((option) => option !== right).map(({ text }) => text) }
}

/** Whether a stem is a question, or a sentence with a blank or to be completed. */
function isAsking(stem: string): boolean {
  return /\?["'”’)]*$/.test(stem.trim()) || /_{2,}/.test(stem) || /\bcompletes?\b/i.test(stem)
}

/** The structural defect of a choice in any language, if any. */
export function choiceBuildFault(item: ChoiceItem): string | undefined {
  const { options, key } = item
  const { minOptions, maxOptions } = CHOICE_FORM
  if (options.length < minOptions || options.length > maxOptions) return `has ${options.length} options`
  if (options.some(({ text }) => text.trim() === '')) return 'has an empty option'
  if (new Set(options.map(({ id }) => id)).size < options.length) return 'has two options with the same id'
  if (splitOptions(item) === undefined) return `has the key ${key}, which is none of its options`
  return item.stem.trim() === '' ? 'has no stem' : undefined
}

/** The defect of an English stem, if any. */
export function stemFault(stem: string): string | undefined {
  const words = countWords(stem)
  if (words < CHOICE_FORM.stemWords) return `has a stem of ${words} words`
  return isAsking(stem) ? undefined : 'has a stem that asks nothing'
}

/** A hint to the answer or a misleading wording (English), if any. */
export function choiceTrapFault({ stem, options }: Pick<ChoiceItem, 'stem' | 'options'>): string | undefined {
  const texts = options.map(({ text }) => text)
  if (texts.some(isCatchAll)) return 'has an option that stands for others, like "all of the above"'
  const negative = NEGATIVE.exec(stem)?.[0]
  if (negative !== undefined) return `has "${negative}" in its stem, easily overlooked`
  const absolute = texts.filter(hasAbsolute)
  return absolute.length === 1 ? 'has an absolute word in one option only' : undefined
}

/** Whether an option refers to other options: "all of the above", "both A and B". */
export function isCatchAll(text: string): boolean {
  return CATCH_ALL.test(text) || /\b(?:all|none) of the above\b/i.test(text) || PAIRED_OPTIONS.test(text)
}

/** R31 and R32: checks of single choice items. */
export const CHOICE_FORM_RULES: readonly CheckRule[] = [
  {
    id: 'R31',
    title: `Choice form: ${CHOICE_FORM.minOptions} to ${CHOICE_FORM.maxOptions} options, one key, a stem that asks`,
    hard: true,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum }) =>
      choiceItems(curriculum).map(({ item, pointer }) => {
        const worded = isEnglish(curriculum.program.language) && item.basis !== 'stated'
        const fault = choiceBuildFault(item) ?? (worded ? stemFault(item.stem) : undefined)
        const message = fault === undefined ? undefined : `${excerpt(item.stem)} ${fault}`
        return check(pointer, message, `ask in ${CHOICE_FORM.stemWords} words or more, with one right option of 3 to 5`)
      }),
  },
  {
    id: 'R32',
    title: 'No catch-all or joined options, no lower-case negative, no absolute in one option only',
    hard: true,
    threshold: 1,
    language: 'english',
    checks: ({ curriculum }) =>
      choiceItems(curriculum).flatMap(({ item, pointer }) => {
        // A question of the documents stays as its author wrote it.
        if (item.basis === 'stated') return []
        const fault = choiceTrapFault(item)
        const message = fault === undefined ? undefined : `${excerpt(item.stem)} ${fault}`
        return [check(pointer, message, 'ask positively, and give options that stand for themselves')]
      }),
  },
]
