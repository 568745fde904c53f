import { beforeEach, describe, expect, it } from '@jest/globals'
import { ProgressDisplay } from '../../../../../src/adapters/cli/generate/progress-display.js'
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

  it('redraws one line, and at most ten times a second', async () => {
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

  it('shows the last state although it came too soon after another', async () => {
    const { output, display } = start()
    display.show(units(1))
    display.show(units(2))
    expect(output.written).toHaveLength(1)
    await clock.advance(100)
    expect(output.written.at(-1)).toContain('writing unit 2')
  })

  it('lets the time go on while nothing else happens', async () => {
    const { output, display } = start()
    display.show(units(1))
    await clock.advance(3000)
    expect(output.written.at(-1)).toContain('3 s')
  })

  it('goes back over the rows into which a narrower terminal wraps the line', async () => {
    const { output, display } = start()
    display.show({ stage: 'units', percent: 1, message: 'x'.repeat(80) })
    output.columns = 30
    await clock.advance(1000)
    expect(output.written.at(-1)?.startsWith('\u001b[1A\r\u001b[J')).toBe(true)
  })

  it('is gone at the end, and stays so', async () => {
    const { output, display } = start()
    display.show(units(1))
    display.end()
    expect(output.written.at(-1)).toBe('\r\u001b[J')
    const { length } = output.written
    await clock.advance(5000)
    display.end()
    expect(output.written).toHaveLength(length)
  })

  it('cannot be steered by what a message holds', async () => {
    const { output, display } = start()
    display.show({ stage: 'retrieve', percent: 1, message: 'reading \u001b[2J.md\n' })
    expect(output.written.join('')).toContain('reading  [2J.md')
  })

  it('colours unless NO_COLOR asks for none, and is ASCII where the locale is', async () => {
    const { output, display } = start({ NO_COLOR: '', LANG: 'C' })
    display.show(units(50))
    expect(output.written[0]).toContain('\u001b[36m#')
  })
})

describe('ProgressDisplay elsewhere', () => {
  it.each([
    ['a file', new Output(false), env],
    ['a dumb terminal', new Output(true), { ...env, TERM: 'dumb' }],
  ])('%s gets a line for each stage, and nothing else', async (_name, output, environment) => {
    const display = new ProgressDisplay({ output, clock, env: environment })
    display.show({ stage: 'validate', percent: 5, message: 'checking the brief' })
    for (const percent of [30, 40, 50]) display.show(units(percent))
    await clock.advance(5000)
    display.end()
    expect(output.written).toEqual(['  5 %  checking the brief\n', ' 30 %  writing unit 30\n'])
  })
})
