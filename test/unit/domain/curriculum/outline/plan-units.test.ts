import { describe, expect, it } from '@jest/globals'
import { planUnits } from '../../../../../src/domain/curriculum/outline/plan-units.js'
import { plainTitle } from '../../../../../src/domain/curriculum/outline/unit-title.js'
import { documentsOf } from '../../../../support/author-curriculum.js'

const brief = {
  title: 'A course',
  audience: 'Anybody',
  level: 'introductory' as const,
  totalHours: 20,
  aims: ['Explain the subject'],
  language: 'en',
}

describe('Units', () => {
  it('are the folders of the documents, in their order', () => {
    const documents = documentsOf({
      '1-plants/a.md': '# Roots\n\nRoots take up water.',
      '1-plants/b.md': '# Leaves\n\nLeaves catch light.',
      '2-animals/a.md': '# Fish\n\nFish live in water.',
      '2-animals/b.md': '# Birds\n\nBirds lay eggs.',
    })
    const { units } = planUnits(documents, brief)
    expect(units.map(({ title, parts }) => [title, parts.length])).toEqual([
      ['Plants', 2],
      ['Animals', 2],
    ])
  })

  it('put what defines a concept before what uses it', () => {
    const documents = documentsOf({
      'apply.md':
        '# Loans\n\nInterest makes loans dear. Interest is paid each month. Interest adds up. A budget helps.',
      'budget.md':
        '# Budget\n\n**Budget**: a plan of the money to spend.\n\nInterest counts as a cost. Interest is known.',
      'tax.md': '# Tax\n\nLoans, loans and loans lower tax. Interest lowers tax, as interest is a cost.',
      'zero.md': '# Interest\n\n**Interest**: the price of money that is lent.',
    })
    const order = planUnits(documents, brief).units.flatMap(({ parts }) => parts.map(({ title }) => title))
    expect(order[0]).toBe('Interest')
    expect(order.indexOf('Loans')).toBeLessThan(order.indexOf('Tax'))
  })

  it('have titles without numbers, labels and questions', () => {
    expect(plainTitle('THE LOST PRINTER')).toBe('The lost printer')
    expect(plainTitle('DNS')).toBe('DNS')
    expect(plainTitle('3.2 Light reactions')).toBe('Light reactions')
    expect(plainTitle('What is an interlibrary loan?')).toBe('Interlibrary loan')
    expect(plainTitle('How do I renew a book?')).toBe('Renew a book')
    expect(plainTitle('Supplemental: Using Git')).toBe('Using Git')
    expect(plainTitle('Lab 1: Connecting with SSH')).toBe('Connecting with SSH')
    expect(plainTitle('Day 2 – Arrival')).toBe('Arrival')
    expect(plainTitle('Exercise 1.1')).toBe('Exercise 1.1')
    expect(plainTitle('Compost FAQ 🌱: Getting Started')).toBe('Compost FAQ: Getting Started')
    expect(plainTitle('👩🏽‍🔬 Lab rules ❤️')).toBe('Lab rules')
  })
})
