import { describe, expect, it } from '@jest/globals'
import { counted, duration, percent, worded } from '../../../src/adapters/exports/html/durations.js'
import { foreignTag, languageName } from '../../../src/adapters/exports/html/languages.js'

describe('wording', () => {
  it.each([
    [0, '0 min'],
    [59, '59 min'],
    [60, '1 h'],
    [182, '3 h 2 min'],
    [90.5, '1 h 30.5 min'],
  ])('has %d minutes as %s', (minutes, text) => {
    expect(duration(minutes).replaceAll('\u00A0', ' ')).toBe(text)
  })

  it('never rounds a share up to all', () => {
    expect([1, 0.9999, 0.5, 0.985, 0].map(percent)).toEqual(
      ['100', '99.9', '50', '98.5', '0'].map((n) => `${n}\u00A0%`),
    )
  })

  it('counts and capitalises', () => {
    expect([counted(1, 'unit'), counted(2, 'unit'), worded('worked-example')]).toEqual([
      '1 unit',
      '2 units',
      'Worked example',
    ])
  })
})

describe('a language', () => {
  it('has its name, and its tag where that says more', () => {
    expect(['en', 'DE', 'de-AT', 'tlh', 'constructor'].map(languageName)).toEqual([
      'English',
      'German',
      'German (de-AT)',
      'tlh',
      'constructor',
    ])
  })

  it('is marked unless it is that of the page, or no tag', () => {
    expect(['de', 'de-AT', 'en', 'en-GB', 'enm', '"><b>'].map(foreignTag)).toEqual([
      'de',
      'de-AT',
      undefined,
      undefined,
      'enm',
      undefined,
    ])
  })
})
