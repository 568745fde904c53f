import { describe, expect, it } from '@jest/globals'
import { cohesionOf } from '../../../../../../src/domain/curriculum/report/text/cohesion.js'
import { wordOrderOf } from '../../../../../../src/domain/curriculum/report/text/word-order.js'

describe('the order of words', () => {
  it.each([
    ['en', 'The heap of a garden turns the waste of the kitchen into food for plants.'],
    ['de', 'Ein Haufen im Garten macht aus einem Rest von der Küche eine Nahrung für die Pflanzen.'],
    ['fr', 'Le tas du jardin transforme les restes de la cuisine en une nourriture pour les plantes.'],
    ['es', 'El montón del jardín convierte un resto de la cocina en una comida para las plantas.'],
  ])('%s: a sentence is right', (language, sentence) => {
    const { openers, misplaced } = wordOrderOf([sentence], language)
    expect(openers).toBeGreaterThan(2)
    expect(misplaced).toBe(0)
  })

  it.each([
    ['en', 'Of the a heap into is waste the of and food for the.'],
    ['de', 'Haufen einem und ein ist Garten von und eine der Küche für ist.'],
    ['fr', 'Tas le du et jardin les de est restes de et une que les.'],
    ['es', 'Montón el un y jardín del en de y cocina una para es un.'],
  ])('%s: shuffled words are noticed', (language, sentence) => {
    const { openers, misplaced } = wordOrderOf([sentence], language)
    expect(misplaced / openers).toBeGreaterThan(0.3)
  })

  it('says nothing of a language that it does not know', () => {
    expect(wordOrderOf(['The the of of a a.'], 'fi')).toEqual({ openers: 0, misplaced: 0 })
  })
})

describe('the order of paragraphs', () => {
  const subjects = [
    'compost heap waste worms',
    'tomato plant fruit trellis',
    'roof gutter rain barrel',
    'hen egg feed stable',
  ]
  const document = (words: string) =>
    Array.from({ length: 12 }, (_, index) => {
      const [a = '', b = '', c = '', d = ''] = words.split(' ')
      const number = (at: number) => `${String.fromCharCode(97 + ((index * 7 + at * 3) % 26))}ord${at}`
      return `The ${a} and the ${b} of ${number(1)} meet ${number(2)}, while ${index % 2 === 0 ? c : d} waits near ${number(3)} and ${number(4)}.`
    })

  it('belong where they stand if each document is about one thing', () => {
    expect(cohesionOf(subjects.map(document)).belonging).toBeGreaterThan(0.8)
  })

  it('belong nowhere if they are mixed over the documents', () => {
    const all = subjects.map(document)
    const mixed = all.map((_own, index) =>
      Array.from({ length: 12 }, (_, at) => all[(at + index) % 4]?.[(at * 5 + index) % 12] ?? ''),
    )
    expect(cohesionOf(mixed).belonging).toBeLessThan(0.6)
  })

  it('cannot be judged in a page', () => {
    expect(cohesionOf([['One paragraph alone about nothing much.']])).toEqual({ compared: 0, belonging: 0.5 })
  })
})
