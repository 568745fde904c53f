import { describe, expect, it } from '@jest/globals'
import { definitionItems } from '../../../src/adapters/extractive/items/definition-items.js'
import { glossaryEntry, partsOf } from './items-material.js'

const BACKUP = [
  ['full backup', 'a copy of all files that a server holds'],
  ['mirror', 'a second server that holds the same data'],
  ['archive', 'a store of old data that nobody changes'],
  ['snapshot', 'a view of the data at one moment'],
] as const
const LOGS = [
  ['journal', 'a database of messages that services write'],
  ['log level', 'a number that tells how serious something is'],
  ['rotation', 'the regular start of an empty file'],
  ['collector', 'a program that gathers messages of many machines'],
] as const

function page(terms: readonly (readonly [string, string])[]): string {
  return `# Terms\n\n${terms.map(([term, definition]) => `A ${term} is ${definition}.`).join(' ')}`
}

describe('The wrong options of a term', () => {
  it('are of its own document, where there are enough', () => {
    const parts = partsOf({ 'backup.md': page(BACKUP), 'logs.md': page(LOGS) })
    const interleaved = BACKUP.flatMap((pair, index) => [LOGS[index] ?? pair, pair])
    const glossary = interleaved.map(([term, definition]) =>
      glossaryEntry(parts, term, definition, `A ${term} is ${definition}.`),
    )
    const texts = (pairs: readonly (readonly [string, string])[]) =>
      pairs.flat().map((text) => text.charAt(0).toUpperCase() + text.slice(1))
    const items = definitionItems(glossary, 1)
    expect(items).toHaveLength(8)
    for (const { term, draft } of items) {
      const own = BACKUP.some(([name]) => name === term) ? BACKUP : LOGS
      const upper = draft.wrong.map((text) => text.charAt(0).toUpperCase() + text.slice(1))
      expect(texts(own)).toEqual(expect.arrayContaining(upper))
    }
  })
})
