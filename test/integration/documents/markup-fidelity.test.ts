import { describe, expect, it } from '@jest/globals'
import { micromark } from 'micromark'
import { gfmTable, gfmTableHtml } from 'micromark-extension-gfm-table'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../src/adapters/documents/read-document.js'
import { cleanText } from '../../../src/domain/text/index.js'
import { COMMON_MARKDOWN, DIALECTS, PAGES, TEXTS } from '../../support/documents/fidelity/markup-documents.js'
import { misquotes } from '../../support/documents/misquotes.js'
import { open, saved, startBrowser } from '../../support/html-browser.js'

startBrowser()

/** The letters of a text: without white space, which layout decides. */
function letters(text: string): string {
  return cleanText(text).replace(/\s+/g, '')
}

async function readLetters(name: string, text: string): Promise<string> {
  const document = await readDocument({ name, bytes: Buffer.from(text) }, DEFAULT_DOCUMENT_LIMITS)
  expect(misquotes(document)).toEqual([])
  // The document separates the cells of a row with a bar.
  const cells = document.blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))
  const parts: string[] = []
  let at = 0
  for (const { start, end } of cells) {
    parts.push(document.text.slice(at, start), document.text.slice(start, end).replaceAll(' | ', ' '))
    at = end
  }
  return letters(parts.join('') + document.text.slice(at))
}

/** The letters that a browser shows. */
async function shownLetters(html: string): Promise<string> {
  const { page } = await open(saved(`<!DOCTYPE html><meta charset="utf-8"><body>${html}`), { javaScriptEnabled: true })
  const text = await page.evaluate('document.body.innerText')
  await page.context().close()
  return letters(String(text))
}

describe('what a browser shows', () => {
  it.each(Object.entries(PAGES))('of a page: %s', async (_, html) => {
    expect(await readLetters('a.html', `<!DOCTYPE html><body>${html}`)).toBe(await shownLetters(html))
  })

  it.each(Object.entries(COMMON_MARKDOWN))('of Markdown: %s', async (_, markdown) => {
    const html = micromark(markdown, {
      allowDangerousHtml: true,
      extensions: [gfmTable()],
      htmlExtensions: [gfmTableHtml()],
    })
    expect(await readLetters('a.md', markdown)).toBe(await shownLetters(html))
  })
})

describe('what a person sees', () => {
  it.each(Object.entries(DIALECTS))('of Markdown in a dialect: %s', async (_, [markdown, seen]) => {
    expect(await readLetters('a.md', markdown)).toBe(letters(seen))
  })

  it.each(Object.entries(TEXTS))('of plain text: %s', async (_, [text, seen]) => {
    expect(await readLetters('a.txt', text)).toBe(letters(seen))
  })
})
