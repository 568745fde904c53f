import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { HtmlExporter } from '../../../src/adapters/exports/index.js'
import type { GeneratedCurriculum } from '../../../src/domain/curriculum/index.js'
import { findChromium } from '../../support/find-chromium.js'
import { generatedSample } from '../../support/generated-curriculum.js'
import { hostileCurriculum } from '../../support/hostile-curriculum.js'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const NARROW = { width: 320, height: 640 }

const PAGES: readonly (readonly [string, () => Promise<GeneratedCurriculum>])[] = [
  ['the sample on home networks', generatedSample],
  [
    'a hostile one',
    async () => hostileCurriculum('"><img src=x onerror=alert(1)> \u202E Donaudampfschifffahrt'.repeat(3)),
  ],
]
const VIEWS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['on a desk', { colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
  ['in the dark', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
  ['on a phone', { colorScheme: 'light', viewport: NARROW }],
]

let folder = ''
let browser: Browser

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'curriculum-html-'))
  browser = await chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    timeout: 60_000,
  })
}, 400_000)

afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What a page did beside showing itself. */
interface Opened {
  readonly page: Page
  readonly told: readonly string[]
  readonly requests: readonly string[]
}

async function open(url: string, view: BrowserContextOptions): Promise<Opened> {
  const context = await browser.newContext({ ...view, offline: true })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const told: string[] = []
  const requests: string[] = []
  page.on('console', (message) => told.push(message.text()))
  page.on('pageerror', (error) => told.push(String(error)))
  page.on('dialog', (dialog) => {
    told.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(url)
  return { page, told, requests }
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

describe.each(PAGES)('the HTML page of %s', (_name, make) => {
  let url = ''
  beforeAll(async () => {
    const [file] = await new HtmlExporter().export(await make())
    if (file === undefined) throw new Error('nothing was exported')
    const path = join(folder, file.name)
    writeFileSync(path, file.bytes)
    url = pathToFileURL(path).href
  }, 60_000)

  it.each(VIEWS)(
    'has no barrier %s',
    async (_view, view) => {
      const { page } = await open(url, view)
      // What is closed is not checked.
      await page.evaluate(`document.querySelectorAll('details').forEach((each) => { each.open = true })`)
      expect(await violations(page)).toEqual([])
      await page.context().close()
    },
    120_000,
  )

  it('says nothing, loads nothing and runs nothing', async () => {
    const { page, told, requests } = await open(url, {})
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
    expect(told).toEqual([])
    expect(requests.filter((request) => request !== 'data:,')).toEqual([url])
    await page.context().close()
  }, 60_000)

  it('does not scroll sideways at 320 px, and what is wide scrolls by itself', async () => {
    const { page } = await open(url, { viewport: NARROW })
    await page.evaluate(`document.querySelectorAll('details').forEach((each) => { each.open = true })`)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(NARROW.width)
    const beyond = await page.evaluate(`[...document.querySelectorAll('body *')]
      .filter((each) => !each.closest('.wide, .skip, .hidden, svg') && each.getBoundingClientRect().right > ${NARROW.width} + 0.5)
      .map((each) => each.outerHTML.slice(0, 120))`)
    expect(beyond).toEqual([])
    await page.context().close()
  }, 60_000)
})

describe('the HTML page', () => {
  let url = ''
  beforeAll(async () => {
    const [file] = await new HtmlExporter().export(await generatedSample())
    writeFileSync(join(folder, 'sample.html'), file?.bytes ?? '')
    url = pathToFileURL(join(folder, 'sample.html')).href
  }, 60_000)

  it('opens the passage of a citation where the link is followed', async () => {
    const { page } = await open(url, {})
    await page.locator('#u1-k1 .cite a').click()
    const [shown, marked] = await Promise.all([
      page.locator('mark:target').textContent(),
      page.locator('#u1-k1 bdi').first().textContent(),
    ])
    expect(shown).toBe(marked)
    expect(await page.evaluate(`document.querySelector('mark:target').getBoundingClientRect().top >= 0`)).toBe(true)
    await page.context().close()
  }, 60_000)

  // 658 is the room on A4 between the margins.
  it.each([
    [1024, 'screen'],
    [1100, 'screen'],
    [1280, 'screen'],
    [658, 'print'],
  ] as const)(
    'shows all of each matrix at %d px on %s',
    async (width, media) => {
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
    },
    60_000,
  )

  it('shows learners no answers, on the screen and on paper', async () => {
    const { page } = await open(url, {})
    const answers = page.locator('#answers')
    expect(await answers.isVisible()).toBe(true)
    await page.locator('#learner-edition').check()
    for (const media of ['screen', 'print'] as const) {
      await page.emulateMedia({ media })
      expect(await answers.isVisible()).toBe(false)
      expect(await page.locator('#quality').isVisible()).toBe(false)
      expect(await page.locator('a[href$="-key"]:visible, .passage a:visible').count()).toBe(0)
      expect(await page.locator('#questions .question').first().isVisible()).toBe(true)
    }
    await page.context().close()
  }, 60_000)

  it('is moved through by keyboard, the way past the contents first, with the focus in sight', async () => {
    const { page } = await open(url, {})
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    expect(await focused.getAttribute('href')).toBe('#main')
    expect(await page.evaluate('document.activeElement.getBoundingClientRect().left >= 0')).toBe(true)
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
    await page.context().close()
  }, 60_000)

  it.each(['A4', 'Letter'])(
    'prints on %s',
    async (format) => {
      const { page } = await open(url, {})
      const pdf = await page.pdf({ format })
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
      expect(pages).toBeGreaterThan(20)
      expect(pages).toBeLessThan(90)
      await page.context().close()
    },
    120_000,
  )
})

describe('the check itself', () => {
  it('finds a barrier, a request and a script', async () => {
    const path = join(folder, 'bad.html')
    writeFileSync(
      path,
      '<!DOCTYPE html><title>x</title><img src="http://127.0.0.1:9/x.png"><script>console.log("ran")</script>',
    )
    const { page, told, requests } = await open(pathToFileURL(path).href, {})
    expect((await violations(page)).join('\n')).toMatch(/image-alt[\s\S]*html-has-lang|html-has-lang[\s\S]*image-alt/)
    expect(told).toContain('ran')
    expect(requests).toContain('http://127.0.0.1:9/x.png')
    await page.context().close()
  }, 60_000)
})
