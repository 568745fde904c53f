import { expect, it } from '@jest/globals'
import { cleanText, countWords } from '../../../../src/domain/text/index.js'

it.each([
  ['soft hyphens', 'exam\u00adple', 'example'],
  ['ligatures', 'ﬁnd the oﬃce', 'find the office'],
  ['composed letters', 'cafe\u0301', 'café'],
  ['zero-width spaces and byte order marks', '\ufeffa\u200bb', 'ab'],
  ['joiners of emoji, which stay', '👩\u200d🔬', '👩\u200d🔬'],
  ['joiners of Persian words, which stay', 'می\u200cخواهم', 'می\u200cخواهم'],
  ['half a surrogate pair', 'a\ud800b', 'a\ufffdb'],
  ['controls', 'a\u0000\u0007b', 'ab'],
  ['line ends of all kinds', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
])('cleanText: %s', (_, text, clean) => {
  expect(cleanText(text)).toBe(clean)
})

it.each([
  ["Don't count well-known v1.2 twice!", 5],
  ['', 0],
  ['… — !', 0],
  ['שלום עולם', 2],
  ['機械学習とは', 3],
  ['面包需要时间。', 3],
  ['الخبز يحتاج إلى الوقت', 4],
])('countWords: %p has %p', (text, words) => {
  expect(countWords(text)).toBe(words)
})
