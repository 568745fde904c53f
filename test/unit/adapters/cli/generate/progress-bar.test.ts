import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { duration, progressBar } from '../../../../../src/adapters/cli/generate/progress-bar.js'
import { columnsOf } from '../../../../../src/adapters/cli/terminal-text.js'

const view = { percent: 50, message: 'writing the units', elapsedMs: 7000, columns: 80, unicode: true, colour: false }

describe('progressBar', () => {
  it('shows bar, percent, message and time', () => {
    expect(progressBar(view)).toBe(` ${'█'.repeat(15)}${'░'.repeat(15)}  50 % writing the units  7 s`)
  })

  it('is plain where the terminal has ASCII alone', () => {
    expect(progressBar({ ...view, unicode: false })).toContain(` ${'#'.repeat(15)}${'-'.repeat(15)}  50 %`)
  })

  it('colours what is done, if colours are wanted', () => {
    expect(progressBar({ ...view, colour: true })).toContain(`\u001b[36m${'█'.repeat(15)}\u001b[39m░`)
  })

  it.each([
    [0, '░'.repeat(30)],
    [100, '█'.repeat(30)],
    [99.9, `${'█'.repeat(29)}░`],
    [-5, '░'.repeat(30)],
    [120, '█'.repeat(30)],
  ])('at %d', (percent, bar) => expect(progressBar({ ...view, percent })).toContain(` ${bar} `))

  it('gives up the time, then the bar, then the message in a narrow terminal', () => {
    expect(progressBar({ ...view, columns: 52, message: 'm'.repeat(50) })).toBe(
      ` ${'█'.repeat(4)}${'░'.repeat(5)}  50 % ${'m'.repeat(28)}…  7 s`,
    )
    expect(progressBar({ ...view, columns: 24 })).toBe(' 50 % writing the units')
    expect(progressBar({ ...view, columns: 12 })).toBe(' 50 % writ…')
    expect(progressBar({ ...view, columns: 4 })).toBe(' 50')
  })

  it('never fills the line, whatever it shows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 200 }), (message, columns) => {
        expect(columnsOf(progressBar({ ...view, message, columns }))).toBeLessThan(columns)
      }),
    )
  })
})

describe('duration', () => {
  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [125_000, '2 min 5 s'],
  ])('%d ms: %s', (ms, text) => expect(duration(ms)).toBe(text))
})
