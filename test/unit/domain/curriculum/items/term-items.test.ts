import { describe, expect, it } from '@jest/globals'
import { analyzeDocument } from '../../../../../src/domain/curriculum/analysis/analyze-document.js'
import { definitionItems, explainItems, purposeItems } from '../../../../../src/domain/curriculum/items/term-items.js'
import { outcomesOfTerms } from '../../../../../src/domain/curriculum/outcomes/derived-outcomes.js'
import { glossaryEntry, partsOf } from '../../../../support/items-material.js'

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

const TEXT = `# Bins

**Leachate** is the liquid that drains from a bin.

**Castings** are the droppings of worms.

**Network key** is the password that a device needs to join a network.

The command \`sift\` removes coarse pieces from a heap.`
const parts = partsOf({ 'bins.md': TEXT })
const leachate = glossaryEntry(
  parts,
  'leachate',
  'the liquid that drains from a bin',
  'Leachate is the liquid that drains',
)
const command = glossaryEntry(
  parts,
  'sift',
  'the command that removes coarse pieces from a heap',
  'The command sift removes',
)

describe('A thing that is "the X that ..."', () => {
  it('is no command: it is explained, not used', () => {
    expect(purposeItems([leachate])).toEqual([])
    expect(explainItems([leachate]).map(({ stem }) => stem)).toEqual([
      'Explain in your own words what is meant by “leachate”, and give an example.',
    ])
  })

  it('has an item on what it means', () => {
    const others = ['a box of wood', 'a heap of soil', 'a sheet of glass'].map((definition, index) => ({
      ...leachate,
      term: `thing ${'abc'.charAt(index)}`,
      definition: `${definition} that keeps its place`,
    }))
    expect(definitionItems([leachate, ...others], 1).map(({ term }) => term)).toContain('leachate')
  })

  it('is a term in outcomes', () => {
    const [part] = parts
    if (part === undefined) throw new Error('no part')
    const { terms } = analyzeDocument(part.analysis.document)
    expect(outcomesOfTerms(terms).map(({ text }) => text)).toContain(
      'Define the terms Leachate, Castings and Network key.',
    )
  })

  it('differs from a command', () => {
    expect(explainItems([command])).toEqual([])
    expect(purposeItems([command]).map(({ stem }) => stem)).toEqual([
      'What does the command sift do, and when would you use it?',
    ])
  })
})
