import { beforeAll, describe, expect, it } from '@jest/globals'
import axe from 'axe-core'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { GeneratedCurriculum } from '../../../src/domain/curriculum/index.js'
import { generatedSample } from '../../support/generated-curriculum.js'
import { hostileCurriculum } from '../../support/hostile-curriculum.js'
import { exported, open, saved, startBrowser } from '../../support/html-browser.js'
import { smallCurriculum } from '../../support/small-curriculum.js'

startBrowser()

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const NARROW = { width: 320, height: 640 }

const HOSTILE = '"><img src=x onerror=alert(1)> \u202E Donaudampfschifffahrt'.repeat(3)

interface PageCase {
  readonly name: string
  readonly make: () => Promise<GeneratedCurriculum>
  /** The same with fewer of each element. */
  readonly makeShort: () => Promise<GeneratedCurriculum>
}

const PAGES: readonly PageCase[] = [
  {
    name: 'the sample on home networks',
    make: generatedSample,
    makeShort: async () => startOf(await generatedSample()),
  },
  {
    name: 'a hostile one',
    make: async () => hostileCurriculum(HOSTILE),
    makeShort: async () => smallCurriculum(HOSTILE),
  },
]

// The time of a check grows with the page. All of it is checked once; colours and width are the same for each of a kind.
const VIEWS: readonly (readonly [string, 'whole' | 'short', BrowserContextOptions])[] = [
  ['on a desk', 'whole', { colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
  ['in the dark', 'short', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
  ['on a phone', 'short', { colorScheme: 'light', viewport: NARROW }],
]

/** Two units with their assessments and one item of each kind. */
function startOf(generated: GeneratedCurriculum): GeneratedCurriculum {
  const { curriculum } = generated
  const units = curriculum.units.slice(0, 2)
  const outcomes = new Set([curriculum.program, ...units].flatMap(({ outcomes }) => outcomes.map(({ id }) => id)))
  const kinds = new Set<string>()
  const items = curriculum.items.filter(({ outcomeId, kind }) => {
    const isFirst = outcomes.has(outcomeId) && !kinds.has(kind)
    if (isFirst) kinds.add(kind)
    return isFirst
  })
  const assessments = curriculum.assessments.filter(({ outcomeIds }) => outcomeIds.some((id) => outcomes.has(id)))
  const skillBook = curriculum.skillBook.filter(({ outcomeIds }) => outcomeIds.some((id) => outcomes.has(id)))
  return { ...generated, curriculum: { ...curriculum, units, items, assessments, skillBook } }
}

/** Rules that do not hold, with what breaks them. */
async function violations(page: Page): Promise<readonly string[]> {
  // The policy of the page lets no script in; axe comes through the debugger, which is above it.
  await page.evaluate(axe.source)
  const found =
    await page.evaluate(`axe.run({ runOnly: { type: 'tag', values: ${JSON.stringify(RULES)} }, resultTypes: ['violations'] })
    .then(({ violations, passes }) => ({ checked: passes.length, broken: violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html.slice(0, 200))) }))`)
  const { checked, broken } = found as { checked: number; broken: readonly string[] }
  expect(checked).toBeGreaterThan(3)
  return broken
}

describe.each(PAGES)('the HTML page of $name', ({ make, makeShort }) => {
  let url = ''
  let short = ''
  beforeAll(async () => {
    url = await exported(await make())
    short = await exported(await makeShort())
  })

  it.each(VIEWS)('has no barrier %s', async (_view, size, view) => {
    const { page } = await open(size === 'whole' ? url : short, view)
    // What is closed is not checked.
    await page.evaluate(`document.querySelectorAll('details').forEach((each) => { each.open = true })`)
    expect(await violations(page)).toEqual([])
    await page.context().close()
  })

  it('logs nothing, loads nothing and runs nothing', async () => {
    const { page, messages, requests } = await open(url, {})
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
    expect(messages).toEqual([])
    expect(requests.filter((request) => request !== 'data:,')).toEqual([url])
    await page.context().close()
  })

  it('does not scroll sideways at 320 px; wide parts scroll by themselves', async () => {
    const { page } = await open(url, { viewport: NARROW })
    await page.evaluate(`document.querySelectorAll('details').forEach((each) => { each.open = true })`)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(NARROW.width)
    const beyond = await page.evaluate(`[...document.querySelectorAll('body *')]
      .filter((each) => !each.closest('.scroll, .skip, .hidden, svg') && each.getBoundingClientRect().right > ${NARROW.width} + 0.5)
      .map((each) => each.outerHTML.slice(0, 120))`)
    expect(beyond).toEqual([])
    await page.context().close()
  })
})

describe('the check itself', () => {
  it('finds a barrier, a request and a script', async () => {
    const bad = '<!DOCTYPE html><title>x</title><img src="http://127.0.0.1:9/x.png"><script>console.log("ran")</script>'
    const { page, messages, requests } = await open(saved(bad), {})
    expect((await violations(page)).join('\n')).toMatch(/image-alt[\s\S]*html-has-lang|html-has-lang[\s\S]*image-alt/)
    expect(messages).toContain('ran')
    expect(requests).toContain('http://127.0.0.1:9/x.png')
    await page.context().close()
  })
})
