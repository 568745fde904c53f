import { expect, it } from '@jest/globals'
import { duration, percent } from '../../../../../src/adapters/exports/html/unbroken.js'

it('no line breaks within a duration or a share', () => {
  expect([duration(182), percent(0.985)]).toEqual(['3\u00A0h\u00A02\u00A0min', '98.5\u00A0%'])
})
