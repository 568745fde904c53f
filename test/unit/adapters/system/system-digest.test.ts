import { describe, expect, it } from '@jest/globals'
import { SystemDigest } from '../../../../src/adapters/system/index.js'

describe('SystemDigest', () => {
  const digest = new SystemDigest()

  it('returns the SHA-256 of "abc" of FIPS 180-2', () => {
    expect(digest.sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  it('reads a text as its UTF-8 bytes', () => {
    expect(digest.sha256('Zürich')).toBe(digest.sha256(Buffer.from('Zürich', 'utf8')))
  })
})
