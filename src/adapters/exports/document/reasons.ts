import { BLOOM_LEVELS, type BloomLevel } from '../../../domain/curriculum/index.js'
import type { DocumentWords, GroupedSentence, NamedKind } from '../labels/words/document-words.js'
import { type ParsedSentence, parseReason } from '../labels/words/parse-sentence.js'
import { languageName } from '../labels/words/words-for.js'
import { filled } from './filled.js'
import { type Content, joined, written } from './inline.js'

/** A sentence of the report in the words of the document; one that is not known stays English and is marked as such. */
export function sayReason(text: string, words: DocumentWords): Content {
  const parsed = parseReason(text)
  if (parsed === undefined) return [written(text, 'en')]
  const parts = parsed.sentences.map((sentence) => said(sentence, words))
  return joined(parts, parsed.separator === ': ' ? `${words.colon}: ` : parsed.separator)
}

/** As {@link sayReason}, with a full stop if the English sentence has one. */
export function saySentence(text: string, words: DocumentWords): Content {
  const content = sayReason(text, words)
  return text.endsWith('.') && content.at(-1) !== undefined && !endsInStop(content) ? [...content, '.'] : content
}

function endsInStop(content: Content): boolean {
  const last = content.at(-1)
  return typeof last === 'string' ? last.endsWith('.') : last?.kind === 'written' && last.text.endsWith('.')
}

/** Reasons of one kind, said of several parts: what differs between them is left open. */
export function sayAlike(texts: readonly string[], words: DocumentWords): Content {
  const [first = ''] = texts
  if (texts.every((text) => text === first)) return sayReason(first, words)
  const all = texts.map((text) => parseReason(text)?.sentences[0])
  const sentence = all[0]
  if (sentence === undefined) return [written(opened(first), 'en')]
  if (Object.hasOwn(words.grouped, sentence.key)) return [words.grouped[sentence.key as GroupedSentence]]
  const open = Object.keys(sentence.values).filter((name) =>
    all.some((each) => each?.values[name] !== sentence.values[name]),
  )
  const levels = BLOOM_LEVELS.filter((level) => all.some((each) => each?.values.level === level))
  const shown = levels.map((level) => words.bloom[level]).join(', ')
  return said(sentence, words, new Map(open.map((name) => [name, name === 'level' ? shown : '…'])))
}

/** Equal for reasons of one kind. @param byLevel reasons about different levels are of different kinds */
export function kindOfReason(text: string, byLevel: boolean): string {
  const parsed = parseReason(text)
  if (parsed === undefined) return opened(text)
  return parsed.sentences.map(({ key, values }) => (byLevel ? `${key} ${values.level ?? ''}` : key)).join()
}

/** An unknown sentence without what is quoted or counted in it. */
function opened(text: string): string {
  return text.replace(/"[^"]*"|“[^”]*”|\d+(?:\.\d+)?/g, '…')
}

const STATEMENTS: { readonly [statement: string]: NamedKind } = {
  'key point': 'keyPoint',
  'glossary entry': 'term',
  item: 'question',
  skill: 'skill',
}

function said(
  { key, values }: ParsedSentence,
  words: DocumentWords,
  open: ReadonlyMap<string, string> = new Map(),
): Content {
  const sentence = words.sentences[key].replaceAll('(s)', 's').replace(/\.$/, '')
  const contents = Object.entries(values).map(([name, value]): readonly [string, Content] => [
    name,
    open.has(name) ? [open.get(name) ?? ''] : contentOf(name, value, words),
  ])
  return filled(sentence, Object.fromEntries(contents))
}

function contentOf(name: string, value: string, words: DocumentWords): Content {
  const [before, after] = words.quotes
  switch (name) {
    case 'text':
    case 'other':
      return [before, written(value.slice(1, -1)), after]
    case 'document':
    case 'names':
      return [written(value.replace(/^"([^"]*)"$/, '$1'))]
    case 'level':
      return [words.bloom[value as BloomLevel]]
    case 'statement':
      return [words.kinds[STATEMENTS[value] ?? 'term'].one]
    case 'language':
    case 'otherLanguage':
      return [languageName(value, words)]
    case 'placement':
      return sayReason(value, words)
    default:
      return [value]
  }
}
