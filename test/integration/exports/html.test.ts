import { beforeAll, describe, expect, it } from '@jest/globals'
import { generatedSample } from '../../support/generated-curriculum.js'
import { exported, open, startBrowser } from '../../support/html-browser.js'

startBrowser()

describe('the HTML page', () => {
  let url = ''
  beforeAll(async () => {
    url = await exported(await generatedSample())
  })

  it('opens the quote of a citation in its place, and from there its passage', async () => {
    const { page } = await open(url, {})
    const cited = page.locator('#u1-k1 details.cite')
    expect(await cited.locator('blockquote').isVisible()).toBe(false)
    await cited.locator('summary').click()
    const quote = await cited.locator('blockquote').first().textContent()
    expect(quote).toBe(await page.locator('#u1-k1 > bdi').first().textContent())
    await cited.locator('a').first().click()
    expect(await page.locator('mark:target').textContent()).toBe(quote)
    expect(await page.evaluate(`document.querySelector('mark:target').getBoundingClientRect().top >= 0`)).toBe(true)
    await page.context().close()
  })

  // 658 is the room on A4 between the margins.
  it.each([
    [390, 'screen'],
    [1100, 'screen'],
    [658, 'print'],
  ] as const)('shows the alignment without breaking a word at %d px on %s', async (width, media) => {
    const { page } = await open(url, { viewport: { width, height: 900 } })
    await page.emulateMedia({ media })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    const broken = await page.evaluate(`[...document.querySelectorAll('#alignment-table')].flatMap((caption) =>
      [...caption.parentElement.querySelectorAll('th, td')].filter((cell) => cell.scrollWidth > cell.clientWidth + 1 ||
        getComputedStyle(cell).overflowWrap === 'anywhere').map((cell) => cell.textContent))`)
    expect(broken).toEqual([])
    await page.context().close()
  })

  it('keeps the first column of the alignment in sight while the others scroll', async () => {
    const { page } = await open(url, { viewport: { width: 390, height: 844 } })
    const left = (await page.evaluate(`(() => {
      const scroll = document.querySelector('#alignment-table').closest('.scroll')
      scroll.scrollLeft = scroll.scrollWidth
      const cell = scroll.querySelector('tbody tr:not(.group) th')
      return { moved: scroll.scrollLeft, by: cell.getBoundingClientRect().left - scroll.getBoundingClientRect().left }
    })()`)) as { moved: number; by: number }
    expect(left.moved).toBeGreaterThan(50)
    expect(Math.abs(left.by)).toBeLessThan(1)
    await page.context().close()
  })

  it('shows learners no answers, on the screen and on paper', async () => {
    const { page } = await open(url, {})
    const answers = page.locator('#answers')
    expect(await answers.isVisible()).toBe(true)
    await page.locator('#learner-edition').check()
    for (const media of ['screen', 'print'] as const) {
      await page.emulateMedia({ media })
      expect(await answers.isVisible()).toBe(false)
      expect(await page.locator('#report').isVisible()).toBe(false)
      expect(await page.locator('a[href$="-key"]:visible, .passage a:visible').count()).toBe(0)
      expect(await page.locator('#questions .question').first().isVisible()).toBe(true)
    }
    await page.context().close()
  })

  it('works by keyboard: skip link first, visible focus', async () => {
    const { page } = await open(url, {})
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    expect(await focused.getAttribute('href')).toBe('#main')
    expect(await page.evaluate('document.activeElement.getBoundingClientRect().left >= 0')).toBe(true)
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
    await page.context().close()
  })

  it.each(['A4', 'Letter'])('prints on %s, with and without the quotes', async (format) => {
    const { page } = await open(url, {})
    const pagesOf = async () => (await page.pdf({ format })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
    const all = await pagesOf()
    expect(all).toBeGreaterThan(20)
    expect(all).toBeLessThan(60)
    await page.locator('#print-quotes').uncheck()
    expect(await pagesOf()).toBeLessThan(Math.min(all, 46))
    await page.context().close()
  })

  it('prints first what a teacher needs first: overview and plan before the third page', async () => {
    const { page } = await open(url, { viewport: { width: 658, height: 971 } })
    await page.emulateMedia({ media: 'print' })
    const heights = (await page.evaluate(
      `['top', 'outline', 'plan'].map((id) => document.getElementById(id).offsetHeight)`,
    )) as number[]
    const [top = 0, glance = 0, plan = 0] = heights
    // Two pages in all: the first one has the aims, the units and what to prepare.
    expect(top + glance + plan).toBeLessThan(2 * 971)
    await page.context().close()
  })
})
