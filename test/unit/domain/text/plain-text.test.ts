import { expect, it } from '@jest/globals'
import { guessLanguage } from '../../../../src/domain/text/guess-language.js'
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
])('countWords: %p has %p', (text, words) => {
  expect(countWords(text)).toBe(words)
})

it.each([
  ['en', 'The dough is left to rest, and the oven is heated for an hour. That is all it takes.'],
  ['de', 'Der Teig ruht, und der Ofen wird eine Stunde geheizt. Das ist nicht schwer, wenn man es mit Geduld tut.'],
  ['fr', 'Le four est chaud et les miettes sont dans une boîte. Les pains sont pour qui veut, avec du beurre.'],
  ['ja', 'パンを焼くには時間がかかります。'],
  ['he', 'הבצק נח שעה אחת.'],
  [undefined, 'Lorem ipsum dolor sit amet.'],
  [undefined, ''],
])('guessLanguage: %p for %p', (language, text) => {
  expect(guessLanguage(text)).toBe(language)
})
