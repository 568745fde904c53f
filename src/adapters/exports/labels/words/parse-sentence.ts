import { BLOOM_LEVELS } from '../../../../domain/curriculum/index.js'
import { REPORT_SENTENCES, type SentenceKey } from './report-sentences.js'

/** A sentence of the report, with what stands for its placeholders. */
export interface ParsedSentence {
  readonly key: SentenceKey
  readonly values: { readonly [placeholder: string]: string }
}

/** What a placeholder can stand for; others are any words. */
const VALUES: { readonly [placeholder: string]: string } = {
  a: '\\d+(?:\\.\\d+)?',
  b: '\\d+(?:\\.\\d+)?',
  c: '\\d+(?:\\.\\d+)?',
  d: '\\d+(?:\\.\\d+)?',
  text: '"[\\s\\S]*"',
  other: '"[\\s\\S]*"',
  level: BLOOM_LEVELS.join('|'),
  statement: 'key point|glossary entry|item|skill',
  language: '[A-Za-z0-9-]+',
  otherLanguage: '[A-Za-z0-9-]+',
}

const PLACEHOLDER = /\{(\w+)\}/g

const PATTERNS = (Object.entries(REPORT_SENTENCES) as [SentenceKey, string][]).map(([key, sentence]) => {
  const source = withoutStop(sentence)
    .replace(/[.*+?^$|[\]\\/()]/g, '\\$&')
    .replaceAll('\\(s\\)', 's?')
    .replace(PLACEHOLDER, (_all, name: string) => `(?<${name}>${VALUES[name] ?? '[\\s\\S]+?'})`)
  return { key, pattern: new RegExp(`^${source}$`) }
})

/** Between the sentences of which a reason is made. */
const SEPARATORS = ['; ', ': ', ', '] as const

/** Sentences with what stands between them. */
export interface ParsedReason {
  readonly sentences: readonly ParsedSentence[]
  readonly separator: string
}

/** What a reason of the report says; `undefined` if one of its sentences is not known. A full stop at its end does not count. */
export function parseReason(text: string): ParsedReason | undefined {
  const whole = parseSentence(text)
  if (whole !== undefined) return { sentences: [whole], separator: '' }
  for (const separator of SEPARATORS) {
    const parts = separator === ': ' ? splitOnce(text, separator) : text.split(separator)
    const sentences = parts.flatMap((part) => parseSentence(part) ?? parsePart(part, separator) ?? [])
    if (parts.length > 1 && sentences.length >= parts.length) return { sentences, separator }
  }
  return undefined
}

/** A part that is made of sentences itself: `by folders, numbered in the titles; grouped with its neighbours`. */
function parsePart(part: string, separator: string): readonly ParsedSentence[] | undefined {
  if (separator !== '; ') return undefined
  const parts = part.split(', ')
  const sentences = parts.flatMap((each) => parseSentence(each) ?? [])
  return sentences.length === parts.length ? sentences : undefined
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)]
}

function parseSentence(text: string): ParsedSentence | undefined {
  const line = withoutStop(text)
  for (const { key, pattern } of PATTERNS) {
    const match = pattern.exec(line)
    if (match !== null) return { key, values: { ...match.groups } }
  }
  return undefined
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, '')
}
