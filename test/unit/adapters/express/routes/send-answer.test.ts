import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { mediaTypeOf } from '../../../../../src/adapters/express/routes/document-media-types.js'
import { Links } from '../../../../../src/adapters/express/routes/links.js'
import { attachment, matches } from '../../../../../src/adapters/express/routes/send-answer.js'

describe('attachment', () => {
  it.each([
    ['notes.md', `attachment; filename="notes.md"; filename*=UTF-8''notes.md`],
    ['part-1/notes.md', `attachment; filename="notes.md"; filename*=UTF-8''notes.md`],
    ['Übung.md', `attachment; filename="_bung.md"; filename*=UTF-8''%C3%9Cbung.md`],
    ['a"; filename=x.exe', `attachment; filename="a__ filename_x.exe"; filename*=UTF-8''a%22%3B%20filename%3Dx.exe`],
    ["it's (1)*.md", `attachment; filename="it_s (1)_.md"; filename*=UTF-8''it%27s%20%281%29%2A.md`],
    ['a\r\nSet-Cookie: x', `attachment; filename="a__Set-Cookie_ x"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x`],
    ['folder/', `attachment; filename="download"; filename*=UTF-8''`],
    ['\ud800', `attachment; filename="_"; filename*=UTF-8''%EF%BF%BD`],
  ])('%j', (name, header) => expect(attachment(name)).toBe(header))

  it('is a header of visible ASCII for any name, and gives the name back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const header = attachment(name)
        expect(header).toMatch(/^attachment; filename="[\w.() -]+"; filename\*=UTF-8''[\x21-\x7e]*$/)
        const base = name.slice(name.lastIndexOf('/') + 1)
        expect(decodeURIComponent(header.slice(header.indexOf("''") + 2))).toBe(Buffer.from(base).toString())
      }),
    )
  })
})

describe('matches', () => {
  it.each([
    ['"a"', true],
    ['*', true],
    [' * ', true],
    ['"b", "a"', true],
    ['W/"a"', true],
    ['"b"', false],
    ['a', false],
    ['', false],
    ['"a', false],
    ['"A"', false],
    [undefined, false],
  ])('%j: %j', (list, expected) => expect(matches(list, '"a"')).toBe(expected))
})

describe('mediaTypeOf', () => {
  it.each([
    ['a.md', 'text/markdown'],
    ['A.MD', 'text/markdown'],
    ['a.html', 'text/html'],
    ['a.pdf', 'application/pdf'],
    ['a.svg', 'application/octet-stream'],
    ['a', 'application/octet-stream'],
    ['md', 'application/octet-stream'],
    ['a.constructor', 'application/octet-stream'],
    ['a.md\r\nx', 'application/octet-stream'],
  ])('%j: %s', (name, type) => expect(mediaTypeOf(name)).toBe(type))
})

describe('Links', () => {
  it.each([
    ['', undefined, '/x', '/'],
    ['/curricula', undefined, '/curricula/x', '/curricula'],
    ['', 'https://example.org', '/x', 'https://example.org'],
    ['/curricula', 'https://example.org/app', '/app/curricula/x', 'https://example.org/app/curricula'],
    ['/a"><b> c', undefined, '/a%22%3E%3Cb%3E%20c/x', '/a%22%3E%3Cb%3E%20c'],
    ['/%C3%A4', undefined, '/%C3%A4/x', '/%C3%A4'],
  ])('under %j with the public URL %j', (mount, publicUrl, link, base) => {
    const links = new Links(mount, publicUrl)
    expect([links.to('/x'), links.base]).toEqual([link, base])
  })
})
