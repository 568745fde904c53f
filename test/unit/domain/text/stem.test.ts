import { expect, it } from '@jest/globals'
import { stem } from '../../../../src/domain/text/stem.js'

// Examples from the paper of the algorithm.
it.each([
  ['caresses', 'caress'],
  ['ponies', 'poni'],
  ['cats', 'cat'],
  ['agreed', 'agre'],
  ['plastered', 'plaster'],
  ['motoring', 'motor'],
  ['conflated', 'conflat'],
  ['hopping', 'hop'],
  ['falling', 'fall'],
  ['filing', 'file'],
  ['happy', 'happi'],
  ['sky', 'sky'],
  ['relational', 'relat'],
  ['vietnamization', 'vietnam'],
  ['hopefulness', 'hope'],
  ['electrical', 'electr'],
  ['adjustment', 'adjust'],
  ['adoption', 'adopt'],
  ['probate', 'probat'],
  ['rate', 'rate'],
  ['cease', 'ceas'],
  ['controlling', 'control'],
  ['Generalizations', 'gener'],
])('%s has the stem %s', (word, expected) => {
  expect(stem(word)).toBe(expected)
})

it.each(['ab', 'naïve', 'ipv4', 'übungen'])('leaves %s, of which the rules say nothing', (word) => {
  expect(stem(word)).toBe(word)
})
