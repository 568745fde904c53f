import { beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { duration, ProgressDisplay, progressBar } from '../../../../../src/adapters/cli/generate/progress-display.js'
import { displayWidth } from '../../../../../src/adapters/cli/terminal-text.js'
import { ManualClock } from '../../../../support/manual-clock.js'

class Output {
  readonly written: string[] = []
  columns = 60
  constructor(readonly isTTY: boolean) {}
  write(text: string): void {
    this.written.push(text)
  }
}

const env = { LANG: 'C.UTF-8', NO_COLOR: '1' }
const units = (percent: number) => ({ stage: 'units', percent, message: `writing unit ${percent}` })
let clock: ManualClock
beforeEach(() => {
  clock = new ManualClock()
})

describe('ProgressDisplay on a terminal', () => {
  const start = (more = {}) => {
    const output = new Output(true)
    return { output, display: new ProgressDisplay({ output, clock, env: { ...env, ...more } }) }
  }

  it('redraws one line, at most ten times a second', async () => {
    const { output, display } = start()
    for (let percent = 0; percent < 100; percent++) {
      display.show(units(percent))
      await clock.advance(10)
    }
    expect(output.written.length).toBeGreaterThanOrEqual(9)
    expect(output.written.length).toBeLessThanOrEqual(11)
    for (const text of output.written) {
      expect(text.startsWith('\r\u001b[J')).toBe(true)
      expect(text).not.toContain('\n')
    }
  })

  it('shows the last state if two follow quickly', async () => {
    const { output, display } = start()
    display.show(units(1))
    display.show(units(2))
    expect(output.written).toHaveLength(1)
    await clock.advance(100)
    expect(output.written.at(-1)).toContain('writing unit 2')
  })

  it('updates the time while nothing else happens', async () => {
    const { output, display } = start()
    display.show(units(1))
    await clock.advance(3000)
    expect(output.written.at(-1)).toContain('3 s')
  })

  it('clears the rows into which a narrower terminal wraps the line', async () => {
    const { output, display } = start()
    display.show({ stage: 'units', percent: 1, message: 'x'.repeat(80) })
    output.columns = 30
    await clock.advance(1000)
    expect(output.written.at(-1)?.startsWith('\u001b[1A\r\u001b[J')).toBe(true)
  })

  it('is removed at the end', async () => {
    const { output, display } = start()
    display.show(units(1))
    display.end()
    expect(output.written.at(-1)).toBe('\r\u001b[J')
    const { length } = output.written
    await clock.advance(5000)
    display.end()
    expect(output.written).toHaveLength(length)
  })

  it('removes control characters from messages', async () => {
    const { output, display } = start()
    display.show({ stage: 'retrieve', percent: 1, message: 'reading \u001b[2J.md\n' })
    expect(output.written.join('')).toContain('reading  [2J.md')
  })

  it('has no colour with NO_COLOR, and uses ASCII with an ASCII locale', async () => {
    const { output, display } = start({ NO_COLOR: '', LANG: 'C' })
    display.show(units(50))
    expect(output.written[0]).toContain('\u001b[36m#')
  })
})

describe('ProgressDisplay without a terminal', () => {
  it.each([
    ['a file', new Output(false), env],
    ['a dumb terminal', new Output(true), { ...env, TERM: 'dumb' }],
  ])('%s gets one line for each stage', async (_name, output, environment) => {
    const display = new ProgressDisplay({ output, clock, env: environment })
    display.show({ stage: 'validate', percent: 5, message: 'checking the brief' })
    for (const percent of [30, 40, 50]) display.show(units(percent))
    await clock.advance(5000)
    display.end()
    expect(output.written).toEqual(['  5 %  checking the brief\n', ' 30 %  writing unit 30\n'])
  })
})

const view = { percent: 50, message: 'writing the units', elapsedMs: 7000, columns: 80, unicode: true, colour: false }

describe('progressBar', () => {
  it('shows bar, percent, message and time', () => {
    expect(progressBar(view)).toBe(` ${'█'.repeat(15)}${'░'.repeat(15)}  50 % writing the units  7 s`)
  })

  it('uses ASCII if the terminal has no Unicode', () => {
    expect(progressBar({ ...view, unicode: false })).toContain(` ${'#'.repeat(15)}${'-'.repeat(15)}  50 %`)
  })

  it('colours the done part', () => {
    expect(progressBar({ ...view, colour: true })).toContain(`\u001b[36m${'█'.repeat(15)}\u001b[39m░`)
  })

  it.each([
    [0, '░'.repeat(30)],
    [100, '█'.repeat(30)],
    [99.9, `${'█'.repeat(29)}░`],
    [-5, '░'.repeat(30)],
    [120, '█'.repeat(30)],
  ])('at %d', (percent, bar) => expect(progressBar({ ...view, percent })).toContain(` ${bar} `))

  it('drops the time, then the bar, then cuts the message in a narrow terminal', () => {
    expect(progressBar({ ...view, columns: 52, message: 'm'.repeat(50) })).toBe(
      ` ${'█'.repeat(4)}${'░'.repeat(5)}  50 % ${'m'.repeat(28)}…  7 s`,
    )
    expect(progressBar({ ...view, columns: 24 })).toBe(' 50 % writing the units')
    expect(progressBar({ ...view, columns: 12 })).toBe(' 50 % writ…')
    expect(progressBar({ ...view, columns: 4 })).toBe(' 50')
  })

  it('is always narrower than the terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 200 }), (message, columns) => {
        expect(displayWidth(progressBar({ ...view, message, columns }))).toBeLessThan(columns)
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
