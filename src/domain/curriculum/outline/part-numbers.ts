/** The number in a name: `02-1-logic` has 2 and 1, `Lesson 4b` has 4.02. */
export type NameNumber = readonly number[]

const LABELS =
  'ch(?:ap(?:ter)?)?|ep(?:isode)?|lec(?:ture)?|les(?:son)?|mod(?:ule)?|sec(?:tion)?|sess(?:ion)?|top(?:ic)?|unit|week|wk|day|part|pt|step|class|lab|slides?|kap(?:itel)?|lektion|teil|woche|modul|einheit|vorlesung|chapitre|leçon|partie|semaine|séance|cap(?:ítulo)?|lección|unidad|semana|tema|n[or]'
const DIGITS = String.raw`\d{1,3}(?:[ab-z](?![a-z]))?(?:[-_. ]{1,2}\d{1,3}(?:[a-z](?![a-z]))?(?![\d]))*`
const FORMS: readonly RegExp[] = [
  // 02-1-logic, 3.2 Light, 04
  new RegExp(`^(${DIGITS})(?![a-z0-9])`, 'iu'),
  // ch01-00, Week 3, lesson-4b
  new RegExp(`(?:^|[-_. ])(?:${LABELS})[-_. ]?(${DIGITS})(?![a-z0-9])`, 'iu'),
  // slides-3, notes (12)
  new RegExp(`[-_. (](${DIGITS})\\)?$`, 'iu'),
  // photon3: any short word before a number at the end
  /^[a-z]{2,12}(\d{1,3})$/iu,
]
const ROMAN_FORMS: readonly RegExp[] = [
  new RegExp(`(?:^|[-_. ])(?:${LABELS})[-_. ]?([ivxl]{1,6})(?![a-z0-9])`, 'iu'),
  /^([IVXL]{1,6})(?=[-_. ]|$)/u,
]
const WORDS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]
const WORD_FORM = new RegExp(`(?:^|[-_. ])(?:${LABELS})[-_. ]?(${WORDS.join('|')})(?![a-z])`, 'iu')

/** The number that tells the place of a file or folder of this name, or of a title; `undefined` if there is none. */
export function numberInName(name: string): NameNumber | undefined {
  // 2024-03-01 is a date.
  const date = /^(?:19|20)(\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)/.exec(name)
  if (date !== null) return [Number(date.slice(1).join(''))]
  for (const form of FORMS) {
    const digits = form.exec(name)?.[1]
    if (digits !== undefined) return digits.split(/[-_. ]+/).map(numberOf)
  }
  for (const form of ROMAN_FORMS) {
    const value = romanValue(form.exec(name)?.[1] ?? '')
    if (value !== undefined) return [value]
  }
  const word = WORD_FORM.exec(name)?.[1]?.toLowerCase()
  return word === undefined ? undefined : [WORDS.indexOf(word)]
}

/** `4b` is 4.02: after 4a, before 5. */
function numberOf(digits: string): number {
  const [, number = '0', letter] = /^(\d+)([a-z])?$/i.exec(digits) ?? []
  return Number(number) + (letter === undefined ? 0 : (letter.toLowerCase().charCodeAt(0) - 96) / 100)
}

const ROMAN: { readonly [letter: string]: number } = { i: 1, v: 5, x: 10, l: 50 }

function romanValue(text: string): number | undefined {
  const letters = [...text.toLowerCase()].map((letter) => ROMAN[letter] ?? 0)
  if (!/^(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/i.test(text) || text === '') return undefined
  return letters.reduce((sum, value, index) => (value < (letters[index + 1] ?? 0) ? sum - value : sum + value), 0)
}

/** For `sort`: number by number; a name without one comes last. */
export function byNumber(a: NameNumber | undefined, b: NameNumber | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  for (const [index, number] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    if (number !== other) return number - other
  }
  return a.length - b.length
}

const MIN_SHARE = 0.6

/** Whether most of the names have a number, and not all the same. */
export function areNumbered(names: readonly string[]): boolean {
  const numbers = names.map(numberInName)
  const found = numbers.filter((number) => number !== undefined)
  const distinct = new Set(found.map((number) => number.join('.')))
  return found.length > 1 && found.length >= names.length * MIN_SHARE && distinct.size > 1
}
