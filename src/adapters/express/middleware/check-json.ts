import { utf8Length } from '../../../domain/platform/index.js'
import { HttpProblem } from '../http-problem.js'

/** How many objects and arrays may stand inside one another. */
export const MAX_JSON_DEPTH = 32

/** Longer pointers are left out: a body could make the answer as large as itself. */
const MAX_POINTER_LENGTH = 200

/** Names that reach into every object where code copies fields by name. */
const REFUSED_NAMES = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Refuses parsed JSON that is harmful whatever it is for.
 *
 * @throws HttpProblem `too-deep`, `unknown-field`, `invalid-string`
 */
export function checkJson(value: unknown, pointer = '', depth = 1): void {
  if (typeof value === 'string') checkText(value, pointer)
  if (typeof value !== 'object' || value === null) return
  if (depth > MAX_JSON_DEPTH) throw new HttpProblem('too-deep', { detail: `nest at most ${MAX_JSON_DEPTH} levels` })
  for (const [name, part] of Object.entries(value)) {
    checkText(name, pointer)
    const step = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (REFUSED_NAMES.has(name)) throw refusal('unknown-field', step, 'this name is not accepted')
    checkJson(part, step, depth + 1)
  }
}

function checkText(text: string, pointer: string): void {
  if (text.includes('\0')) throw refusal('invalid-string', pointer, 'leave NUL out')
  if (utf8Length(text) === undefined)
    throw refusal('invalid-string', pointer, 'use whole characters, no lone surrogates')
}

function refusal(code: 'unknown-field' | 'invalid-string', pointer: string, detail: string): HttpProblem {
  return new HttpProblem(code, pointer.length > MAX_POINTER_LENGTH ? { detail } : { errors: [{ pointer, detail }] })
}
