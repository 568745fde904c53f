import { describe, expect, it } from '@jest/globals'
import { statedAct } from '../../../../../src/domain/curriculum/analysis/purposes.js'
import { definitionOf } from '../../../../../src/domain/curriculum/analysis/terms.js'
import { analyze, tagger } from '../../../../support/tagger.js'

/** How well a paragraph can be understood on its own. */
const selfContainment = (text: string) => analyze(`# Title\n\n${text}`).statements[0]?.selfContained ?? 0

describe('A self-contained statement', () => {
  it.each([
    'The light reactions of plants produce oxygen from water.',
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

  it('has neither the praise nor the links at the end of a page', () => {
    const { exercises } = analyze(`# Lists

## Exercises

1. Declare an empty list.
2. Find the length of your list.

🎉 CONGRATULATIONS! 🎉

[<< Day 4](../day4.md) | [Day 6 >>](../day6.md)`)
    expect(exercises.flatMap(({ pieces }) => pieces.map(({ span }) => span.text))).toEqual([
      'Declare an empty list.',
      'Find the length of your list.',
    ])
  })
})

describe('Definitions', () => {
  it('of a list are kept as the author wrote them, also if they are no noun phrases', () => {
    const { terms } = analyze(`# Logic

## Glossary

necessary condition
: X is a necessary condition for Y if Y cannot be true without X.

firewall
: a filter that lets packets pass or throws them away.

commit
: see revision`)
    expect(terms.map(({ term, definition }) => [term, definition])).toEqual([
      ['necessary condition', 'X is a necessary condition for Y if Y cannot be true without X'],
      ['firewall', 'a filter that lets packets pass or throws them away'],
    ])
  })

  it('in bold with a colon are those of words that the text uses', () => {
    const { terms } = analyze(`# Networks

**Loop:** a second path between two switches on which packets go round for ever.

**Left:** a part of the picture that shows the router.

A loop stops a network. Nobody sees a loop from outside.`)
    expect(terms.map(({ term, certain }) => [term, certain])).toEqual([['loop', true]])
  })

  it('are noun phrases or acts without the term', () => {
    expect(definitionOf('timestamp', 'A record of when an event occurred.')).toBe('a record of when an event occurred')
    expect(definitionOf('merge', '(a repository): To reconcile two sets of changes.')).toBe(
      'to reconcile two sets of changes',
    )
    expect(definitionOf('commit', 'To record something. As a noun, the result of recording a change in a store.')).toBe(
      'the result of recording a change in a store',
    )
    expect(definitionOf('revision', 'A synonym for commit.')).toBeUndefined()
    expect(definitionOf('hash function', 'A function that makes a hash of data.')).toBeUndefined()
    expect(definitionOf('branch', 'When you want to work on something else.')).toBeUndefined()
    expect(definitionOf('view', '**Left:** a house with a garden behind it.')).toBeUndefined()
  })

  it.each([
    ['**Osmosis**: the movement of water through a membrane.', 'osmosis', 'the movement of water through a membrane'],
    ['An **enzyme** is a protein that speeds up reactions.', 'enzyme', 'a protein that speeds up reactions'],
    [
      'An argument whose conclusion does not follow from its premises is called a **fallacy**.',
      'fallacy',
      'an argument whose conclusion does not follow from its premises',
    ],
    [
      'Readers fall for **confirmation bias**, the tendency to search for what supports a belief.',
      'confirmation bias',
      'the tendency to search for what supports a belief',
    ],
  ])('are read from "%s"', (text, term, definition) => {
    const { terms } = analyze(`# Words\n\n${text}`)
    expect(terms.map((found) => [found.term.toLowerCase(), found.definition])).toEqual([[term, definition]])
  })

  it.each([
    ['a sentence', 'In **abduction**, the conclusion is meant to explain the evidence.'],
    ['a word without emphasis', 'A teacher is a person who teaches in schools.'],
    ['a label', '**Note**: the lamp is switched off by the timer.'],
    ['what it is like', 'The **heap** is a good place for the waste of a garden.'],
  ])('are not %s', (_what, text) => expect(analyze(`# Words\n\n${text}`).terms).toEqual([]))
})

describe('The purpose of a name in code', () => {
  it.each([
    ['', ' puts files in the staging area.', 'put files in the staging area'],
    ['The ', ' command lists all commits, which is handy.', 'list all commits'],
    ['Use ', ' to create a volume.', 'create a volume'],
    ['We can tell the tool to track a file using ', '.', 'track a file'],
    ['', ' configures a name, an address, and other settings.', 'configure a name, an address, and other settings'],
  ])('is read from "%s…%s"', (before, after, task) => {
    const act = statedAct(before, after, tagger)
    expect(`${act?.verb} ${act?.rest}`).toBe(task)
  })

  it.each([
    ['', ' edits the file.'],
    ['', ' shows us what we changed.'],
    ['If you run ', ' now, nothing happens.'],
  ])('is not read from "%s…%s"', (before, after) => expect(statedAct(before, after, tagger)).toBeUndefined())
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
    expect(procedures[0]).toMatchObject({ goal: 'make tea' })
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

describe('What readers are asked to do', () => {
  it('is found in marked questions, in notes with a task, and in examples', () => {
    const { prompts } = analyze(`# Sensors

✅ Do some research. What sensors does your phone have?

✅ Sensors are cheap.

::: note

Describe the sensors of a house that you know well. Then explain which of them you would add.

:::

::: example

## Example: a lamp in the hall

The lamp of a hall is switched on by a sensor for movement. The sensor sends a signal to the lamp, and the lamp counts the
seconds until it is switched off again. A second sensor measures the light, so that the lamp stays dark by day.

:::`)
    expect(prompts.map(({ kind, title }) => [kind, title])).toEqual([
      ['discussion', undefined],
      ['task', undefined],
      ['worked-example', 'a lamp in the hall'],
    ])
    expect(prompts[0]?.text).toBe('Do some research. What sensors does your phone have?')
  })

  it('is an assignment if its criteria are stated', () => {
    const { assignments } = analyze(`# Research a sensor

## Instructions

Describe one sensor. Say what it measures.

## Rubric

| Criteria | Exemplary | Adequate |
|---|---|---|
| Describe a sensor | Describes what it measures and how | Describes what it measures |`)
    expect(assignments.map(({ title, criteria }) => [title, criteria])).toEqual([
      ['Research a sensor', [{ name: 'Describe a sensor', description: 'Describes what it measures and how' }]],
    ])
  })
})
