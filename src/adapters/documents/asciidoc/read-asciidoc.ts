import { parseFragment } from 'parse5'
import type { DocumentDraft } from '../../../domain/knowledge/index.js'
import { loadModule } from '../document-read-error.js'
import { htmlToDraft } from '../html/html-to-draft.js'
import { elementsBelow, hasClass, isElement } from '../html/html-tree.js'

const INCLUDE = /^include::.*$/gm
/** References to the time of reading. */
const TIME = /\{(?:local|doc)(?:date|time|datetime|year)\}/g

/** Reads an AsciiDoc file. Included files are documents of their own; nothing is fetched or executed. */
export async function readAsciidoc(source: string): Promise<DocumentDraft> {
  const { load, LoggerManager, NullLogger } = await loadModule(import('@asciidoctor/core'))
  LoggerManager.setLogger(NullLogger.create())
  const included = source.match(INCLUDE)?.length ?? 0
  const document = await load(source.replace(INCLUDE, '').replace(TIME, ''), {
    safe: 'secure',
    attributes: { showtitle: '', stem: 'latexmath' },
  })
  const page = parseFragment(String(await document.convert()))
  for (const element of elementsBelow(page)) {
    if (!hasClass(element, /^admonitionblock$/)) continue
    // An admonition is a table of its icon and its text.
    const content = [...elementsBelow(element)].find((cell) => hasClass(cell, /^content$/))
    if (content !== undefined)
      element.childNodes = content.childNodes.filter((node) => isElement(node) || node.nodeName === '#text')
  }
  const stated = (name: string): string => String(document.getAttribute(name, '') ?? '')
  const [title, author, date, language] = ['doctitle', 'author', 'revdate', 'lang'].map(stated)
  return {
    format: 'asciidoc',
    blocks: htmlToDraft(page.childNodes),
    ...(title ? { title: plain(title) } : {}),
    ...(author ? { author: plain(author) } : {}),
    ...(date ? { date } : {}),
    ...(language ? { language } : {}),
    ...(included === 0
      ? {}
      : { notices: [included === 1 ? '1 included file stands apart' : `${included} included files stand apart`] }),
  }
}

function plain(html: string): string {
  return htmlToDraft(parseFragment(html).childNodes)
    .flatMap((block) => (block.kind === 'paragraph' ? block.inlines.map(({ text }) => text) : []))
    .join('')
}
