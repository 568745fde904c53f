import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { SystemDigest } from '../../../../src/adapters/system/index.js'
import { isProgramId, programIdFrom } from '../../../../src/domain/curriculum/index.js'
import { anyCodePoint } from '../../../support/any-code-point.js'

const digest = new SystemDigest()
const idOf = (title: string) => programIdFrom(title, (text) => digest.sha256(text))

describe('programIdFrom', () => {
  it.each([
    ['Running a Home Network', 'running-a-home-network'],
    ['  C++ & Rust: 2nd edition! ', 'c-rust-2nd-edition'],
    ['Größere Übungen für Fortgeschrittene', 'grossere-ubungen-fur-fortgeschrittene'],
    ['Łódź, Ærø, Þingvellir', 'lodz-aero-thingvellir'],
    ['../../etc/passwd', 'etc-passwd'],
    [
      'a title that goes on for much longer than any id can be, so that words are left out',
      'a-title-that-goes-on-for-much-longer-than-any-id-can-be-so-that',
    ],
    ['x'.repeat(200), 'x'.repeat(64)],
  ])('%s: %s', (title, id) => expect(idOf(title)).toBe(id))

  it.each([
    ['Основы сетей', /^program-[0-9a-f]{8}$/],
    ['家庭网络入门', /^program-[0-9a-f]{8}$/],
    ['Введение в Git', /^git-[0-9a-f]{8}$/],
    ['!!!', /^program-[0-9a-f]{8}$/],
    ['', /^program-[0-9a-f]{8}$/],
    ['🙂', /^program-[0-9a-f]{8}$/],
  ])('%s: distinct by a digest', (title, id) => expect(idOf(title)).toMatch(id))

  it('distinguishes titles of other scripts, but not two encodings of the same letters', () => {
    expect(idOf('Основы сетей')).not.toBe(idOf('Основы баз данных'))
    expect(idOf('Основы Й')).toBe(idOf('Основы Й'.normalize('NFD')))
  })

  it('is a valid id for any title', () => {
    fc.assert(fc.property(fc.string({ unit: anyCodePoint }), (title) => isProgramId(idOf(title))))
  })
})

describe('isProgramId', () => {
  it.each(['a', 'A.b_c-9', '2024', 'x'.repeat(64)])('takes %s', (id) => expect(isProgramId(id)).toBe(true))

  it.each(['', '.', '..', '.hidden', '-x', 'a b', 'a/b', 'ä', 'x'.repeat(65), 'a\n', 7, null, undefined])(
    'rejects %j',
    (id) => expect(isProgramId(id)).toBe(false),
  )
})
