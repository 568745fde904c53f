import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll } from '@jest/globals'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { HtmlExporter } from '../../src/adapters/exports/index.js'
import type { GeneratedCurriculum } from '../../src/domain/curriculum/index.js'
import { findChromium } from './find-chromium.js'

/** Longer than a test may take: that a browser hangs is for the timeout of the test to find. */
const PATIENCE_MS = 180_000
/** Chromium may have to be installed first. */
const INSTALLATION_MS = 400_000

let folder = ''
let browser: Browser

/** Starts a browser for all tests of the file. */
export function startBrowser(): void {
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
      timeout: PATIENCE_MS,
    })
  }, INSTALLATION_MS)

  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })
}

/** Side effects of a page: console output, errors, requests. */
export interface Opened {
  readonly page: Page
  readonly messages: readonly string[]
  readonly requests: readonly string[]
}

export async function open(url: string, view: BrowserContextOptions): Promise<Opened> {
  const context = await browser.newContext({ ...view, offline: true })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  page.setDefaultNavigationTimeout(PATIENCE_MS)
  const messages: string[] = []
  const requests: string[] = []
  page.on('console', (message) => messages.push(message.text()))
  page.on('pageerror', (error) => messages.push(String(error)))
  page.on('dialog', (dialog) => {
    messages.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(url)
  return { page, messages, requests }
}

/** The address of a page in a file of its own. */
export function saved(html: Uint8Array | string): string {
  const path = join(mkdtempSync(join(folder, 'page-')), 'page.html')
  writeFileSync(path, html)
  return pathToFileURL(path).href
}

/** The address of the page of a curriculum. */
export async function exported(generated: GeneratedCurriculum): Promise<string> {
  const [file] = await new HtmlExporter().export(generated)
  if (file === undefined) throw new Error('nothing was exported')
  return saved(file.bytes)
}
