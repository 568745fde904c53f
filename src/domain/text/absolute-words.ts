import { normaliseText } from './words.js'

/** English words without an exception. In only one option of a question, they give that option away. */
const ABSOLUTES: readonly string[] = [
  'absolutely',
  'all',
  'always',
  'completely',
  'entirely',
  'every',
  'everyone',
  'everything',
  'impossible',
  'invariably',
  'must',
  'never',
  'nobody',
  'none',
  'nothing',
  'only',
  'totally',
]

/** Whether `text` contains a word without an exception: "always", "only". */
export function hasAbsolute(text: string): boolean {
  const words = new Set(normaliseText(text).split(' '))
  return ABSOLUTES.some((word) => words.has(word))
}
