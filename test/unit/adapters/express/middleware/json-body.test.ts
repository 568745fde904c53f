import { describe, expect, it } from '@jest/globals'
import { checkJson, MAX_JSON_DEPTH } from '../../../../../src/adapters/express/middleware/json-body.js'
import { HttpProblem } from '../../../../../src/adapters/express/problem-details.js'

function refusalOf(text: string): HttpProblem | undefined {
  try {
    checkJson(JSON.parse(text))
    return undefined
  } catch (error) {
    if (error instanceof HttpProblem) return error
    throw error
  }
}

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

describe('checkJson', () => {
  it.each(['null', '0', '""', '[]', '{}', '{"a":[{"b":"text 😀 ä"}],"to":{"string":1}}'])('accepts %s', (text) => {
    expect(refusalOf(text)).toBeUndefined()
  })

  it('accepts 32 levels and refuses 33', () => {
    expect(refusalOf(nested(MAX_JSON_DEPTH))).toBeUndefined()
    expect(refusalOf(nested(MAX_JSON_DEPTH + 1))?.code).toBe('too-deep')
    expect(refusalOf(`{"a":${nested(MAX_JSON_DEPTH)}}`)?.code).toBe('too-deep')
  })

  it('survives nesting that no stack would hold', () => {
    expect(refusalOf(nested(100_000))?.code).toBe('too-deep')
  })

  it.each(['__proto__', 'constructor', 'prototype', '\\u005f_proto__'])('refuses the name %s at any depth', (name) => {
    expect(refusalOf(`{"${name}":1}`)?.code).toBe('unknown-field')
    const refusal = refusalOf(`{"a/b":[{"~":{"${name}":1}}]}`)
    expect(refusal?.code).toBe('unknown-field')
    expect(refusal?.errors?.[0]?.pointer).toBe(`/a~1b/0/~0/${name.replace('\\u005f', '_')}`)
  })

  it.each(['\\u0000', 'a\\u0000b', '\\ud800', 'x\\udc00y', '\\ud800\\ud800'])(
    'refuses %s in a value and in a name',
    (text) => {
      const value = refusalOf(`{"a":["${text}"]}`)
      expect([value?.code, value?.errors?.[0]?.pointer]).toEqual(['invalid-string', '/a/0'])
      const name = refusalOf(`{"a":{"${text}":1}}`)
      expect([name?.code, name?.errors?.[0]?.pointer]).toEqual(['invalid-string', '/a'])
    },
  )

  it('leaves a pointer out that is longer than any real one', () => {
    const refusal = refusalOf(`{"${'a'.repeat(1_000)}":"\\u0000"}`)
    expect(refusal?.errors).toBeUndefined()
    expect(refusal?.detail).toBe('remove NUL')
  })
})
