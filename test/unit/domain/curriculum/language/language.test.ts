import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { hashOf, seededOrder } from '../../../../../src/domain/curriculum/items/seeded-order.js'
import { foreignAct } from '../../../../../src/domain/curriculum/language/foreign-verbs.js'
import { asCommonNoun, listOf, lowerFirst, termKey } from '../../../../../src/domain/curriculum/language/phrases.js'
import { thirdPersonOf } from '../../../../../src/domain/curriculum/language/verbs.js'

describe('The third person', () => {
  it.each([
    ['copy', 'copies'],
    ['push', 'pushes'],
    ['save', 'saves'],
    ['do', 'does'],
    ['display', 'displays'],
  ])('of %s is %s', (base, third) => expect(thirdPersonOf(base)).toBe(third))
})

describe('An act in another language', () => {
  it.each([
    ['Die Lernenden können ein Netz planen und messen', 'planen', 'create'],
    ['Expliquer le rôle d’un routeur', 'expliquer', 'understand'],
    ['Comparar dos redes', 'comparar', 'analyze'],
  ])('is found in "%s"', (text, verb, bloom) => expect(foreignAct(text)).toEqual({ verb, bloom }))

  it('is none if no verb is known', () => expect(foreignAct('Netze und Geräte')).toBeUndefined())

  it('is the infinitive at the end of a German objective, if the verb is not in the list', () => {
    expect(foreignAct('Einen Sauerteig ansetzen')).toEqual({ verb: 'ansetzen', bloom: 'apply' })
    expect(foreignAct('Les pains de campagne et les citadelles')).toBeUndefined()
  })
})

describe('Phrases', () => {
  it('keep names and acronyms in small letters', () => {
    expect(lowerFirst('ATP carries energy')).toBe('ATP carries energy')
    expect(lowerFirst('A record of events')).toBe('a record of events')
    expect(asCommonNoun('Media converter', 'A media converter helps.')).toBe('media converter')
    expect(asCommonNoun('Plato', 'So said Plato.')).toBe('Plato')
    expect(asCommonNoun('Smart Cities', '')).toBe('Smart Cities')
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
