import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { AppError, deepFreeze, toJson, toSnapshot } from '../../../../src/domain/platform/index.js'

/** What is thrown by `run`, which has to be an AppError. */
function refusalOf(run: () => unknown): AppError {
  try {
    run()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

function isDeeplyFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  return Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen)
}

/** Anything JSON.stringify accepts or leaves out, with dates, NaN, undefined, sparse corners and odd keys. */
const anything = fc.anything({ withDate: true, withNullPrototype: true, withUnicodeString: true, maxDepth: 4 })

describe('toJson and toSnapshot', () => {
  it('give the result of JSON.parse(JSON.stringify(x)), or throw', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const text = JSON.stringify(value)
        fc.pre(text !== undefined)
        expect(toJson(value)).toBe(text)
        expect(toSnapshot(value)).toEqual(JSON.parse(text))
      }),
    )
  })

  it('give a deeply frozen copy that shares nothing with the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const snapshot = toSnapshot(value)
        expect(isDeeplyFrozen(snapshot)).toBe(true)
        if (typeof value === 'object' && value !== null) {
          expect(snapshot).not.toBe(value)
          expect(Object.isFrozen(value)).toBe(false)
        }
      }),
    )
  })

  it.each([
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [Number.NaN, null],
    [-0, 0],
    [{ a: undefined, b: 1 }, { b: 1 }],
    [
      [undefined, Number.POSITIVE_INFINITY],
      [null, null],
    ],
    [{ toJSON: () => 'own form' }, 'own form'],
  ])('convert %p as one JSON round trip', (value, kept) => {
    expect(toSnapshot(value)).toEqual(kept)
  })

  it('keep a property named __proto__ as a property', () => {
    const snapshot = toSnapshot(JSON.parse('{"__proto__":{"admin":true}}'))
    expect(Object.keys(snapshot as object)).toEqual(['__proto__'])
    expect((snapshot as { admin?: boolean }).admin).toBeUndefined()
  })

  it('accept the same part twice, which is not a cycle', () => {
    const part = { a: 1 }
    expect(toSnapshot({ x: part, y: [part, part] })).toEqual({ x: part, y: [part, part] })
  })

  const cycle: { deep: { self?: unknown }[] } = { deep: [{}] }
  Object.assign(cycle.deep[0] ?? {}, { self: cycle })
  it.each([
    ['undefined at the top', undefined, '', 'undefined'],
    ['a function', () => 1, '', 'a function'],
    ['a symbol deep down', { a: [0, { 'b/c~d': Symbol('s') }] }, '/a/1/b~1c~0d', 'a symbol'],
    ['a BigInt', { n: 1n }, '/n', 'a bigint'],
    ['a function after a finished object', { a: { x: 1 }, b: { y: () => 1 } }, '/b/y', 'a function'],
    ['a cycle', cycle, '/deep/0/self', 'a cycle'],
  ])('reject %s with its JSON pointer', (_, value, pointer, found) => {
    const error = refusalOf(() => toJson(value, 'thing'))
    expect(error.code).toBe('UNSERIALISABLE')
    expect(error.details).toEqual({ pointer, found })
    expect(error.message).toBe(`thing${pointer} is ${found}`)
    expect(error.hint).toBeTruthy()
  })

  it('reject a part that throws while it is serialised, with its error as the cause', () => {
    const fault = new Error('no form')
    const error = refusalOf(() =>
      toJson({
        a: {
          toJSON: () => {
            throw fault
          },
        },
      }),
    )
    expect(error.code).toBe('UNSERIALISABLE')
    expect(error.cause).toBe(fault)
  })

  it.each([500, 5_000, 100_000])('do not fail at a depth of %i', (depth) => {
    let value: unknown = 1
    for (let level = 0; level < depth; level++) value = [value]
    try {
      toSnapshot(value)
    } catch (error) {
      expect(error).toBeInstanceOf(AppError)
    }
  })
})

describe('deepFreeze', () => {
  it('freezes below parts that are not frozen and returns the value', () => {
    const value = { a: [{ b: 1 }] }
    expect(deepFreeze(value)).toBe(value)
    expect(isDeeplyFrozen(value)).toBe(true)
  })
})
