import { describe, expect, it } from '@jest/globals'
import type { Item, Outcome } from '../../../../../src/domain/curriculum/index.js'
import { writeItems } from '../../../../../src/domain/curriculum/items/write-items.js'
import { alignOutcomes } from '../../../../../src/domain/curriculum/outcomes/align-outcomes.js'
import { derivedOutcomes } from '../../../../../src/domain/curriculum/outcomes/derived-outcomes.js'
import { statedOutcomes } from '../../../../../src/domain/curriculum/outcomes/stated-outcomes.js'
import { PartIds } from '../../../../../src/domain/curriculum/part-ids.js'
import { glossaryEntry } from '../../../../../src/domain/curriculum/units/glossary-of-units.js'
import { partsOf, unitMaterial } from '../../../../support/items-material.js'

/** The items of one unit of documents. */
function itemsOf(text: string): readonly Item[] {
  const parts = partsOf({ 'text.md': text })
  const terms = parts.flatMap(({ analysis }) => analysis.terms)
  const ids = new PartIds()
  const stated = statedOutcomes(parts)
  const [outcomes = []] = alignOutcomes([[...stated, ...derivedOutcomes(parts, terms, stated)]], [])
  return writeItems([unitMaterial(parts, { outcomes, glossary: terms.map((term) => glossaryEntry(term, ids)) })], 1)
}

const keyText = (item: Item | undefined) =>
  item?.format === 'choice' ? item.options.find(({ id }) => id === item.key)?.text : undefined

const DEVICES = `# Devices

router
: a device that passes packets from one network to another by their addresses

modem
: a device that turns the signals of a long line into packets

switch
: a box that joins the computers of one room by cables

access point
: a sender that connects phones by radio

printer
: a machine that puts the pages of a text on paper

MQTT
: a protocol that carries short messages between machines

ports
: numbers that tell programs on a computer apart

## At home

Packets come in by the modem, go through the router and the switch, and reach a phone by the access point or the printer by a cable.`

describe('Items on terms', () => {
  const choices = itemsOf(DEVICES).flatMap((item) => (item.format === 'choice' ? [item] : []))

  it('offer terms that the documents use side by side, of the same kind', () => {
    // With five terms, not every one has options that are new.
    expect(choices.length).toBeGreaterThanOrEqual(4)
    const offered = choices.flatMap(({ options }) => options.map(({ text }) => text))
    expect(offered.filter((text) => /MQTT|ports|protocol|numbers/i.test(text))).toEqual([])
  })

  it('ask for the definition where no other term is a rival', () => {
    const [item, ...more] = itemsOf(`# Bees

honey
: a sweet food that bees make from flowers

swarming
: a division of a colony in which the old queen leaves

smoker
: a tool that calms bees with smoke`).filter(({ stem }) => /honey/.test(stem))
    expect(more).toEqual([])
    expect(item).toMatchObject({
      format: 'open',
      stem: 'Define “honey”.',
      answer: 'A sweet food that bees make from flowers',
      bloom: 'remember',
      basis: 'derived',
    })
  })

  it('do not offer what happens beside things', () => {
    const offered = itemsOf(`# Cells

diffusion
: a movement of a substance from a place with much of it to one with little

osmosis
: a diffusion of water through a membrane

transport
: a movement of a substance that needs energy

uptake
: an import of material in a bubble of membrane

membrane
: a layer of fat that surrounds a cell

vesicle
: a bubble that carries material

## Transport

Diffusion, osmosis, transport and uptake move substances through the membrane; a vesicle carries them.`)
    const sets = offered.flatMap((item) => (item.format === 'choice' ? [item] : []))
    expect(sets.length).toBeGreaterThan(0)
    for (const { options } of sets) {
      const things = options.filter(({ text }) => /^(?:membrane|vesicle|a layer|a bubble)/i.test(text))
      expect([0, options.length]).toContain(things.length)
    }
  })

  it('name neither the key in the stem nor a word of it', () => {
    for (const item of choices) expect(item.stem.toLowerCase()).not.toContain(keyText(item)?.toLowerCase())
  })

  it('ask only to remember, and are derived', () => {
    expect(new Set(choices.map(({ bloom, basis, kind }) => `${bloom} ${basis} ${kind}`))).toEqual(
      new Set(['remember derived definition-match']),
    )
  })

  it('offer no synonym, no genus and no special case of the key', () => {
    const offered = itemsOf(`# Words

inference
: a step from known statements to a new one

valid inference
: an inference whose conclusion must be true if its premises are

premise
: a statement that supports the conclusion of an argument

conclusion
: a statement that an argument is meant to show

fallacy
: a mistake in reasoning that makes an argument fail`)
    const sets = offered.flatMap((item) => (item.format === 'choice' ? [item.options.map(({ text }) => text)] : []))
    expect(sets.filter((texts) => texts.includes('inference') && texts.includes('valid inference'))).toEqual([])
  })

  it('offer the same options at most twice in a course', () => {
    const counts = new Map<string, number>()
    for (const { options } of choices) {
      const key = options
        .map(({ text }) => text)
        .sort()
        .join()
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(2)
  })

  it('are none without an outcome about the same subject', () => {
    const parts = partsOf({ 'text.md': DEVICES })
    const other: Outcome = {
      id: 'o',
      origin: 'generated',
      basis: 'stated',
      text: 'Explain how humus holds water.',
      verb: 'explain',
      bloom: 'understand',
      dok: 2,
      supports: [],
      citations: [],
    }
    const ids = new PartIds()
    const glossary = parts.flatMap(({ analysis }) => analysis.terms.map((term) => glossaryEntry(term, ids)))
    expect(writeItems([unitMaterial(parts, { outcomes: [other], glossary })], 1)).toEqual([])
  })
})

describe('Questions of authors', () => {
  it('come from exercises with their solutions, as they are written', () => {
    const [item, ...more] = itemsOf(`# Routers

## Objectives

- Find a faulty device in a network.

## Exercise: no internet

A laptop can print, but no page of the internet opens. Which device of the network is faulty, and why?

### Solution

The router is faulty, because the local network still works.`)
    expect(more).toEqual([])
    expect(item).toMatchObject({
      basis: 'stated',
      format: 'open',
      stem: 'Which device of the network is faulty, and why?',
      material: 'A laptop can print, but no page of the internet opens.',
      answer: 'The router is faulty, because the local network still works.',
    })
  })

  it('are left out if they need something that is not shown', () => {
    const items = itemsOf(`# Routers

## Objectives

- Find the buttons of a router.

## Exercise: buttons

What do these buttons of the router do in the end?

### Solution

The buttons reset the router and switch its radio on or off.`)
    expect(items).toEqual([])
  })

  it('come from questions with their answers, if the text answers them', () => {
    const items = itemsOf(`# Compost

## What is humus?

Humus is the dark part of soil that comes from dead plants. It holds water well.

## What is mulch?

Before mulch was known, gardeners watered every day. It was hard work.`)
    expect(items.map(({ stem, basis, kind }) => [stem, basis, kind])).toEqual([
      ['What is humus?', 'stated', 'short-answer'],
    ])
  })
})

describe('Steps and programs', () => {
  it('are put into order only if each step builds on earlier ones', () => {
    const items = itemsOf(`# Reset a router

To reset a router to its first settings:

1. Open the cover at the back of the router.
2. Press the button under the cover for ten seconds.
3. Wait until the lamp of the router is green.
4. Close the cover again.

To pack a bag for the day:

1. Fold a towel.
2. Add some bread.
3. Take an umbrella.
4. Choose a book.`)
    expect(items.map(({ stem, kind }) => [stem, kind])).toEqual([
      ['Put the steps into the right order. The aim is to reset a router to its first settings.', 'order-steps'],
    ])
  })

  it('print what the document says', () => {
    const text = (output: string) => `# Loops

## Objectives

- Predict what a program prints.

\`\`\`python
total = 0
for number in [1, 2, 3]:
    total = total + number
print(total, 'in all')
\`\`\`

${output}`
    expect(itemsOf(text('```output\n6 in all\n```'))).toMatchObject([
      { kind: 'predict-output', stem: 'What does this program print?', answer: '6 in all', bloom: 'apply' },
    ])
    // Not all of it can be predicted from the program.
    expect(itemsOf(text('```output\n6 hosts are up\n```'))).toEqual([])
    expect(itemsOf(text('It is a short program.'))).toEqual([])
  })
})

describe('Questions of exercises', () => {
  const scene = (question: string) =>
    itemsOf(`# Backups

## Objectives

- Restore a file from a copy.

## Exercise: the lost letter

Mia keeps a copy of her files on a second disk. Yesterday she deleted a letter.

${question}

### Solution

Answer: 2

## Copies

A copy of a file helps to restore it.`)

  it('come with the case that they are about', () => {
    const [item] = scene(
      'What lets her restore the letter?\n\n1. the bin of the printer\n2. the copy on the second disk\n3. a new disk',
    )
    expect(item).toMatchObject({
      stem: 'What lets her restore the letter?',
      material: expect.stringMatching(
        /^Mia keeps a copy of her files on a second disk\.\sYesterday she deleted a letter\.$/,
      ),
      doubts: [],
    })
  })

  it('have the options of their list, and the one that the solution names', () => {
    const options = '1. the bin of the printer\n2. the copy on the second disk\n3. a new disk'
    const [item] = scene(`What lets her restore the letter?\n\n${options}`)
    expect(item).toMatchObject({ format: 'choice', key: 'b' })
    expect(item?.format === 'choice' && item.options.map(({ text }) => text)).toEqual([
      'the bin of the printer',
      'the copy on the second disk',
      'a new disk',
    ])
  })

  it.each([
    ['an option names others', 'What lets her restore the letter?\n\n1. the bin\n2. the copy\n3. both 1 and 2'],
    [
      'the solution names none of them',
      'Which of these restores the letter?\n\n- the bin\n- the copy of the disk\n\nThen try it.',
    ],
    [
      'a picture is missing',
      'Which disk in the diagram below has the letter?\n\n1. the first\n2. the second\n3. the third',
    ],
    ['it continues another question', 'Also on the second disk, what lets her restore the letter?'],
  ])('are left out where %s', (_why, question) => {
    expect(scene(question)).toEqual([])
  })
})

describe('Choices of exercises', () => {
  const exercise = (solution: string) =>
    itemsOf(`# Files

## Objectives

- Remove files whose names match a pattern.

::::: challenge

## Removing copies

The originals end in \`.dat\` and the copies in \`.txt\`. Which of the following removes all copies, and only the copies?

1. \`rm ?.txt\`
2. \`rm *.txt\`
3. \`rm * .txt\`
4. \`rm *.*\`

::: solution

${solution}

:::

:::::

## Patterns

A pattern removes all files whose names match.`)

  it.each([
    [
      'a comment on each option',
      '1. Only names of one letter.\n2. This is the correct answer.\n3. This removes everything.\n4. No.',
    ],
    ['its number', 'Option 2 is the correct answer. The star matches any name.'],
    ['its number in another form', 'The correct answer is 2, because the star matches any name.'],
  ])('take the key from %s', (_form, solution) => {
    expect(exercise(solution)).toMatchObject([
      { format: 'choice', key: 'b', material: 'The originals end in .dat and the copies in .txt.' },
    ])
  })

  it.each([
    ['none is right', '1. No.\n2. No.\n3. No.\n4. No.'],
    ['two are right', '1. Yes.\n2. Yes.\n3. No.\n4. No.'],
    ['the solution tells a story', 'We tried all of them and learned a lot about patterns on the way.'],
  ])('are left out where %s', (_why, solution) => {
    expect(exercise(solution)).toEqual([])
  })
})
