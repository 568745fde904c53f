import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { ERROR_MAPPING } from '../../../../src/adapters/express/error-mapping.js'

describe('docs/reference/http.md', () => {
  it('lists every problem as it is answered, and no other', () => {
    const text = readFileSync('docs/reference/http.md', 'utf8')
    const listed = [...text.matchAll(/^\| (\d{3}) \| `([a-z-]+)` \| (.+) \|$/gm)].map(([, ...cells]) => cells)
    expect(listed).toEqual(Object.values(ERROR_MAPPING).map(({ status, code, title }) => [String(status), code, title]))
  })
})
