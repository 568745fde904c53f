import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { deadLinks, documentsIn, linksOf } from '../support/documentation/markdown.js'

const documents = documentsIn('.')

describe('links', () => {
  it.each(documents)('of %s lead somewhere', (path) => {
    expect(deadLinks(path, existsSync)).toEqual([])
  })

  it('are found, including broken ones', () => {
    const folder = mkdtempSync(join(tmpdir(), 'links-'))
    const text = [
      '# One `two`, three!',
      '[ok](#one-two-three) [web](https://example.org/x) ![ok](here.md "title") [ok]: here.md',
      '[gone](gone.md) [no heading](#four) [no heading](here.md#five) `[code](code.md)`',
      '[defined]: defined.md',
      '<img src="picture.png">',
      '```md',
      '[fenced](fenced.md)',
      '```',
    ].join('\n')
    writeFileSync(join(folder, 'here.md'), text)
    expect(deadLinks(join(folder, 'here.md'), existsSync)).toEqual([
      'gone.md',
      '#four',
      'here.md#five',
      'defined.md',
      'picture.png',
    ])
    rmSync(folder, { recursive: true })
  })
})

describe('the map', () => {
  const mapped = linksOf(readFileSync('docs/README.md', 'utf8')).map((link) => join('docs', link))

  // What lies in the samples is teaching material for a program to read; the map shows it as a whole.
  const ours = documents.filter((path) => path.startsWith('docs/') && !path.startsWith('docs/samples/'))

  it.each(ours.filter((path) => path !== 'docs/README.md'))('shows %s', (path) => {
    expect(mapped).toContain(path)
  })
})

describe('decisions', () => {
  const decisions = readdirSync('docs/adr')

  it.each(decisions)('%s says why, what, what follows and what was turned down', (name) => {
    const text = readFileSync(join('docs/adr', name), 'utf8')
    expect(name).toMatch(/^\d{4}-[a-z0-9-]+\.md$/)
    expect(text).toMatch(new RegExp(`^# ${name.slice(0, 4)} `))
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual(['Context', 'Decision', 'Consequences', 'Rejected'])
  })

  it('are numbered without a gap', () => {
    const numbers = decisions.map((name) => Number(name.slice(0, 4)))
    expect(numbers).toEqual(decisions.map((_, index) => index + 1))
  })
})
