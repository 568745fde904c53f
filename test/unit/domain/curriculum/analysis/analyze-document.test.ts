import { describe, expect, it } from '@jest/globals'
import { analyzeDocument } from '../../../../../src/domain/curriculum/analysis/analyze-document.js'
import { statedAct } from '../../../../../src/domain/curriculum/analysis/purposes.js'
import { selfContainment } from '../../../../../src/domain/curriculum/analysis/statements.js'
import { definitionOf } from '../../../../../src/domain/curriculum/analysis/terms.js'
import { documentsOf } from '../../../../support/author-curriculum.js'

function analyze(text: string) {
  const [document] = documentsOf({ 'text.md': text })
  if (document === undefined) throw new Error('no document')
  return analyzeDocument(document)
}

describe('A self-contained statement', () => {
  it.each([
    'The light reactions split water and release oxygen.',
    'Conflicts occur when two people change the same lines of a file.',
    'The tool that records changes is called Git.',
    'Whoever has changed a file that others use should tell them.',
  ])('is a sentence like "%s"', (text) => expect(selfContainment(text)).toBeGreaterThanOrEqual(0.8))

  it.each([
    'It was built by a team of engineers in the north.',
    'As we saw in the last lesson, water expands when it freezes.',
    'By default, it recovers the version of the file.',
    'Stoma: a small opening in the surface of a leaf.',
    'She has made changes to the script for several weeks.',
    'What happens to the water when the lamp is moved?',
    'the beginning is missing from this sentence here.',
    'See the diagram below for the parts of the cell.',
    'Too short.',
    'Almost anything that once was a plant.',
  ])('is not "%s"', (text) => expect(selfContainment(text)).toBe(0))
})

describe('A sentence that depends on another one', () => {
  it.each([
    'Snow waited five years for it.',
    'By then Snow had been dead for eight years.',
    'Most of them leave the bin when it is wet.',
    'The third option needs a second disk.',
  ])('has a low score, like "%s"', (text) => expect(selfContainment(text)).toBeLessThanOrEqual(0.4))
})

describe('An exercise', () => {
  it('ends where another element of its part starts', () => {
    const { exercises } = analyze(`# Networks

## Exercise: the router

Find the address of your router.

### Solution

Ask the system for its default route.

### Key points

- A router joins two networks.`)
    expect(exercises.map(({ solution }) => solution.map(({ span }) => span.text))).toEqual([
      ['Ask the system for its default route.'],
    ])
  })
})

describe('Definitions', () => {
  it('are noun phrases without the term', () => {
    expect(definitionOf('timestamp', 'A record of when an event occurred.')).toBe('a record of when an event occurred')
    expect(definitionOf('merge', '(a repository): To reconcile two sets of changes.')).toBe(
      'the act of reconciling two sets of changes',
    )
    expect(definitionOf('commit', 'To record something. As a noun, the result of recording a change in a store.')).toBe(
      'the result of recording a change in a store',
    )
    expect(definitionOf('revision', 'A synonym for commit.')).toBeUndefined()
    expect(definitionOf('hash function', 'A function that makes a hash of data.')).toBeUndefined()
    expect(definitionOf('branch', 'When you want to work on something else.')).toBeUndefined()
  })

  it('are read from lists, bold terms and sentences on emphasised terms', () => {
    const { terms } = analyze(`# Cells

**Osmosis**: the movement of water through a membrane.

An **enzyme** is a protein that speeds up reactions. A teacher is a person who teaches in schools.`)
    expect(terms.map(({ term, definition }) => [term, definition])).toEqual([
      ['Osmosis', 'the movement of water through a membrane'],
      ['enzyme', 'a protein that speeds up reactions'],
    ])
  })
})

describe('The purpose of a name in code', () => {
  it.each([
    ['', ' puts files in the staging area.', 'put files in the staging area'],
    ['The ', ' command lists all commits, which is handy.', 'list all commits'],
    ['Use ', ' to create a volume.', 'create a volume'],
    ['We can tell the tool to track a file using ', '.', 'track a file'],
    ['', ' configures a name, an address, and other settings.', 'configure a name, an address, and other settings'],
  ])('is read from "%s…%s"', (before, after, task) => {
    const act = statedAct(before, after)
    expect(`${act?.verb} ${act?.rest}`).toBe(task)
  })

  it.each([
    ['', ' edits the file.'],
    ['', ' shows us what we changed.'],
    ['If you run ', ' now, nothing happens.'],
  ])('is not read from "%s…%s"', (before, after) => expect(statedAct(before, after)).toBeUndefined())
})

describe('Procedures and exercises', () => {
  it('are numbered instructions with their purpose, not options of a question', () => {
    const { procedures } = analyze(`To make tea:

1. Boil the water in a kettle.
2. Pour the water over the leaves.
3. Wait for three minutes.

::: challenge

Which is right?

1. Boil the leaves.
2. Pour the cup.
3. Wait for an hour.

:::`)
    expect(procedures).toHaveLength(1)
    expect(procedures[0]).toMatchObject({ goal: 'make tea', kind: 'steps' })
    expect(procedures[0]?.citations.map(({ quote }) => quote.split('\n')[0])).toContain('Boil the water in a kettle.')
  })

  it('separate task and solution, and keep each heading of a block', () => {
    const { exercises } = analyze(`::: challenge

## First

What is two and two?

::: solution

It is four, as counting shows.

:::

## Second

Explain why snow is white.

:::

Text behind the block.`)
    expect(exercises.map(({ title, pieces, solution }) => [title, pieces.length, solution.length])).toEqual([
      ['First', 1, 1],
      ['Second', 1, 0],
    ])
  })
})
