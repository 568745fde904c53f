// Takes the picture of the HTML page that the README shows: npm run screenshot -- curriculum.html docs/images/curriculum.png
// The page comes from `npm run generate`; Chromium from CHROMIUM_PATH or the PATH.
import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const VIEW = { width: 1280, height: 900 }

const [page, picture] = process.argv.slice(2)
if (page === undefined || picture === undefined) {
  console.error('say which page and where to: npm run screenshot -- curriculum.html docs/images/curriculum.png')
  process.exit(2)
}
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
})
try {
  const context = await browser.newContext({ viewport: VIEW, colorScheme: 'light', offline: true })
  const tab = await context.newPage()
  await tab.goto(pathToFileURL(resolve(page)).href)
  mkdirSync(dirname(resolve(picture)), { recursive: true })
  await tab.screenshot({ path: picture })
} finally {
  await browser.close()
}
console.log(`${picture}: ${VIEW.width} x ${VIEW.height}, ${Math.ceil(statSync(picture).size / 1024)} KiB`)

function findChromium() {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) return chosen
  const folders = (process.env.PATH ?? '').split(delimiter)
  const places = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  )
  const found = places.find((file) => {
    try {
      accessSync(file, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
  if (found !== undefined) return found
  console.error(
    'Chromium is not on the PATH: install it (Debian/Ubuntu: sudo apt-get install chromium) or set CHROMIUM_PATH',
  )
  process.exit(1)
}
