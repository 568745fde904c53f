import { parse } from 'parse5'
import { type DocumentDraft, isGenericTitle, renderInlines } from '../../../domain/knowledge/index.js'
import { flatten, htmlToDraft } from './html-to-draft.js'
import { attribute, elementsBelow, type HtmlElement, textBelow } from './html-tree.js'

const AUTHOR = ['author', 'citation_author', 'dc.creator', 'dcterms.creator', 'article:author']
const DATE = [
  'citation_publication_date',
  'article:published_time',
  'dc.date',
  'dcterms.created',
  'dcterms.date',
  'date',
]
const TITLE = ['citation_title', 'dc.title', 'dcterms.title']

/** Reads an HTML page: its text and structure. Scripts, styles and navigation are left out. */
export function readHtml(source: string): DocumentDraft {
  const page = parse(source)
  const elements = [...elementsBelow(page)]
  const byTag = (tag: string): readonly HtmlElement[] => elements.filter(({ tagName }) => tagName === tag)
  const metas = byTag('meta')
  const meta = (names: readonly string[]): string | undefined =>
    metas
      .filter((element) => names.includes((attribute(element, 'name') || attribute(element, 'property')).toLowerCase()))
      .map((element) => attribute(element, 'content').trim())
      .find((content) => content !== '')
  const articles = byTag('article')
  const root = byTag('main')[0] ?? (articles.length === 1 ? articles[0] : undefined) ?? byTag('body')[0]
  const heading = byTag('h1')[0]
  const own = heading === undefined ? undefined : renderInlines(flatten(htmlToDraft(heading.childNodes))).text
  const titles = [meta(TITLE), own, byTag('title').map(textBelow)[0]?.trim()].filter(Boolean)
  const title = titles.find((one) => one !== undefined && !isGenericTitle(startOf(one))) ?? titles[0]
  const author = meta(AUTHOR)
  const date = meta(DATE)
  const language = byTag('html').map((element) => attribute(element, 'lang'))[0]
  return {
    format: 'html',
    blocks: htmlToDraft(root?.childNodes ?? []),
    ...(title ? { title } : {}),
    ...(author === undefined ? {} : { author }),
    ...(date === undefined ? {} : { date }),
    ...(language ? { language } : {}),
  }
}

/** A page names its site behind its own title: "Introduction | Baking". */
function startOf(title: string): string {
  return title.split(/\s[|–—·•-]\s/)[0] ?? title
}
