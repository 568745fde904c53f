import { describe, expect, it } from '@jest/globals'
import { analyzeDocument } from '../../../../../src/domain/curriculum/analysis/analyze-document.js'
import type { BriefUnit, Program } from '../../../../../src/domain/curriculum/index.js'
import { planUnits } from '../../../../../src/domain/curriculum/outline/plan-units.js'
import { proposeOutline } from '../../../../../src/domain/curriculum/outline/propose-outline.js'
import { asTextsWrite, folderTitle, plainTitle } from '../../../../../src/domain/curriculum/outline/unit-title.js'
import { surveyDocuments } from '../../../../../src/domain/knowledge/index.js'
import { isAppError } from '../../../../../src/domain/platform/index.js'
import { documentsOf } from '../../../../support/author-curriculum.js'
import { tagger } from '../../../../support/tagger.js'

const BRIEF: Program = {
  title: 'A course',
  audience: 'Anybody',
  level: 'introductory',
  totalHours: 20,
  aims: ['Explain the subject'],
  language: 'en',
}

const about = (title: string, subject: string) =>
  `# ${title}\n\nThe ${subject} grows in spring. A ${subject} needs water. Each ${subject} has roots, and the ${subject} ages.`

const unitsOf = (files: { readonly [name: string]: string }, outline?: readonly BriefUnit[]) =>
  planUnits(documentsOf(files), outline === undefined ? BRIEF : { ...BRIEF, outline })

const shapeOf = ({ units }: ReturnType<typeof unitsOf>) =>
  units.map(({ title, parts }) => [title, parts.map(({ analysis }) => analysis.document.id)])

describe('Units by folders', () => {
  it('are the folders, in the order of their numbers, named by their overview page or folder', () => {
    const outline = unitsOf({
      '10-animals/README.md': '# Animals of the farm\n\nThey are many.',
      '10-animals/birds.md': about('Birds', 'bird'),
      '2-plants/b.md': about('Leaves', 'leaf'),
      '2-plants/a.md': about('Roots', 'root'),
    })
    expect(shapeOf(outline)).toEqual([
      ['Plants', expect.arrayContaining(['2-plants/a.md', '2-plants/b.md'])],
      ['Animals of the farm', ['10-animals/README.md', '10-animals/birds.md']],
    ])
    expect(outline.placement.reason).toContain('by folders')
    expect(outline.placement.confidence).toBeGreaterThan(0.7)
  })

  it('are named by a page that only links to the others, which is not taught', () => {
    const names = ['birds', 'cows', 'dogs', 'eels']
    const documents = documentsOf({
      '1-animals/README.md': `# Animals of the farm\n\nThey are many: birds, cows, dogs, eels.`,
      '1-animals/birds.md': about('Birds', 'bird'),
      '1-animals/cows.md': about('Cows', 'cow'),
      '1-animals/dogs.md': about('Dogs', 'dog'),
      '1-animals/eels.md': about('Eels', 'eel'),
      '2-plants/a.md': about('Roots', 'root'),
      '2-plants/b.md': about('Leaves', 'leaf'),
    }).map((document) =>
      document.id === '1-animals/README.md'
        ? { ...document, links: names.map((name) => ({ text: name, target: `1-animals/${name}.md`, depth: 0 })) }
        : document,
    )
    const [animals, plants] = shapeOf(planUnits(documents, BRIEF))
    expect(animals?.[0]).toBe('Animals of the farm')
    expect(animals?.[1]).not.toContain('1-animals/README.md')
    expect(plants?.[0]).toBe('Plants')
  })

  it('take in the numbered file that stands outside', () => {
    const files = {
      'ch01-start.md': about('Starting', 'start'),
      'ch02-grow.md': about('Growing', 'seed'),
      'book/01-start/soil.md': about('Soil', 'soil'),
      'book/01-start/tools.md': about('Tools', 'tool'),
      'book/02-grow/water.md': about('Water', 'water'),
      'book/02-grow/light.md': about('Light', 'light'),
    }
    expect(shapeOf(unitsOf(files)).map(([, ids]) => (ids as string[]).toSorted())).toEqual([
      ['book/01-start/soil.md', 'book/01-start/tools.md', 'ch01-start.md'],
      ['book/02-grow/light.md', 'book/02-grow/water.md', 'ch02-grow.md'],
    ])
  })
})

/** A lesson of some length. */
const lesson = (title: string, subject: string, times = 40) =>
  `# ${title}\n\n${`The ${subject} grows in spring. A ${subject} needs water in a dry summer. `.repeat(times)}`

describe('A folder with the whole course', () => {
  const episodes = {
    'episodes/01-soil.md': lesson('Reading the soil', 'soil'),
    'episodes/02-seed.md': lesson('Sowing a seed', 'seed'),
    'episodes/03-water.md': lesson('Finding water', 'spring'),
    'episodes/04-harvest.md': lesson('Bringing in a harvest', 'harvest'),
  }

  it('is no unit: its lessons are, and no unit is named after it', () => {
    const files = { ...episodes, 'extras/01-tools.md': lesson('Caring for tools', 'tool', 8) }
    const outline = unitsOf(files)
    expect(outline.units.map(({ title }) => title)).toEqual([
      'Reading the soil',
      'Sowing a seed',
      'Finding water',
      'Bringing in a harvest',
      'Caring for tools',
    ])
    expect(outline.units[0]?.placement.reason).toContain('a unit for each lesson')
  })

  it('has no unit of a few minutes: a short page joins its neighbour', () => {
    const { units } = unitsOf({
      'a-plants/01-roots.md': lesson('Roots', 'root', 400),
      'a-plants/02-leaves.md': lesson('Leaves', 'leaf', 400),
      'b-animals/01-birds.md': lesson('Birds', 'bird', 400),
      'b-animals/02-bees.md': lesson('Bees', 'bee', 400),
      'c-last/note.md': '# A word at the end\n\nThe garden rests in winter.',
    })
    expect(units.map(({ title, parts }) => [title, parts.length])).toEqual([
      ['A plants', 2],
      ['B animals', 3],
    ])
  })

  it('leaves out what stands around the course, and says why', () => {
    const files = {
      ...episodes,
      'index.md': '# Prerequisites\n\nYou need a garden and a spade.',
      'learners/setup.md': '# Setup\n\nBuy seeds and install a fence before the first day.',
      'learners/more.md': '# Additional Resources\n\nThe library has books on gardens.',
      'learners/discuss.md': '# Discussion\n\nGardens have changed since the first monks kept them.',
    }
    const { outline, notInUnits } = proposeOutline(surveyDocuments(documentsOf(files)), BRIEF)
    expect(outline.flatMap(({ documents }) => documents)).toEqual(Object.keys(episodes))
    expect(notInUnits).toEqual([
      { document: 'index.md', reason: 'preparation before the course: its title is "Prerequisites"' },
      { document: 'learners/setup.md', reason: 'preparation before the course: its title is "Setup"' },
      { document: 'learners/more.md', reason: 'a list of further resources: its title is "Additional Resources"' },
      { document: 'learners/discuss.md', reason: 'a discussion after the course: its title is "Discussion"' },
    ])
  })
})

describe('The title of a unit of many lessons', () => {
  const chapter = (number: number, titles: readonly string[], subject: string) =>
    Object.fromEntries(
      titles.map((title, at) => [
        `${number}-${at + 1}-page.md`,
        `# ${title}\n\n## Objectives\n\n- Describe the ${subject} of a garden.\n\n${`Each ${subject} of a garden is alive, and every ${subject} grows. `.repeat(20)}`,
      ]),
    )
  const titlesOf = (titles: readonly string[]) => {
    const documents = documentsOf({
      ...chapter(1, titles, 'root'),
      ...chapter(2, ['Shade and sun', 'Wind'], 'leaf'),
    }).map((document) => ({ ...document, language: 'en' }))
    for (const document of documents) analyzeDocument(document, tagger)
    return planUnits(documents, BRIEF).units.map(({ title }) => title)
  }

  it('is the concept that all of them share, if their titles are too long for one', () => {
    const titles = [
      'Anchors in deep and stony ground',
      'Drinking rain',
      'Food for a long winter',
      'Frost and its damage',
    ]
    expect(titlesOf(titles)[0]).toBe('Root')
  })

  it('is as many of their titles as ten words hold, if there is no such concept', () => {
    const documents = documentsOf({
      '1-1-a.md': about('Building a heap of leaves and straw', 'heap'),
      '1-2-b.md': about('Paths between beds of vegetables', 'path'),
      '1-3-c.md': about('Fences against deer and hungry rabbits', 'fence'),
      '1-4-d.md': about('Ponds', 'pond'),
      '2-1-e.md': about('Hens', 'hen'),
      '2-2-f.md': about('Sheep', 'sheep'),
    })
    expect(planUnits(documents, BRIEF).units.map(({ title }) => title)).toEqual([
      'Building a heap of leaves and straw, ponds',
      'Hens and sheep',
    ])
  })

  it('is no word that fits many subjects, and not that of a short page that opens the unit', () => {
    const long = (title: string, subject: string) => about(title, subject).replace(/The .*/, (text) => text.repeat(20))
    const documents = documentsOf({
      '1-1-a.md': about('A Wonder in the Garden', 'wonder'),
      '1-2-b.md': long('Growing Basics', 'root'),
      '1-3-c.md': long('Reading Garden Data', 'table'),
      '1-4-d.md': long('Drawing Data', 'chart'),
      '2-1-e.md': long('Hens', 'hen'),
      '2-2-f.md': long('Sheep', 'sheep'),
    })
    expect(planUnits(documents, BRIEF).units[0]?.title).toBe('Growing Basics, Reading Garden Data and Drawing Data')
  })

  it('introduces the subject of the program, if a first unit opens with an introduction and names it throughout', () => {
    const documents = documentsOf({
      '1-1-introduction.md': about('Introduction', 'crowd'),
      '1-2-b.md': about('What Is Gardening', 'spade'),
      '1-3-c.md': about('The Long and Uneven History of Gardening', 'age'),
      '1-4-d.md': about('Rival Theories in Gardening', 'theory'),
      '2-1-e.md': about('Hens', 'hen'),
      '2-2-f.md': about('Sheep', 'sheep'),
    })
    const titled = planUnits(documents, { ...BRIEF, title: 'Gardening' }).units
    expect(titled.map(({ title }) => title)).toEqual(['Introduction to Gardening', 'Hens and sheep'])
  })

  it('is that of the page that introduces the chapter', () => {
    const documents = documentsOf({
      '1-1-introduction.md': about('Introduction to the Garden in Winter', 'winter'),
      '1-2-b.md': about('Frost', 'frost'),
      '1-3-c.md': about('Snow', 'snow'),
      '2-1-e.md': about('Hens', 'hen'),
      '2-2-f.md': about('Sheep', 'sheep'),
    })
    expect(planUnits(documents, BRIEF).units[0]?.title).toBe('Garden in Winter')
  })
})

describe('Units by numbers', () => {
  it('are the first numbers, if files have two', () => {
    const outline = unitsOf({
      '02-1-a.md': about('Clay soils', 'clay'),
      '02-2-b.md': about('Sandy soils', 'sand'),
      '10-1-c.md': about('Rain', 'rain'),
      '10-2-d.md': about('Snow', 'snow'),
    })
    expect(shapeOf(outline)).toEqual([
      ['Soils', ['02-1-a.md', '02-2-b.md']],
      ['Rain and snow', ['10-1-c.md', '10-2-d.md']],
    ])
    expect(outline.units[0]?.placement).toEqual({ reason: 'numbered in the file names', confidence: 0.95 })
  })

  it('keep the order and join neighbours that are alike', () => {
    const files = Object.fromEntries(
      ['apple', 'apple', 'apple', 'river', 'river', 'river'].map((subject, index) => [
        `week${index + 1}.md`,
        about(`Day ${index + 1} - More on the ${subject}`, subject),
      ]),
    )
    const outline = unitsOf(files)
    expect(shapeOf(outline).map(([, ids]) => ids)).toEqual([
      ['week1.md', 'week2.md', 'week3.md'],
      ['week4.md', 'week5.md', 'week6.md'],
    ])
    expect(outline.placement).toEqual({ reason: 'numbered in the file names', confidence: 0.95 })
    expect(outline.units[0]?.placement.reason).toContain('"apple"')
    expect(outline.units[0]?.placement.confidence).toBeLessThan(0.9)
  })
})

describe('Units without any order', () => {
  const files = {
    'a.md': about('Repairing a bicycle chain', 'chain'),
    'b.md': about('Bread dough', 'dough'),
    'c.md': about('Oiling the chain', 'chain'),
    'd.md': about('Kneading dough', 'dough'),
    'e.md': about('A chain that slips', 'chain'),
    'f.md': about('Resting the dough', 'dough'),
  }

  it('are what shares words, named by them, and say so', () => {
    const outline = unitsOf(files)
    const groups = outline.units.map(({ parts }) => parts.map(({ analysis }) => analysis.document.id).toSorted())
    expect(groups.toSorted()).toEqual([
      ['a.md', 'c.md', 'e.md'],
      ['b.md', 'd.md', 'f.md'],
    ])
    expect(outline.units.map(({ title }) => title.toLowerCase()).toSorted()).toEqual(['chain', 'dough'])
    for (const { placement } of outline.units) {
      expect(placement.reason).toMatch(/^inferred: shares "/)
      expect(placement.confidence).toBeLessThan(0.7)
    }
    expect(outline.placement.reason).toMatch(/^inferred/)
  })

  it('put what defines a concept before what uses it', () => {
    const order = unitsOf({
      'apply.md':
        '# Loans\n\nInterest makes loans dear. Interest is paid each month. Interest adds up. A budget helps.',
      'budget.md':
        '# Budget\n\n**Budget**: a plan of the money to spend.\n\nInterest counts as a cost. Interest is known.',
      'tax.md': '# Tax\n\nLoans, loans and loans lower tax. Interest lowers tax, as interest is a cost.',
      'zero.md': '# Interest\n\n**Interest**: the price of money that is lent.',
    }).units.flatMap(({ parts }) => parts.map(({ title }) => title))
    expect(order[0]).toBe('Interest')
    expect(order.indexOf('Loans')).toBeLessThan(order.indexOf('Tax'))
  })
})

describe('One document', () => {
  it('is taught by its chapters', () => {
    const chapter = (name: string) =>
      `## ${name}\n\n${about(name, name.toLowerCase())} ${`The ${name} is long. `.repeat(400)}`
    const outline = unitsOf({ 'book.md': `# A book\n\n${['Roots', 'Leaves', 'Seeds'].map(chapter).join('\n\n')}` })
    expect(outline.units.map(({ title }) => title)).toEqual(['Roots', 'Leaves', 'Seeds'])
    expect(outline.units[0]?.placement.reason).toBe('the chapters of the document')
  })
})

describe('The outline of a brief', () => {
  const files = {
    '1/roots.md': `${about('Roots', 'root')}\n\n## Deep roots\n\nThey find water.\n\n## Flat roots\n\nThey find air.`,
    '1/leaves.md': about('Leaves', 'leaf'),
    '2/birds.md': about('Birds', 'bird'),
    'extra.md': about('Extra', 'extra'),
  }

  it('is followed exactly: titles, order, documents, folders, sections, hours; the rest is left out', () => {
    const outline = unitsOf(files, [
      { title: 'Animals', documents: ['2/'], hours: 3 },
      { title: 'Plants', documents: ['1/leaves.md', '1/roots.md#flat roots'] },
    ])
    expect(outline.units.map(({ title, hours }) => [title, hours])).toEqual([
      ['Animals', 3],
      ['Plants', undefined],
    ])
    expect(outline.units.map(({ parts }) => parts.map(({ title }) => title))).toEqual([
      ['Birds'],
      ['Leaves', 'Flat roots'],
    ])
    expect(outline.placement).toEqual({ reason: 'as the brief says', confidence: 1 })
  })

  it('gives a unit without documents those that are most like its title', () => {
    const outline = unitsOf(files, [{ title: 'Plants', documents: ['1/'] }, { title: 'Birds of the garden' }])
    expect(shapeOf(outline)[1]).toEqual(['Birds of the garden', ['2/birds.md']])
    expect(outline.units[1]?.placement.confidence).toBeLessThan(1)
  })

  it('names what does not exist, and what is near', () => {
    const outline = [
      { title: 'A', documents: ['1/root.md', '1/roots.md', '1/roots.md'] },
      { title: 'B', documents: ['1/roots.md#Deep root', '3/'] },
    ]
    try {
      unitsOf(files, outline)
      throw new Error('it was accepted')
    } catch (error) {
      if (!isAppError(error, 'INVALID_PROGRAM')) throw error
      expect(error.details.problems).toEqual([
        { pointer: '/outline/0/documents/0', expected: expect.stringContaining('did you mean 1/roots.md?') },
        { pointer: '/outline/0/documents/2', expected: expect.stringContaining('also in /outline/0/documents/1') },
        { pointer: '/outline/1/documents/0', expected: 'a heading of 1/roots.md; did you mean Deep roots?' },
        { pointer: '/outline/1/documents/1', expected: expect.stringContaining('a document, a folder or a section') },
      ])
    }
  })

  it('is what a proposal becomes when it is given back', () => {
    const documents = documentsOf(files)
    const proposal = proposeOutline(documents, BRIEF)
    const again = proposeOutline(documents, { ...BRIEF, outline: proposal.outline })
    expect(again.outline.map(({ title, documents: names }) => [title, names])).toEqual(
      proposal.outline.map(({ title, documents: names }) => [title, names]),
    )
    expect(
      proposeOutline(documents, { ...BRIEF, outline: [{ title: 'Birds', documents: ['2/'] }] }).notInUnits,
    ).toEqual(['1/roots.md', '1/leaves.md', 'extra.md'].map((document) => ({ document, reason: 'not in the outline' })))
  })
})

describe('Titles', () => {
  it('have no numbers, labels and questions', () => {
    expect(plainTitle('THE LOST PRINTER')).toBe('The lost printer')
    expect(plainTitle('DNS')).toBe('DNS')
    expect(plainTitle('3.2 Light reactions')).toBe('Light reactions')
    expect(plainTitle('Ch01 Getting started')).toBe('Getting started')
    expect(plainTitle('What is an interlibrary loan?')).toBe('Interlibrary loan')
    expect(plainTitle('How do I renew a book?')).toBe('Renew a book')
    expect(plainTitle('Supplemental: Using Git')).toBe('Using Git')
    expect(plainTitle('Lab 1: Connecting with SSH')).toBe('Connecting with SSH')
    expect(plainTitle('Day 2 – Arrival')).toBe('Arrival')
    expect(plainTitle('Exercise 1.1')).toBe('Exercise 1.1')
    expect(plainTitle('Compost FAQ 🌱: Getting Started')).toBe('Compost FAQ: Getting Started')
    expect(plainTitle('👩🏽‍🔬 Lab rules ❤️')).toBe('Lab rules')
  })

  it('of folders say what they teach; a folder that only keeps files has none', () => {
    expect(['learners', 'episodes', '02-lessons', 'src', 'docs', 'notebooks_en', 'Week 3'].map(folderTitle)).toEqual(
      Array.from({ length: 7 }, () => undefined),
    )
    expect(folderTitle('02_Day_Strings')).toBe('Strings')
    expect(folderTitle('garden-tools')).toBe('Garden tools')
    expect(asTextsWrite('Html basics', ['HTML is a language. Pages are in HTML.'])).toBe('HTML basics')
    expect(asTextsWrite('Basics', ['The basics of a page, basics again, and BASICS.'])).toBe('Basics')
  })
})
