import { wordsOf } from '../text/words.js'
import type { KnowledgeDocument } from './knowledge-document.js'

/** Words of a shingle: a run of words that two texts can share. */
const SHINGLE = 6
/** One shingle in this number is compared. */
const SAMPLED = 4
/** From this number of words on, a text can be told apart from boilerplate. */
const MIN_WORDS = 40
/** Share of the shingles of the shorter text that a near duplicate has in common with the longer one. */
const SAME = 0.85
/** A much shorter text is an extract, not a duplicate. */
const LENGTHS = 0.6

/** For each document that repeats another one: the id of that one. The longer text is kept, of equal ones the first. */
export function duplicatesIn(documents: readonly KnowledgeDocument[]): ReadonlyMap<string, string> {
  const kept = documents
    .map((document, order) => ({ document, order }))
    .sort((a, b) => b.document.words - a.document.words || a.order - b.order)
  const owners = new Map<number, number[]>()
  const sizes: number[] = []
  const found = new Map<string, string>()
  for (const [at, { document }] of kept.entries()) {
    const shingles = document.words < MIN_WORDS ? exact(document.text) : sampled(document.text)
    sizes.push(shingles.size)
    const common = new Map<number, number>()
    for (const shingle of shingles)
      for (const owner of owners.get(shingle) ?? []) common.set(owner, (common.get(owner) ?? 0) + 1)
    const original = [...common].find(([owner, count]) => {
      const other = kept[owner]?.document
      return other !== undefined && count >= shingles.size * SAME && document.words >= other.words * LENGTHS
    })
    const other = original === undefined ? undefined : kept[original[0]]?.document
    if (other !== undefined) found.set(document.id, other.id)
    else for (const shingle of shingles) owners.set(shingle, [...(owners.get(shingle) ?? []), at])
  }
  return found
}

/** A short text is a duplicate only if it is the same. */
function exact(text: string): ReadonlySet<number> {
  const words = wordsOf(text)
  return new Set(words.length === 0 ? [] : [hashOf(words, 0, words.length)])
}

function sampled(text: string): ReadonlySet<number> {
  const words = wordsOf(text)
  const shingles = new Set<number>()
  for (let at = 0; at + SHINGLE <= words.length; at++) {
    const hash = hashOf(words, at, at + SHINGLE)
    if (hash % SAMPLED === 0) shingles.add(hash)
  }
  return shingles
}

/** FNV-1a over the words, 32 bits. */
function hashOf(words: readonly string[], from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let at = from; at < to; at++) {
    const word = words[at] ?? ''
    for (let index = 0; index < word.length; index++) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193)
    hash = Math.imul(hash ^ 32, 0x01000193)
  }
  return hash >>> 0
}
