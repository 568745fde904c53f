import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { SETTINGS } from '../../src/app/composition/config/config-settings.js'
import { variableAt } from '../../src/app/composition/config/config-variables.js'
import { ERROR_CODES } from '../../src/domain/platform/index.js'

const tableOf = (document: string): readonly (readonly string[])[] =>
  readFileSync(document, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.slice(2, -2).split(' | '))

describe('docs/reference/errors.md', () => {
  it('lists all error codes and their meaning', () => {
    const codes = Object.entries(ERROR_CODES).map(([code, meaning]) => [`\`${code}\``, meaning])
    expect(tableOf('docs/reference/errors.md')).toEqual(codes)
  })
})

describe('docs/reference/configuration.md', () => {
  it('lists every setting that has no variable', () => {
    const inCode = [...SETTINGS.keys()].filter((path) => variableAt(path) === path)
    const [, text = ''] = readFileSync('docs/reference/configuration.md', 'utf8').split('## Settings in code only')
    const listed = [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name)
    expect(listed.sort()).toEqual(inCode.sort())
  })
})

describe('docs/reference/entries.md', () => {
  it('lists all entries of the package', () => {
    const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: { [entry: string]: unknown } }
    const entries = Object.keys(exports).filter((entry) => entry !== './package.json')
    const names = entries.map((entry) => `\`${entry.replace('.', 'curriculum-generator')}\``)
    expect(tableOf('docs/reference/entries.md').map(([name]) => name)).toEqual(names)
  })
})
