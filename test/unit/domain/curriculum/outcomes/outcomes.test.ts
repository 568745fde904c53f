import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isVerbOf, leadingVerb } from '../../../../../src/domain/curriculum/index.js'
import { raiseLastUnits } from '../../../../../src/domain/curriculum/outcomes/choose-outcomes.js'
import { bloomOfVerb, draftOutcome, measurable } from '../../../../../src/domain/curriculum/outcomes/draft-outcome.js'
import { programOutcomes } from '../../../../../src/domain/curriculum/outcomes/program-outcomes.js'
import { answerOf } from '../../../../../src/domain/curriculum/outcomes/stated-outcomes.js'

describe('Measurable wording', () => {
  it.each([
    ['Understand the benefits of version control.', 'Explain the benefits of version control'],
    ['Understand how to use the tool at home', 'Use the tool at home'],
    ['Go through the cycle for one file', 'Perform the cycle for one file'],
    ['Identify and use commit numbers', 'Use commit numbers'],
    ['You will be able to compare two files', 'Compare two files'],
    ['Boil water in a kettle', 'Demonstrate how to boil water in a kettle'],
    ['The parts of a cell', 'Explain the parts of a cell'],
    ['Become familiar with the parts of a cell', 'Describe the parts of a cell'],
  ])('of "%s" is "%s"', (objective, outcome) => expect(measurable(objective)).toBe(outcome))

  it('gives outcomes that start with a verb of their level, or none', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }), (words) => {
        const outcome = draftOutcome(measurable(words.join(' ')), [])
        if (outcome === undefined) return
        expect(leadingVerb(outcome.text)).toBe(outcome.verb)
        expect(isVerbOf(outcome.verb, outcome.bloom)).toBe(true)
      }),
    )
  })
})

describe('Questions', () => {
  it.each([
    ['How do I record changes in Git?', 'Demonstrate how to record changes in Git'],
    ['What is a volcano?', 'Explain what a volcano is'],
    ['What are the parts of a cell?', 'Explain what the parts of a cell are'],
    ['Really?', undefined],
  ])('like "%s" ask for "%s"', (question, outcome) => expect(answerOf(question)).toBe(outcome))
})

describe('Outcomes of a program', () => {
  it('have one act each, and are at least four', () => {
    const brief = {
      title: 'Version control',
      audience: 'Researchers',
      level: 'introductory' as const,
      totalHours: 10,
      aims: ['Track the history of text files and recover earlier versions'],
      language: 'en',
    }
    const texts = programOutcomes(brief, []).map(({ text }) => text)
    expect(texts.slice(0, 2)).toEqual(['Track the history of text files.', 'Recover earlier versions of text files.'])
    expect(texts.length).toBeGreaterThanOrEqual(4)
  })
})

describe('An aim of several verbs', () => {
  it.each([
    ['Schedule and restore backups', ['Schedule backups in a given case.', 'Restore backups in a given case.']],
    [
      'Read, annotate and compare primary sources',
      ['Demonstrate how to read primary sources.', 'Compare primary sources in a given case.'],
    ],
    ['Define and explain osmosis', ['Define osmosis with own examples.', 'Explain osmosis with own examples.']],
  ])('"%s" gives one act for each verb, on the common object', (aim, outcomes) => {
    const brief = {
      title: 'T',
      audience: 'A',
      level: 'introductory' as const,
      totalHours: 10,
      aims: [aim],
      language: 'en',
    }
    expect(programOutcomes(brief, []).map(({ text }) => text)).toEqual(expect.arrayContaining(outcomes))
  })
})

describe('The last units', () => {
  it('are at least as demanding as the first', () => {
    const outcome = (text: string) => draftOutcome(text, []) ?? fail(text)
    const low = outcome('List the parts of a cell')
    const high = outcome('Judge a plan by its cost')
    const raised = raiseLastUnits([[high], [low], [low]], [[], [], [outcome('Evaluate the plan of a friend')]])
    expect(raised[2]).toHaveLength(2)
    expect(raised[0]).toHaveLength(1)
  })

  it('give each verb one level', () => {
    expect(bloomOfVerb('compare')).toBe('analyze')
    expect(bloomOfVerb('choose')).toBe('evaluate')
    expect(bloomOfVerb('frobnicate')).toBeUndefined()
  })
})

function fail(text: string): never {
  throw new Error(`no outcome: ${text}`)
}

const WORDS =
  'understand explain use the a of and then or push compare files git how to know be able learn cell, what is .'.split(
    ' ',
  )
