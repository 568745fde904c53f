// M. F. Porter, "An algorithm for suffix stripping" (1980). Words are sequences [C](VC)^m[V]; the measure is m.
const C = '[^aeiou](?:[^aeiouy]*)'
const V = '[aeiouy][aeiou]*'
const MEASURE_ABOVE_0 = new RegExp(`^(?:${C})?${V}${C}`)
const MEASURE_1 = new RegExp(`^(?:${C})?${V}${C}(?:${V})?$`)
const MEASURE_ABOVE_1 = new RegExp(`^(?:${C})?${V}${C}${V}${C}`)
const HAS_VOWEL = new RegExp(`^(?:${C})?[aeiouy]`)
const SHORT_END = new RegExp(`^${C}[aeiouy][^aeiouwxy]$`)

const STEP_2: readonly (readonly [string, string])[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['bli', 'ble'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['logi', 'log'],
]
const STEP_3: readonly (readonly [string, string])[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
]
const STEP_4 = /^(.+?)(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize|(?<=[st])ion)$/

/** The stem of an English word: `nested`, `nesting` and `nests` have the same. Not a word itself. */
export function stem(word: string): string {
  const lower = word.toLowerCase()
  if (lower.length < 3 || !/^[a-z]+$/.test(lower)) return lower
  return lastLetters(step4(replaceEnd(replaceEnd(yToI(pastAndGerund(plural(lower))), STEP_2), STEP_3)))
}

function plural(word: string): string {
  if (/(?:ss|i)es$/.test(word)) return word.slice(0, -2)
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word
}

function pastAndGerund(word: string): string {
  if (word.endsWith('eed')) return MEASURE_ABOVE_0.test(word.slice(0, -3)) ? word.slice(0, -1) : word
  const [, root] = /^(.+)(?:ed|ing)$/.exec(word) ?? []
  if (root === undefined || !HAS_VOWEL.test(root)) return word
  if (/(?:at|bl|iz)$/.test(root)) return `${root}e`
  if (/([^aeiouylsz])\1$/.test(root)) return root.slice(0, -1)
  return SHORT_END.test(root) ? `${root}e` : root
}

function yToI(word: string): string {
  return word.endsWith('y') && HAS_VOWEL.test(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word
}

function replaceEnd(word: string, table: readonly (readonly [string, string])[]): string {
  const found = table.find(([end]) => word.endsWith(end))
  if (found === undefined) return word
  const root = word.slice(0, -found[0].length)
  return MEASURE_ABOVE_0.test(root) ? root + found[1] : word
}

function step4(word: string): string {
  const root = STEP_4.exec(word)?.[1]
  return root !== undefined && MEASURE_ABOVE_1.test(root) ? root : word
}

function lastLetters(word: string): string {
  let result = word
  if (result.endsWith('e')) {
    const root = result.slice(0, -1)
    if (MEASURE_ABOVE_1.test(root) || (MEASURE_1.test(root) && !SHORT_END.test(root))) result = root
  }
  return result.endsWith('ll') && MEASURE_ABOVE_1.test(result) ? result.slice(0, -1) : result
}
