import { expect, it } from '@jest/globals'
import { foreignTag } from '../../../../../src/adapters/exports/html/foreign-tag.js'

it('a language is marked unless it is that of the page, or no tag', () => {
  expect(['de', 'de-AT', 'en', 'en-GB', 'enm', '"><b>'].map(foreignTag)).toEqual([
    'de',
    'de-AT',
    undefined,
    undefined,
    'enm',
    undefined,
  ])
})
