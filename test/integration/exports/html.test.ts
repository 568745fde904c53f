import { beforeAll, describe, expect, it } from '@jest/globals'
import { generatedSample } from '../../support/generated-curriculum.js'
import { exported, open, startBrowser } from '../../support/html-browser.js'

startBrowser()

describe('the HTML page', () => {
  let url = ''
  beforeAll(async () => {
    url = await exported(await generatedSample())
  })

  it('opens the passage of a citation', async () => {
    const { page } = await open(url, {})
    await page.locator('#u1-k1 .cite a').click()
    const [shown, marked] = await Promise.all([
      page.locator('mark:target').textContent(),
      page.locator('#u1-k1 bdi').first().textContent(),
    ])
    expect(shown).toBe(marked)
    expect(await page.evaluate(`document.querySelector('mark:target').getBoundingClientRect().top >= 0`)).toBe(true)
    await page.context().close()
  })

  // 658 is the room on A4 between the margins.
  it.each([
    [1024, 'screen'],
    [1100, 'screen'],
    [1280, 'screen'],
    [658, 'print'],
  ] as const)('shows all of each matrix at %d px on %s', async (width, media) => {
    const { page } = await open(url, { viewport: { width, height: 900 } })
    await page.emulateMedia({ media })
    const found = (await page.evaluate(`[...document.querySelectorAll('svg.matrix[role]')].map((drawing) => {
        const edge = drawing.getBoundingClientRect().right
        const within = [...drawing.querySelectorAll('text, path, rect, circle, line')]
        return {
          parts: within.length,
          beyond: within.filter((each) => each.getBoundingClientRect().right > edge + 0.5).length,
          hidden: drawing.parentElement.scrollWidth - drawing.parentElement.clientWidth,
          right: edge,
        }
      })`)) as { parts: number; beyond: number; hidden: number; right: number }[]
    expect(found.length).toBeGreaterThan(6)
    for (const { parts, beyond, hidden, right } of found) {
      expect(parts).toBeGreaterThan(50)
      expect([beyond, hidden]).toEqual([0, 0])
      expect(right).toBeLessThanOrEqual(width)
    }
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

  it.each(['A4', 'Letter'])('prints on %s', async (format) => {
    const { page } = await open(url, {})
    const pdf = await page.pdf({ format })
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
    expect(pages).toBeGreaterThan(20)
    expect(pages).toBeLessThan(90)
    await page.context().close()
  })
})
