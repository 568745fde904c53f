import { expect, it } from '@jest/globals'
import { needsReview } from '../../../src/domain/curriculum/index.js'

it('an item of which its author is less than 60 % sure needs a review', () => {
  expect([0, 0.59, 0.6, 1].map((confidence) => needsReview({ confidence }))).toEqual([true, true, false, false])
})
