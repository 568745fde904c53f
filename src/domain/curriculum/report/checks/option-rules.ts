import { contentWords, shareWithin } from '../../../text/content-words.js'
import { excerpt } from '../../../text/plain-text.js'
import { stem } from '../../../text/stem.js'
import { containsPhrase, countWords, normaliseText, wordsOf } from '../../../text/words.js'
import type { Unit } from '../../unit.js'
import { type CheckRule, check, checkThat } from './check-rule.js'
import { splitOptions } from './choice-rules.js'
import { choiceItems, type LocatedChoice } from './located-parts.js'

const MIN_FOR_POSITIONS = 12
const MAX_AT_ONE_POSITION = 0.4
const MAX_LONGEST_KEYS = 0.45

function isKeyLongest({ item }: LocatedChoice): boolean {
  const parts = splitOptions(item)
  return parts?.wrong.every((text) => text.length < parts.right.length) ?? false
}

/** R33 to R35 and R47: comparisons of the options of an item. */
export const OPTION_RULES: readonly CheckRule[] = [
  {
    id: 'R33',
    title: 'Options are homogeneous: of one kind and similar length',
    hard: false,
    threshold: 0.9,
    language: 'english',
    checks: ({ curriculum }) =>
      choiceItems(curriculum).map(({ item, pointer }) => {
        const fault = heterogeneityOf(item.options.map(({ text }) => text))
        const message = fault === undefined ? undefined : `the options of ${excerpt(item.stem)} ${fault}`
        return check(pointer, message, 'choose distractors of the same kind and length as the key')
      }),
  },
  {
    id: 'R34',
    title: 'Options are distinct, none contains another, the stem does not give the key away',
    hard: false,
    threshold: 0.95,
    language: 'english',
    checks: ({ curriculum }) =>
      choiceItems(curriculum).map(({ item, pointer }) => {
        const parts = splitOptions(item)
        const givenAway =
          parts !== undefined && isGivenAway(item.stem, parts.right, parts.wrong)
            ? 'the stem repeats words of the key alone'
            : undefined
        const fault = overlapOf(item.options.map(({ text }) => text)) ?? givenAway
        const message = fault === undefined ? undefined : `${excerpt(item.stem)}: ${fault}`
        return check(pointer, message, 'reword the stem, or choose other distractors')
      }),
  },
  {
    id: 'R35',
    title: 'Keys: no position has more than 40 %, and at most 45 % are the longest option',
    hard: false,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum }) => {
      const choices = choiceItems(curriculum)
      if (choices.length < MIN_FOR_POSITIONS) return []
      const positions = choices.map(({ item }) => item.options.findIndex(({ id }) => id === item.key))
      const max = Math.max(...positions.map((position) => positions.filter((other) => other === position).length))
      const longest = choices.filter(isKeyLongest).length
      return [
        checkThat(
          max <= choices.length * MAX_AT_ONE_POSITION,
          '/items',
          `${max} of ${choices.length} keys stand at the same position`,
          'shuffle the options',
        ),
        checkThat(
          longest <= choices.length * MAX_LONGEST_KEYS,
          '/items',
          `${longest} of ${choices.length} keys are the longest option`,
          'choose longer distractors',
        ),
      ]
    },
  },
  {
    id: 'R47',
    title: 'Distractors are not generic one-word terms beside a specific key',
    hard: false,
    threshold: 0.95,
    language: 'english',
    checks: ({ curriculum }) =>
      choiceItems(curriculum).map(({ item, pointer }) => {
        const parts = splitOptions(item)
        const specific = parts !== undefined && !isGenericTerm(parts.right)
        const generic = specific ? parts.wrong.find(isGenericTerm) : undefined
        const message = generic === undefined ? undefined : `${excerpt(item.stem)} has the distractor "${generic}"`
        return check(pointer, message, 'use terms that the unit teaches')
      }),
  },
]

const MIN_PLAUSIBLE = 2
const SHORT_OPTION_WORDS = 6

/** Whether a unit teaches `option`: as a term, as a definition, or in its texts. */
function teachingOf({ title, glossary, topics, keyPoints, outcomes, lessons }: Unit): (option: string) => boolean {
  const stemmed = (text: string) => wordsOf(text).map(stem).join(' ')
  const terms = new Set([...glossary.map(({ term }) => term), ...topics].map(stemmed))
  const meanings = new Set(glossary.map(({ definition }) => normaliseText(definition)))
  const texts = [
    title,
    ...lessons.map((lesson) => lesson.title),
    ...outcomes.map(({ text }) => text),
    ...keyPoints.map(({ text }) => text),
    ...glossary.map(({ definition }) => definition),
    ...[...outcomes, ...keyPoints, ...glossary].flatMap(({ citations }) => citations.map(({ quote }) => quote)),
  ].map(stemmed)
  return (option) => {
    const normal = normaliseText(option)
    const words = stemmed(option)
    if (terms.has(words) || meanings.has(normal)) return true
    // A short option can be a command or a name that the unit uses without a definition.
    if (words.split(' ').length <= SHORT_OPTION_WORDS) return texts.some((text) => containsPhrase(text, words))
    return [...meanings].some((meaning) => containsPhrase(meaning, normal) || containsPhrase(normal, meaning))
  }
}

/** R49. */
export const DISTRACTOR_RULE: CheckRule = {
  id: 'R49',
  title: 'Distractor plausibility: two distractors are (or define) terms taught in the unit of the item',
  hard: false,
  threshold: 0.8,
  language: 'any',
  checks: ({ curriculum, unitOutcomesById }) => {
    const taught = new Map(curriculum.units.map((unit) => [unit.id, teachingOf(unit)]))
    return choiceItems(curriculum).flatMap(({ item, pointer }) => {
      const unitId = unitOutcomesById.get(item.outcomeId)?.unit.id
      const isTaught = unitId === undefined ? undefined : taught.get(unitId)
      const parts = splitOptions(item)
      if (isTaught === undefined || parts === undefined) return []
      const plausible = parts.wrong.filter(isTaught).length
      return [
        checkThat(
          plausible >= MIN_PLAUSIBLE,
          pointer,
          `${plausible} of the distractors of ${excerpt(item.stem)} ${plausible === 1 ? 'is' : 'are'} taught in its unit`,
          'take distractors from the terms of the same unit',
        ),
      ]
    })
  },
}

const MAX_LENGTH_RATIO = 2.5

/** The form of an option. Options of one item must have the same form; a different one stands out. */
function optionKind(text: string): 'number' | 'acronym' | 'code' | '-ing form' | 'text' {
  const plain = text.trim()
  if (/^[\p{Sc}+-]?\d[\d.,: /%-]*\s?\p{L}{0,3}\.?$/u.test(plain)) return 'number'
  if (/^[A-Z][A-Z0-9&/-]{1,7}s?$/.test(plain)) return 'acronym'
  if (/[{}<>\\|=;$~]|\S\(\)|(?:^|\s)--?[a-z]|\w[_/]\w|\w\.\w|^[./]/.test(plain)) return 'code'
  // "anchoring bias" is a noun phrase, "checking the cable" an act.
  return /^\p{L}{2,}ing$|^\p{L}{2,}ing (?:an?|the|to|with|from|in|on|at|for|of|and|by)\b/iu.test(plain)
    ? '-ing form'
    : 'text'
}

/** The difference in form that makes one option stand out, if any. */
function heterogeneityOf(options: readonly string[]): string | undefined {
  const kinds = new Set(options.map(optionKind))
  if (kinds.size > 1) return `are of different kinds: ${[...kinds].sort().join(', ')}`
  const lengths = options.map((text) => countWords(text) + 1)
  const ratio = Math.max(...lengths) / Math.min(...lengths)
  return ratio > MAX_LENGTH_RATIO ? `have lengths that differ by a factor of ${ratio.toFixed(1)}` : undefined
}

/** The overlapping options, if any. */
function overlapOf(options: readonly string[]): string | undefined {
  // Punctuation matters in commands: `ls -a` and `ls a` are different.
  const exact = options.map((text) => text.trim().toLowerCase().replace(/\s+/g, ' '))
  if (new Set(exact).size < exact.length) return 'two options are the same'
  if (options.some((text) => optionKind(text) === 'code')) return undefined
  const normal = options.map(normaliseText)
  const contained = normal.some((inner, index) =>
    normal.some((outer, other) => index !== other && containsPhrase(outer, inner)),
  )
  return contained ? 'one option contains another' : undefined
}

/** Whether the stem repeats words of the key and of no distractor as much. */
function isGivenAway(stem: string, right: string, wrong: readonly string[]): boolean {
  const asked = contentWords(stem)
  const repeated = (text: string) => {
    const words = contentWords(text)
    return words.size === 0 ? 0 : shareWithin(words, asked)
  }
  const ofKey = repeated(right)
  return ofKey >= 0.5 && wrong.every((text) => repeated(text) < ofKey)
}

/** Whether an option is one word too general to be plausible. */
function isGenericTerm(text: string): boolean {
  return GENERIC_TERMS.has(normaliseText(text).replace(/^(?:an?|the) /, ''))
}

/** Terms too general to be plausible next to a specific key. */
const GENERIC_TERMS: ReadonlySet<string> = new Set(
  `ability action activity amount answer approach area aspect attribute author base basis case category change class
  component computer concept condition content context data definition detail development device difference document
  effect element environment event example fact factor feature field file form format function goal group idea
  information input instance issue item kind lesson level list material meaning means measure member method model name
  need number object operation option order outcome output page part people person place point position problem
  procedure process product program project property purpose question reason record result role rule section set
  situation software solution source stage state statement step structure subject system task technique technology term
  text thing time tool topic type unit use user value version way word work world`.split(/\s+/),
)
