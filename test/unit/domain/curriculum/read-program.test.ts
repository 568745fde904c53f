import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { PROGRAM_LIMITS, readProgram, unknownProgramFields } from '../../../../src/domain/curriculum/index.js'
import { isAppError } from '../../../../src/domain/platform/index.js'

const BRIEF = {
  id: 'garden',
  title: ' A Garden for Beginners ',
  audience: 'People with a small garden',
  level: 'introductory',
  totalHours: 30,
  aims: ['Grow food', 'Feed the soil'],
  language: 'en-GB',
  credits: { system: 'ECTS', value: 1, hoursPerCredit: 30 },
}

function pointersOf(value: unknown): readonly unknown[] {
  try {
    readProgram(value)
    return []
  } catch (error) {
    if (!isAppError(error, 'INVALID_PROGRAM')) throw error
    const { problems } = error.details
    if (!Array.isArray(problems)) throw error
    return problems.map((problem: { readonly pointer: string }) => problem.pointer)
  }
}

describe('a brief', () => {
  it('is read, trimmed, without what no brief has', () => {
    const { id: _id, ...fields } = BRIEF
    expect(readProgram({ ...BRIEF, colour: 'red' })).toEqual({ ...fields, title: 'A Garden for Beginners' })
  })

  it('may bring the units with their documents and hours', () => {
    const outline = [{ title: ' Soil ', documents: ['soil/', 'a.md#Roots'], hours: 10 }, { title: 'Air' }]
    expect(readProgram({ ...BRIEF, outline }).outline).toEqual([
      { title: 'Soil', documents: ['soil/', 'a.md#Roots'], hours: 10 },
      { title: 'Air' },
    ])
    expect(unknownProgramFields({ ...BRIEF, outline: [{ title: 'a', docs: ['b'], documents: ['c'] }] })).toEqual([
      '/outline/0/docs',
    ])
  })

  it('may bring an outline to be compared with', () => {
    const reference = {
      title: ' Soil ',
      units: [{ title: 'Compost', topics: ['worms '], hours: 0.5 }, { title: 'Lime' }],
    }
    const read = { title: 'Soil', units: [{ title: 'Compost', topics: ['worms'], hours: 0.5 }, { title: 'Lime' }] }
    expect(readProgram({ ...BRIEF, reference }).reference).toEqual(read)
    expect(readProgram(BRIEF)).not.toHaveProperty('reference')
  })

  it('needs no credits', () => {
    const { credits: _credits, ...rest } = BRIEF
    expect(readProgram(rest)).not.toHaveProperty('credits')
  })

  it.each([
    ['no object', [1], ['']],
    ['null', null, ['']],
    ['nothing in it', {}, ['/title', '/audience', '/level', '/totalHours', '/aims', '/language']],
    ['10^9 hours', { ...BRIEF, totalHours: 1e9 }, ['/totalHours']],
    ['negative hours', { ...BRIEF, totalHours: -3 }, ['/totalHours']],
    ['hours that are no number', { ...BRIEF, totalHours: Number.NaN }, ['/totalHours']],
    ['hours as text', { ...BRIEF, totalHours: '30' }, ['/totalHours']],
    ['no aims', { ...BRIEF, aims: [] }, ['/aims']],
    ['an empty aim', { ...BRIEF, aims: ['Grow food', ' '] }, ['/aims/1']],
    ['too many aims', { ...BRIEF, aims: Array.from({ length: 21 }, () => 'Grow food') }, ['/aims']],
    ['a title of 100 kB', { ...BRIEF, title: 'x'.repeat(100_000) }, ['/title']],
    ['NUL in the title', { ...BRIEF, title: 'Garden\u0000' + 'ing' }, ['/title']],
    ['a lone surrogate', { ...BRIEF, audience: 'People \ud800 here' }, ['/audience']],
    ['an unknown level', { ...BRIEF, level: 'hard' }, ['/level']],
    ['a language that is none', { ...BRIEF, language: 'English, please' }, ['/language']],
    ['an unknown credit system', { ...BRIEF, credits: { system: 'XX', value: 1 } }, ['/credits/system']],
    [
      'credits out of range',
      { ...BRIEF, credits: { system: 'UK', value: 0, hoursPerCredit: 0 } },
      ['/credits/value', '/credits/hoursPerCredit'],
    ],
    ['credits as a number', { ...BRIEF, credits: 3 }, ['/credits']],
    ['a reference that is no outline', { ...BRIEF, reference: 'the other course' }, ['/reference']],
    ['a reference without units', { ...BRIEF, reference: { title: 'Soil', units: [] } }, ['/reference/units']],
    [
      'too many units',
      { ...BRIEF, reference: { title: 'Soil', units: Array(201).fill({ title: 'a' }) } },
      ['/reference/units'],
    ],
    [
      'a reference with a fault in each part',
      {
        ...BRIEF,
        reference: { title: '', units: [{ title: 'a' }, 3, { title: 'b', hours: '2' }, { topics: ['', 'c'] }] },
      },
      [
        '/reference/title',
        '/reference/units/1',
        '/reference/units/2/hours',
        '/reference/units/3/title',
        '/reference/units/3/topics/0',
      ],
    ],
    [
      'topics that are none',
      { ...BRIEF, reference: { title: 'S', units: [{ title: 'a', topics: 'b' }] } },
      ['/reference/units/0/topics'],
    ],
    [
      'negative hours of a unit',
      { ...BRIEF, reference: { title: 'S', units: [{ title: 'a', hours: -1 }] } },
      ['/reference/units/0/hours'],
    ],
    ['an outline that is no list', { ...BRIEF, outline: 'units' }, ['/outline']],
    [
      'an outline with a fault in each part',
      {
        ...BRIEF,
        outline: [
          { title: 'Soil', documents: ['a.md', ''] },
          7,
          { title: ' soil ', documents: [] },
          { title: 'Air', hours: 0 },
        ],
      },
      ['/outline/0/documents/1', '/outline/1', '/outline/2/documents', '/outline/3/hours', '/outline/2/title'],
    ],
    [
      'hours of units that leave nothing for the others',
      { ...BRIEF, outline: [{ title: 'Soil', hours: 30 }, { title: 'Air' }] },
      ['/outline'],
    ],
    [
      'hours of all units that are not those of the program',
      { ...BRIEF, outline: [{ title: 'Soil', hours: 29 }] },
      ['/outline'],
    ],
  ])('is rejected with pointers: %s', (_what, value, pointers) => {
    expect(pointersOf(value)).toEqual(pointers)
  })

  it('is rejected with all problems in one message, without the values', () => {
    const secret = 'do-not-repeat'
    try {
      readProgram({ ...BRIEF, level: secret, totalHours: secret })
      throw new Error('it was accepted')
    } catch (error) {
      expect(error).toMatchObject({ code: 'INVALID_PROGRAM', hint: expect.stringContaining('correct') })
      expect(String(error)).toContain('/level: expected one of introductory, intermediate, advanced')
      expect(String(error)).toContain(`/totalHours: expected a number from 1 to ${PROGRAM_LIMITS.maxHours}`)
      expect(String(error)).not.toContain(secret)
    }
  })

  it('is never half read: anything is a brief or INVALID_PROGRAM', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(pointersOf(value).length).toBeGreaterThan(0)
      }),
    )
  })

  it('is the same when it is read again', () => {
    expect(readProgram(readProgram(BRIEF))).toEqual(readProgram(BRIEF))
  })
})

describe('fields that no brief has', () => {
  it('are named by pointer', () => {
    expect(unknownProgramFields({ ...BRIEF, totalHour: 3, 'a/b~': 1 })).toEqual(['/totalHour', '/a~1b~0'])
    expect(unknownProgramFields(BRIEF)).toEqual([])
    expect(unknownProgramFields('text')).toEqual([])
  })

  it('are named within credits and reference too', () => {
    const reference = { title: 'S', level: 1, units: [{ title: 'a' }, { title: 'b', hour: 2 }] }
    expect(unknownProgramFields({ ...BRIEF, reference, credits: { sytem: 'UK' } })).toEqual([
      '/credits/sytem',
      '/reference/level',
      '/reference/units/1/hour',
    ])
    expect(unknownProgramFields(JSON.parse('{ "__proto__": 1, "constructor": 2 }'))).toEqual([
      '/__proto__',
      '/constructor',
    ])
  })
})
