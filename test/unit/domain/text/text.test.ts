import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  contentWords,
  countSyllables,
  countWords,
  isCutOff,
  isUnbalanced,
  jaccard,
  leadingPronoun,
  markupLeftoverIn,
  normaliseText,
  openReference,
  readingGrade,
  sentencesOf,
  shareWithin,
  stem,
  wordsOf,
} from '../../../../src/domain/text/index.js'

describe('the form in which quotes are compared', () => {
  it.each([
    ['The **staging area**, a `file`', 'the staging area a file'],
    ['See [the guide](https://example.org "Guide") <b>now</b>', 'see the guide now'],
    ['ﬁle №\u00a07 – “done”…', 'file no 7 done'],
    ['snake_case and _emphasis_', 'snake case and emphasis'],
    ['Grüße, Čeština, 日本語', 'grüße čeština 日本語'],
    ['  ...  ', ''],
  ])('%s', (text, normal) => {
    expect(normaliseText(text)).toBe(normal)
  })

  it('is stable: its words are its words again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(wordsOf(wordsOf(text).join(' '))).toEqual(wordsOf(text))
      }),
    )
  })
})

describe('words', () => {
  it('are runs of letters and digits, with inner marks', () => {
    expect(countWords('git add -A -- file.txt, then commit!')).toBe(6)
    expect(countWords("don't count and/or as well-known")).toBe(6)
    expect(countWords(' – ')).toBe(0)
  })

  it('are two characters in a script without spaces', () => {
    expect(countWords('版本控制 is version control')).toBe(5)
    expect(countWords('日本語の文章です')).toBe(4)
  })
})

describe('stems', () => {
  it.each([
    ['commit', 'commits', 'committed', 'committing'],
    ['change', 'changes', 'changed', 'changing'],
    ['copy', 'copies', 'copied', 'copying'],
    ['branch', 'branches', 'branched', 'branching'],
    ['merge', 'merges', 'merged', 'merging'],
    ['add', 'adds', 'added', 'adding'],
    ['class', 'classes'],
    ['repository', 'repositories'],
    ['correct', 'correctly'],
  ])('%s', (...forms) => {
    expect(new Set(forms.map(stem)).size).toBe(1)
  })

  it('keep words apart that only look alike', () => {
    expect(stem('string')).toBe('string')
    expect(stem('status')).toBe('status')
    expect(stem('analysis')).toBe('analysis')
    expect(stem('bus')).toBe('bus')
    expect(stem('general')).not.toBe(stem('generate'))
  })

  it.each(['ab', 'naïve', 'ipv4', 'übungen'])('leave %s unchanged: it is not plain English', (word) => {
    expect(stem(word)).toBe(word)
  })
})

describe('content words', () => {
  it('leave out what carries nothing', () => {
    expect([...contentWords('The changes of a file are in it, and 7 more')]).toEqual(['chang', 'fil', '7'])
    expect([...contentWords('Which term matches', new Set(['term', 'matches']))]).toEqual([])
  })

  it('are compared by overlap', () => {
    const [a, b] = [new Set(['x', 'y', 'z']), new Set(['y', 'z', 'w'])]
    expect(jaccard(a, b)).toBe(0.5)
    expect(jaccard(new Set(), new Set())).toBe(0)
    expect(shareWithin(a, b)).toBeCloseTo(2 / 3)
    expect(shareWithin(new Set(), b)).toBe(1)
  })
})

describe('reading level', () => {
  it('counts syllables', () => {
    expect(['cat', 'table', 'version', 'repository', 'made', 'wanted', 'the'].map(countSyllables)).toEqual([
      1, 2, 2, 5, 1, 2, 1,
    ])
  })

  it('splits sentences at marks and lines', () => {
    expect(sentencesOf('Use e.g. a file. Then stop! "Why?" He asks.\nA heading')).toEqual([
      'Use e.g. a file.',
      'Then stop!',
      '"Why?"',
      'He asks.',
      'A heading',
    ])
  })

  it('rises with long sentences and long words', () => {
    const plain = readingGrade(['The cat sat on the mat. It was a good day.'])
    const hard = readingGrade(['Notwithstanding considerable organizational difficulties, administrators persevered.'])
    expect(plain).toBeLessThan(3)
    expect(hard).toBeGreaterThan(20)
    expect(readingGrade([])).toBe(0)
  })
})

describe('leftover markup', () => {
  it.each([
    'a **bold** word',
    'a [link](x)',
    '# Heading',
    '::: callout',
    'some `code`',
    '<b>bold</b>',
    'a &amp; b',
    'https://example.org',
    'www.example.org',
    'TODO',
    'Hello {{name}}',
    '\ufffd',
    '[term]{#anchor} {#anchor}',
  ])('is found in %s', (text) => {
    expect(markupLeftoverIn(text)).toBeDefined()
  })

  it.each([
    'A file has a name, a size (in bytes) and 2 * 3 blocks.',
    'Run git add <file> in the folder',
    'The ____ keeps changes until the next commit.',
    'Ignore *.dat and results/**',
    'Sales rose by 5 % & fell again – twice',
    'C# and F# run on .NET',
  ])('is not found in %s', (text) => {
    expect(markupLeftoverIn(text)).toBeUndefined()
  })

  it('includes text that breaks off and open quotation marks', () => {
    expect(['It ends with the', 'It ends, ', 'It goes on…', 'It goes on...'].filter(isCutOff)).toHaveLength(4)
    expect(['It ends.', 'Signing in', 'What it is'].filter(isCutOff)).toEqual([])
    expect(isUnbalanced('a "b" and “c”')).toBe(false)
    expect(isUnbalanced('a "b')).toBe(true)
    expect(isUnbalanced('„Sauerteig“ und «pain»')).toBe(false)
    expect(isUnbalanced('„Sauerteig und Brot')).toBe(true)
  })
})

describe('open references', () => {
  it.each([
    'In this lesson we look at files',
    'The table in figure 3 shows it',
    'As shown above, files change',
    'The following example shows a file',
    'See Section 4 for more',
    'We saw earlier that files change',
    'The previous chapter speaks of files',
  ])('are found in: %s', (text) => {
    expect(openReference(text)).toBeDefined()
  })

  it.each([
    'A file lives in a folder',
    'Water freezes below 0 degrees',
    'Which of the following commands shows the history?',
    'A lesson takes an hour',
  ])('are not found in: %s', (text) => {
    expect(openReference(text)).toBeUndefined()
  })

  it('include a pronoun at the beginning', () => {
    expect(['It is a file', 'They change', 'This shows it', 'But these are old'].map(leadingPronoun)).not.toContain(
      undefined,
    )
    expect(['Items are files', 'Thesis work is hard', 'Its'].map(leadingPronoun)).toEqual([undefined, undefined, 'Its'])
  })
})
