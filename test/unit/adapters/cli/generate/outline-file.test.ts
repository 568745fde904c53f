import { describe, expect, it } from '@jest/globals'
import { parseOutline } from '../../../../../src/adapters/cli/generate/outline-file.js'

const read = (value: unknown) =>
  parseOutline(typeof value === 'string' ? value : JSON.stringify(value), 'outline.json', 12)

describe('parseOutline', () => {
  const outline = [{ title: 'Dough', documents: ['dough.md'], hours: 4 }, { title: 'Ovens' }]

  it('reads the outline of a proposal, of a brief, or the list alone', () => {
    const placement = { reason: 'x', confidence: 1 }
    expect(read({ placement, outline: outline.map((unit) => ({ ...unit, placement })), notInUnits: [] })).toEqual({
      outline,
      notes: [],
    })
    expect(read(outline)).toEqual({ outline, notes: [] })
  })

  it('notes other fields', () => {
    expect(read({ outline: [{ title: 'Dough', colour: 'red' }, ...outline.slice(1)] }).notes).toEqual([
      '/outline/0/colour is not a field of an outline and was ignored',
    ])
  })

  it.each([
    ['', 'the outline outline.json is empty'],
    ['[{]', 'the outline outline.json:1:3 is not JSON'],
    [{ units: [] }, '/outline: missing; expected a list of 1 to'],
    [[], '/outline: found a list of 0'],
    [[{ title: 'A', document: ['a.md'] }], '/outline/0/document: unknown field; did you mean documents?'],
    [[{ title: 'A', hours: '2' }], '/outline/0/hours: found "2"; expected a number'],
    [[{ title: 'A', hours: 13 }, { title: 'B' }], '/outline: found a list of 2; expected hours that add up to less'],
  ])('rejects %j', (value, message) => {
    expect(() => read(value)).toThrow(
      expect.objectContaining({ code: 'INVALID_PROGRAM', message: expect.stringContaining(message) }),
    )
  })
})
