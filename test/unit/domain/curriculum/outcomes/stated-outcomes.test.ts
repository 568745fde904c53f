import { describe, expect, it } from '@jest/globals'
import { foreignAct } from '../../../../../src/domain/curriculum/language/foreign-verbs.js'
import { bloomOfAct, bloomOfVerb } from '../../../../../src/domain/curriculum/outcomes/draft-outcome.js'
import { statedOutcomes } from '../../../../../src/domain/curriculum/outcomes/stated-outcomes.js'
import { wholeDocument } from '../../../../../src/domain/curriculum/outline/document-part.js'
import { documentsOf } from '../../../../support/generation-deps.js'
import { partsOf } from '../../../../support/items-material.js'

const stated = (...objectives: readonly string[]) =>
  statedOutcomes(
    partsOf({ 'text.md': `# Text\n\n## Objectives\n\n${objectives.map((text) => `- ${text}`).join('\n')}` }),
  ).map(({ text, bloom }) => [text, bloom])

describe('The objectives of a document', () => {
  it('stay as they are written, at the level of their verb', () => {
    expect(
      stated(
        'Explain where information is stored.',
        'Understand the basics of heaps',
        'Push to or pull from a remote repository',
        'List and briefly explain three reasons',
        'Critically evaluate two sources',
      ),
    ).toEqual([
      ['Explain where information is stored.', 'understand'],
      ['Understand the basics of heaps.', 'understand'],
      ['Push to or pull from a remote repository.', 'apply'],
      ['List and briefly explain three reasons.', 'understand'],
      ['Critically evaluate two sources.', 'evaluate'],
    ])
  })

  it('lose the words that announce them', () => {
    expect(stated('You will be able to build a heap', 'How to reset a router')).toEqual([
      ['Build a heap.', 'apply'],
      ['Reset a router.', 'apply'],
    ])
  })

  it('are none if they name a subject or ask a question', () => {
    expect(stated('Cloud IoT services', 'What is a heap?', 'Message Queueing Telemetry Transport')).toEqual([])
  })

  it('cite the objective, and are stated', () => {
    const [outcome] = statedOutcomes(partsOf({ 'a.md': '# A\n\n## Objectives\n\n- Compare two versions of a file.' }))
    expect(outcome).toMatchObject({ basis: 'stated', verb: 'compare', citations: [{ docId: 'a.md' }] })
  })

  it('keep their language', () => {
    const parts = documentsOf({ 'a.md': '# Netze\n\n## Objectives\n\n- Die Aufgaben eines Routers erklären.' }).map(
      (document) => wholeDocument({ ...document, language: 'de' }),
    )
    expect(statedOutcomes(parts).map(({ text, verb }) => [text, verb])).toEqual([
      ['Die Aufgaben eines Routers erklären.', 'erklären'],
    ])
  })
})

describe('The level of a verb', () => {
  it('is the usual one, and for several verbs the most demanding', () => {
    expect(bloomOfVerb('compare')).toBe('analyze')
    expect(bloomOfVerb('choose')).toBe('evaluate')
    expect(bloomOfVerb('understand')).toBe('understand')
    expect(bloomOfVerb('frobnicate')).toBeUndefined()
    expect(bloomOfAct('identify and use numbers', 'identify')).toBe('apply')
  })

  it.each([
    ['Create a new directory', 'apply'],
    ['Construct an absolute path', 'apply'],
    ['Copy and move files', 'apply'],
    ['Trace the values of a variable', 'apply'],
    ['Create a plan for a garden', 'create'],
    ['Construct an argument of your own', 'create'],
    ['Distinguish between acids and bases', 'understand'],
    ['Distinguish facts from opinions in a text', 'analyze'],
    ['Provide two examples of movement', 'understand'],
    ['Compare acids and bases', 'analyze'],
  ])('depends on the object: "%s" is at %s', (text, level) => {
    expect(stated(text)).toEqual([[`${text}.`, level]])
  })

  it.each([
    ['Ein Verzeichnis erstellen', 'apply'],
    ['Einen Projektplan erstellen', 'create'],
    ['Säuren und Basen unterscheiden', 'understand'],
    ['Beispiele für Säuren nennen', 'understand'],
    ['Créer un dossier', 'apply'],
    ['Créer une application', 'create'],
    ['Distinguer les acides des bases', 'understand'],
    ['Donner deux exemples de mouvement', 'understand'],
    ['Crear una carpeta', 'apply'],
    ['Crear un proyecto', 'create'],
    ['Distinguir ácidos y bases', 'understand'],
    ['Dar dos ejemplos de movimiento', 'understand'],
  ])('so it does in other languages: "%s" is at %s', (text, level) => {
    expect(foreignAct(text)?.bloom).toBe(level)
  })
})
