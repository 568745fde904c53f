import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { hashOf, seededOrder } from '../../../../../src/domain/curriculum/items/seeded-order.js'
import { listOf, lowerFirst, termKey } from '../../../../../src/domain/curriculum/language/phrases.js'
import { titleInSentence } from '../../../../../src/domain/curriculum/language/titles.js'
import {
  baseOfThirdPerson,
  basesOfGerund,
  gerundOf,
  thirdPersonOf,
} from '../../../../../src/domain/curriculum/language/verbs.js'

describe('Verb forms', () => {
  it.each([
    ['copy', 'copies', 'copying'],
    ['push', 'pushes', 'pushing'],
    ['save', 'saves', 'saving'],
    ['commit', 'commits', 'committing'],
    ['run', 'runs', 'running'],
    ['do', 'does', 'doing'],
    ['display', 'displays', 'displaying'],
    ['tie', 'ties', 'tying'],
  ])('of %s are %s and %s', (base, third, gerund) => {
    expect(thirdPersonOf(base)).toBe(third)
    expect(baseOfThirdPerson(third)).toBe(base)
    expect(gerundOf(base)).toBe(gerund)
    if (base !== 'tie') expect(basesOfGerund(gerund)).toContain(base)
  })
})

describe('Phrases', () => {
  it('keep names and acronyms, and convert the rest of a title to lower case', () => {
    const names = new Set(['git', 'python'])
    expect(titleInSentence('Tracking Changes with Git', names)).toBe('tracking changes with Git')
    expect(titleInSentence('Working with Python and SQL', names)).toBe('working with Python and SQL')
    expect(titleInSentence('How the Moon moves water and sand', new Set())).toBe('how the Moon moves water and sand')
    expect(lowerFirst('ATP carries energy')).toBe('ATP carries energy')
    expect(lowerFirst('A record of events')).toBe('a record of events')
  })

  it('are joined to a list, and compared by words', () => {
    expect(listOf(['a', 'b', 'c'])).toBe('a, b and c')
    expect(listOf(['a'])).toBe('a')
    expect(termKey('Index Funds')).toBe(termKey('index fund'))
    expect(termKey('**Class**')).toBe('class')
  })
})

describe('A seeded order', () => {
  it('is a permutation, the same every time, and depends on seed and label', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.integer(), fc.string(), (texts, seed, label) => {
        const once = seededOrder(texts, seed, label, (text) => text)
        expect([...once].sort()).toEqual([...texts].sort())
        expect(seededOrder(texts, seed, label, (text) => text)).toEqual(once)
      }),
    )
    expect(hashOf(1, 'a')).not.toBe(hashOf(2, 'a'))
    expect(hashOf(1, 'a')).not.toBe(hashOf(1, 'b'))
  })
})
