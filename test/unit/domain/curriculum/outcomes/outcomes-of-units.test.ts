import { describe, expect, it } from '@jest/globals'
import { outcomesOfUnits } from '../../../../../src/domain/curriculum/outcomes/outcomes-of-units.js'
import { partsOf } from '../../../../support/items-material.js'

const objectives = (...texts: readonly string[]) => `## Objectives\n\n${texts.map((text) => `- ${text}`).join('\n')}`

function outcomesOf(files: { readonly [name: string]: string }, hours = 20): readonly string[] {
  const parts = partsOf(files)
  const unit = { id: 'unit-1', title: 'A garden', parts, placement: { reason: 'given', confidence: 1 } }
  const terms = parts.flatMap(({ analysis }) => analysis.terms)
  return outcomesOfUnits([unit], [terms], hours)
    .flat()
    .map(({ text }) => text)
}

describe('The outcomes of a unit', () => {
  it('do not repeat in the introduction what a lesson states more precisely', () => {
    expect(
      outcomesOf({
        '1-introduction.md': `# Introduction\n\n${objectives(
          'Compare and contrast mulch and compost for a vegetable bed',
          'Describe how rain reaches the roots of a tree',
        )}`,
        '2-beds.md': `# Beds\n\n${objectives('Compare and contrast mulch and compost, including their costs')}`,
        '3-tools.md': `# Tools\n\n${objectives('Identify the parts of a spade')}`,
      }),
    ).toEqual([
      'Describe how rain reaches the roots of a tree.',
      'Compare and contrast mulch and compost, including their costs.',
      'Identify the parts of a spade.',
    ])
  })

  it('keep the higher level of an introduction, in the lesson that is about it', () => {
    expect(
      outcomesOf({
        '1-introduction.md': `# Introduction\n\n${objectives('Compare and contrast four methods of garden watering')}`,
        '2-tools.md': `# Tools\n\n${objectives('Name the parts of a spade')}`,
        '3-water.md': `# Water\n\n${objectives('Identify four methods of garden watering')}`,
      }),
    ).toEqual(['Name the parts of a spade.', 'Compare and contrast four methods of garden watering.'])
  })

  it('are different if their acts are: to run a script is not to write one', () => {
    const both = ['Write a watering script that waters a set of beds', 'Run a watering script']
    expect(outcomesOf({ 'a.md': `# Scripts\n\n${objectives(...both)}` })).toEqual(both.map((text) => `${text}.`))
  })

  it('stand in the order of the author, but what explains "that ..." comes first', () => {
    expect(
      outcomesOf({
        'a.md': `# Beds\n\n${objectives(
          'Use a spade to dig a hole',
          'Plant seeds in that bed in rows',
          'Build a bed that fits a plan',
          'Explain why a bed rests',
        )}`,
      }),
    ).toEqual([
      'Use a spade to dig a hole.',
      'Build a bed that fits a plan.',
      'Plant seeds in that bed in rows.',
      'Explain why a bed rests.',
    ])
  })

  const glossary = [
    ['top soil', 'the upper layer of the ground in which roots grow'],
    ['axe', 'a tool with a blade on a long handle of wood'],
    ['clay soil', 'a heavy kind of ground that holds much water'],
    ['broom', 'a brush on a long handle for leaves and dust'],
    ['sandy soil', 'a light kind of ground that dries within hours'],
    ['rake', 'a tool with teeth that levels the ground'],
    ['trowel', 'a small tool for planting that fits in one hand'],
  ]
  const withGlossary = `# Ground\n\nTop soil is dark, clay soil is heavy, and sandy soil is light.\n\n## Key terms\n\n${glossary.map(([term, definition]) => `${term}\n: ${definition}`).join('\n\n')}`

  it('define terms that belong together, at most two groups in a lesson; the glossary has the others', () => {
    const found = outcomesOf({ 'a.md': withGlossary })
    expect(found).toHaveLength(2)
    expect(found[0]).toBe('Define top soil, clay soil and sandy soil.')
    for (const text of found) expect(text.split(/, | and /).length).toBeLessThanOrEqual(4)
  })

  it('are no more than a teacher can teach in the time; those of the author stay', () => {
    const stated = Array.from(
      { length: 9 },
      (_unused, at) => `Explain the use of tool ${at + 1} in a garden of kind ${at}`,
    )
    expect(outcomesOf({ 'a.md': `${withGlossary}\n\n${objectives(...stated)}` }, 1)).toEqual(
      stated.map((text) => `${text}.`),
    )
  })
})
