import { describe, expect, it } from '@jest/globals'
import { parseBrief } from '../../../../../src/adapters/cli/generate/brief-file.js'
import { SystemDigest } from '../../../../../src/adapters/system/index.js'
import { isAppError } from '../../../../../src/domain/platform/index.js'

const BRIEF = {
  title: 'Bread',
  audience: 'Adults',
  level: 'introductory',
  totalHours: 6,
  aims: ['Bake a loaf'],
  language: 'en',
}
const read = (value: unknown) =>
  parseBrief(typeof value === 'string' ? value : JSON.stringify(value), 'brief.json', new SystemDigest())

function messageOf(value: unknown): string {
  try {
    read(value)
  } catch (error) {
    if (isAppError(error, 'INVALID_PROGRAM')) return error.message
    throw error
  }
  throw new Error('it was read')
}

describe('parseBrief', () => {
  it('returns the brief and an id from its title, without notes', () => {
    expect(read(BRIEF)).toEqual({ brief: BRIEF, programId: 'bread', notes: [] })
  })

  it('uses the id of the brief', () => {
    expect(read({ ...BRIEF, id: 'bread-2' })).toMatchObject({ programId: 'bread-2', notes: [] })
  })

  it.each(['a b', '', '../x', 7, null])('notes an invalid id: %j', (id) => {
    const { programId, notes } = read({ ...BRIEF, id })
    expect(programId).toBe('bread')
    expect(notes).toEqual([expect.stringContaining('/id is not 1 to 64')])
  })

  it('notes unknown fields', () => {
    expect(read({ ...BRIEF, comment: 'x', 'a/b': 1 }).notes).toEqual([
      '/comment is not a field of a brief and was ignored',
      '/a~1b is not a field of a brief and was ignored',
    ])
  })

  it.each([
    [{ ...BRIEF, credit: 3 }, '/credit', 'credits'],
    [{ ...BRIEF, aims: undefined, aim: ['x'] }, '/aim', 'aims'],
    [{ ...BRIEF, credits: { system: 'ECTS', values: 1 } }, '/credits/values', 'value'],
    [
      { ...BRIEF, reference: { title: 'x', units: [{ title: 'a' }, { title: 'b', topic: ['c'] }] } },
      '/reference/units/1/topic',
      'topics',
    ],
    [{ ...BRIEF, totalHours: undefined, total_hours: 6 }, '/total_hours', 'totalHours'],
    [{ ...BRIEF, language: undefined, Language: 'en' }, '/Language', 'language'],
  ])('rejects a misspelt field: %#', (value, pointer, meant) => {
    expect(messageOf(value)).toContain(`  ${pointer}: unknown field; did you mean ${meant}?`)
  })

  it('reports all problems at once, with the values found', () => {
    const message = messageOf({
      ...BRIEF,
      title: ' ',
      level: 'easy',
      totalHours: '6',
      aims: [],
      langauge: 'en',
      language: undefined,
    })
    expect(message.split('\n')).toEqual([
      'the program brief brief.json cannot be used:',
      '  /title: found an empty text; expected 1 to 200 characters of text without control characters',
      '  /level: found "easy"; expected one of introductory, intermediate, advanced',
      '  /totalHours: found "6"; expected a number from 1 to 10000',
      '  /aims: found a list of 0; expected a list of 1 to 20 aims',
      '  /language: missing; expected a language tag like en or de-AT',
      '  /langauge: unknown field; did you mean language?',
    ])
  })

  it('has the problems in its details', () => {
    expect(() => read({ ...BRIEF, level: 1 })).toThrow(
      expect.objectContaining({
        details: { problems: [{ pointer: '/level', expected: 'one of introductory, intermediate, advanced' }] },
      }),
    )
  })

  it.each([
    ['', 'the program brief brief.json is empty'],
    ['{\n"title": "x",\n}', 'the program brief brief.json:3:1 is not JSON: expected a name in double quotes'],
    ['[]', 'the brief: found a list of 0; expected an object'],
    ['null', 'the brief: found null; expected an object'],
    ['"title"', 'the brief: found "title"; expected an object'],
  ])('%j: %s', (text, message) => expect(messageOf(text)).toContain(message))
})
