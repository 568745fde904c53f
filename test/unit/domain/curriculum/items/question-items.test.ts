import { describe, expect, it } from '@jest/globals'
import { outcomeItems, questionItems } from '../../../../../src/domain/curriculum/items/question-items.js'
import { outcome, partsOf } from '../../../../support/items-material.js'

/** The answer that the text gives to what an outcome asks, if there is one. */
function answerOf(asked: string, text: string): string | undefined {
  const parts = partsOf({ 'text.md': `# Text\n\n${text}` })
  return outcomeItems([outcome(parts, asked)], parts)[0]?.answer
}

describe('The answer to an outcome', () => {
  it.each([
    [
      'Explain why a key is safer than a password.',
      'A key pair holds a private key. A password protects the key on disk.',
    ],
    ['Explain the benefits of automated version control.', 'Version control was invented by Walter Tichy in 1982.'],
    ['Compare a full with an incremental backup.', 'A full backup is a copy of all files. A backup runs at night.'],
    ['Explain how yeast raises dough.', 'Yeast and dough are kept in a cool place. The dough has yeast in it.'],
    ['Explain what compost is.', 'Gardeners sell compost in bags of forty litres.'],
    ['Explain the rules of chess tournaments for juniors.', 'Chess is an old game from India.'],
  ])('is none where the text does not answer "%s"', (asked, text) => expect(answerOf(asked, text)).toBeUndefined())

  it.each([
    ['Explain why a key is safer than a password.', 'A key is safer than a password because nobody can guess it.'],
    [
      'Compare a full with an incremental backup.',
      'A full backup copies all files. An incremental backup copies only new files.',
    ],
    ['Explain how yeast raises dough.', 'Yeast raises the dough by turning sugar into gas.'],
    ['Explain what compost is.', 'Compost is dark matter that is made of plant waste.'],
  ])('is what answers "%s"', (asked, text) => expect(answerOf(asked, text)).toContain(text.split('. ')[0]))

  it('has no sentence that adds nothing', () => {
    const answer = answerOf(
      'Explain what compost is.',
      'Compost is dark matter that is made of plant waste. Gardeners sell compost in bags of forty litres.',
    )
    expect(answer).not.toContain('bags')
  })
})

describe('The answer to a question that a document announces', () => {
  const lesson = (point: string) =>
    partsOf({
      'lesson.md': `# Licences

::: questions

- What licensing information should I include with my work?

:::

Some text on the law that applies to works of all kinds.

::: keypoints

- ${point}

:::`,
    })

  it('is advice where it asks what to do', () => {
    const fact = 'Creative Commons licences are licensing information for a work that people include.'
    const advice = 'Licensing information should be included with the work in a file.'
    expect(questionItems(lesson(fact))).toEqual([])
    expect(questionItems(lesson(advice)).map(({ answer }) => answer)).toEqual([advice])
  })
})
