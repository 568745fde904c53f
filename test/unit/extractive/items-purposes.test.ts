import { describe, expect, it } from '@jest/globals'
import { definitionItems } from '../../../src/adapters/extractive/items/definition-items.js'
import { explainItems, purposeItems } from '../../../src/adapters/extractive/items/explain-items.js'
import { outcomesOfTerms } from '../../../src/adapters/extractive/outcomes/derived-outcomes.js'
import { surveyDocument } from '../../../src/adapters/extractive/survey/survey-document.js'
import { glossaryEntry, partsOf } from './items-material.js'

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
    const { terms } = surveyDocument(part.survey.document)
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
