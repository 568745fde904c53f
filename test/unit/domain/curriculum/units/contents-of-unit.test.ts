import { describe, expect, it } from '@jest/globals'
import { PartIds } from '../../../../../src/domain/curriculum/part-ids.js'
import { inAlphabet } from '../../../../../src/domain/curriculum/units/glossary-of-units.js'
import { keyPointsOfUnit } from '../../../../../src/domain/curriculum/units/key-points-of-unit.js'
import { planLessons } from '../../../../../src/domain/curriculum/units/plan-lessons.js'
import { prerequisitesOfUnits } from '../../../../../src/domain/curriculum/units/prerequisites-of-units.js'
import { topicsOfUnit } from '../../../../../src/domain/curriculum/units/topics-of-unit.js'
import { partsOf } from '../../../../support/items-material.js'

const PLACEMENT = { reason: 'given', confidence: 1 }
const unitOf = (files: { readonly [name: string]: string }, title = 'Watering', id = 'unit-1') => ({
  id,
  title,
  parts: partsOf(files),
  placement: PLACEMENT,
})
const termsIn = ({ parts }: ReturnType<typeof unitOf>) => parts.flatMap(({ analysis }) => analysis.terms)

describe('The key points of a unit', () => {
  it.each([
    'Since then, many gardeners have used drip hoses for the soil of their beds.',
    'On dry days this happens when the soil of a bed is not covered with straw.',
    'Every summer this can be avoided by covering the soil of a bed with straw.',
    'The reality is that the soil of a bed dries faster than most gardeners expect.',
    'The usual answer is that the soil of a bed needs no water in a wet spring.',
  ])('stand on their own: not "%s"', (dangling) => {
    const whole = 'Straw keeps the water of the soil from drying in the heat of the summer.'
    const { parts } = unitOf({ 'a.md': `# Soil and water\n\nBeds dry out in summer. ${dangling} ${whole}` })
    const points = keyPointsOfUnit(parts, ['soil', 'water'], new PartIds()).map(({ text }) => text)
    expect(points).toContain(whole)
    expect(points).not.toContain(dangling)
  })
})

describe('The topics of a unit', () => {
  const unit = unitOf({
    'a.md': `# Hoses\n\n## Alphabet Soup\n\nA hose brings water. Each hose has a nozzle.\n\n## Joining a hose\n\nUse a nozzle.\n\n## Key terms\n\nnozzle\n: the end of a pipe from which water comes\n\nbarrel\n: a round vessel of wood for rain`,
    'b.md': '# Cans\n\nA can has a nozzle, too, and the nozzle turns.',
  })

  it('are the titles in order, the terms that most lessons use, and headings with a subject', () => {
    expect(topicsOfUnit(unit.parts, termsIn(unit))).toEqual(['Hoses', 'Cans', 'nozzle', 'barrel', 'Joining a hose'])
  })
})

it('The terms of a unit are one alphabet, whatever their case and accents', () => {
  const terms = ['soil', 'Zinc', 'éclair', '-m option', 'Hawthorne effect', 'apple', 'humus']
  const entries = terms.map((term) => ({
    id: term,
    origin: 'generated' as const,
    term,
    definition: 'x',
    citations: [],
  }))
  const sorted = ['apple', 'éclair', 'Hawthorne effect', 'humus', '-m option', 'soil', 'Zinc']
  expect(inAlphabet(entries).map(({ term }) => term)).toEqual(sorted)
})

describe('What a unit builds on', () => {
  const first = unitOf({
    'a.md':
      '# Words\n\n## Key terms\n\nmulch\n: a cover of straw that keeps soil moist\n\nhumus\n: the dark part of soil that comes from plants',
  })
  const use = (word: string) => `Beds need ${word}. Use ${word} in spring, and buy ${word} in time.`
  const needsOf = (text: string) => {
    const second = unitOf({ 'b.md': `# Beds\n\n${text}` }, 'Beds', 'unit-2')
    return prerequisitesOfUnits([first, second], [termsIn(first), termsIn(second)])[1]
  }

  it('is a unit of which it uses several terms again and again, not one whose word it mentions', () => {
    expect(needsOf(`${use('mulch')} ${use('humus')}`)).toEqual(['unit-1'])
    expect(needsOf(`${use('mulch')} Some beds have humus.`)).toEqual([])
  })
})

describe('The title of a lesson', () => {
  it('is told apart by its unit, never by the name of a file', () => {
    const taken = new Set<string>()
    const titles = ['Watering', 'Harvest'].flatMap((title, at) =>
      planLessons(
        unitOf({ [`0${at}-1-introduction.md`]: '# Introduction\n\nA garden is work.' }, title),
        [],
        [],
        taken,
      ),
    )
    expect(titles.map(({ title }) => title)).toEqual(['Introduction: Watering', 'Introduction: Harvest'])
  })
})
