import { describe, expect, it } from '@jest/globals'
import { splitSentences } from '../../../../src/domain/text/index.js'

const split = (text: string, guarded: readonly { start: number; end: number }[] = []) =>
  splitSentences(text, guarded).map(({ start, end }) => text.slice(start, end))

describe('splitSentences', () => {
  it.each([
    ['One. Two! Three?', ['One.', 'Two!', 'Three?']],
    ['Use e.g. Flour. See Fig. 3 for more.', ['Use e.g. Flour.', 'See Fig. 3 for more.']],
    ['It is 3.5 kg. Good.', ['It is 3.5 kg.', 'Good.']],
    ['Ask Dr. Stone. She knows.', ['Ask Dr. Stone.', 'She knows.']],
    ['Ada B. Stone wrote it. Read it.', ['Ada B. Stone wrote it.', 'Read it.']],
    ['There is no plan B. Then stop.', ['There is no plan B.', 'Then stop.']],
    ['He said "Stop!" Then he left.', ['He said "Stop!"', 'Then he left.']],
    ['Open file.txt now. Done', ['Open file.txt now.', 'Done']],
    ['Salt, sugar, etc. are added. Mix.', ['Salt, sugar, etc. are added.', 'Mix.']],
    ['(First one.) Second.', ['(First one.)', 'Second.']],
    ['今日は。元気ですか？はい', ['今日は。', '元気ですか？', 'はい']],
    ['هل تفهم؟ نعم.', ['هل تفهم؟', 'نعم.']],
    ['It rains 🌧. 🌂 helps.', ['It rains 🌧.', '🌂 helps.']],
    ['Wait… What?', ['Wait…', 'What?']],
    ['', []],
  ])('%p', (text, sentences) => {
    expect(split(text)).toEqual(sentences)
  })

  it('neither ends in inline code nor needs a capital before it', () => {
    const text = 'Type ls. A to see all. git add takes a path.'
    expect(
      split(text, [
        { start: 5, end: 10 },
        { start: 23, end: 30 },
      ]),
    ).toEqual(['Type ls. A to see all.', 'git add takes a path.'])
  })
})
