import { beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { htmlText } from '../../../../../src/adapters/shared/html.js'
import { anyCodePoint } from '../../../../support/any-code-point.js'
import { PAGE_VALUES, PAGE_VOCABULARY } from '../../../../support/exports/page-vocabulary.js'
import { exportedPage, type PageElement, type ParsedPage, parsedPage } from '../../../../support/exports/parsed-page.js'
import { hostileCurriculum } from '../../../../support/hostile-curriculum.js'
import { smallCurriculum } from '../../../../support/small-curriculum.js'

const HOSTILE = [
  ['a script', '<script>alert(1)</script>'],
  ['an attribute', '"><img src=x onerror=alert(1)>'],
  ['an attribute in single quotes', "' onmouseover='alert(1)"],
  ['the end of the style', '</style><svg onload=alert(1)>'],
  ['the end of the title', '</title><base href=//evil.example>'],
  ['the end of CDATA', ']]><script>alert(1)</script>'],
  ['a comment', '<!-- --!> <!--'],
  ['an entity', '&lt;b&gt; &amp;lt; &#60;b&#62; &nbsp &#0;'],
  ['an override of the direction', 'abc \u202Etxt.exe\u2066 \u05D0\u05D1'],
  ['control characters', 'a\0b\u0001c\u0085d\uFFFEe\uD800f\r\ng\u007F'],
  ['a long word', 'Donaudampfschiff'.repeat(40)],
  ['emoji and combining marks', '👩‍👩‍👧‍👦 e\u0301 \u200B 🏳️‍🌈'],
  ['a link', 'javascript:alert(1) [x](javascript:alert(1)) https://evil.example'],
  ['a template', '{{7*7}} <%= 1 %> $' + '{alert(1)}'],
] as const

/** Names of the parser for attributes of SVG keep their capitals; everything else is in lower case. */
function unexpectedMarkup({ elements }: ParsedPage): readonly string[] {
  return elements.flatMap(({ name, attributes }) => {
    const allowed = Object.hasOwn(PAGE_VOCABULARY, name) ? PAGE_VOCABULARY[name]?.split(' ') : undefined
    if (allowed === undefined) return [`<${name}>`]
    return Object.entries(attributes).flatMap(([attribute, value]) => {
      if (!allowed.includes(attribute)) return [`<${name} ${attribute}>`]
      return (PAGE_VALUES[attribute]?.test(value) ?? true) ? [] : [`<${name} ${attribute}="${value}">`]
    })
  })
}

/** What `value` looks like among text in which white space does not count. */
function squeezed(value: string): string {
  return htmlText(value).replace(/\s+/g, ' ')
}

/** Strings that a page has no use for: ids and references, what only sorts or checks. */
const UNSEEN = new Set('id outcomeId outcomeIds itemIds unitId prerequisites supports verb key added unused'.split(' '))
const UNSEEN_PATHS =
  /^(?:\/curriculum\/(?:sources\/\d+\/title|program\/reference|blueprint)|\/documents\/\d+\/(?:text|author)|\/repairs)/

function seen(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return UNSEEN_PATHS.test(path) ? [] : [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, entry]) => (UNSEEN.has(name) ? [] : seen(entry, `${path}/${name}`)))
}

describe.each(HOSTILE)('%s in every string', (_name, text) => {
  const generated = hostileCurriculum(text)
  let page: ParsedPage
  beforeAll(async () => {
    page = await exportedPage(generated)
  })

  it('makes no element and no attribute of its own', () => {
    expect(unexpectedMarkup(page)).toEqual([])
    expect(page.errors).toEqual([])
  })

  it('appears as text in every place', () => {
    const all = squeezed(page.elements.find(({ name }) => name === 'body')?.text ?? '')
    const strings = seen({ ...generated, report: undefined }).filter(([, value]) => value.includes(text))
    expect(strings.length).toBeGreaterThan(150)
    expect(strings.filter(([, value]) => !all.includes(squeezed(value))).map(([path]) => path)).toEqual([])
  })
})

describe('text that changes its direction', () => {
  it('is isolated in every place', async () => {
    const mark = '\u202E'
    const { elements } = await exportedPage(hostileCurriculum(mark))
    const leaves = elements.filter(
      ({ within, text }) => text.includes(mark) && !within.some((inner) => inner.text.includes(mark)),
    )
    expect(leaves.length).toBeGreaterThan(150)
    const isolated = (element: PageElement) => element.name === 'bdi' || element.around.includes('blockquote')
    expect(leaves.filter((leaf) => !isolated(leaf)).map(({ name, text }) => `${name}: ${text}`)).toEqual([])
  })
})

describe('any text', () => {
  it('stays text', async () => {
    const piece = fc.oneof(
      fc.string({ unit: anyCodePoint, maxLength: 12 }),
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '</',
        '<!--',
        '-->',
        '&#',
        '\0',
        '\r',
        '\u2028',
        '</script',
        '<svg><title>',
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 8 }), async (pieces) => {
        const page = await exportedPage(smallCurriculum(pieces.join('')))
        expect([...unexpectedMarkup(page), ...page.errors]).toEqual([])
      }),
      { numRuns: Number(process.env.EXPORT_RUNS ?? 20) },
    )
  })
})

describe('the check itself', () => {
  it('finds unknown elements, attributes and addresses', () => {
    const page = parsedPage('<!DOCTYPE html><p onclick="x">a</p><script></script><a href="https://a.example">b</a>')
    expect(unexpectedMarkup(page)).toEqual(['<p onclick>', '<script>', '<a href="https://a.example">'])
  })
})
