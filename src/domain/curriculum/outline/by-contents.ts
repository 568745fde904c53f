import { type DocumentLink, type KnowledgeDocument, readingOrder } from '../../knowledge/knowledge-document.js'
import type { Arrangement, Row, RowGroup } from './arrangement.js'
import { isContents, LinkTargets, MIN_ENTRIES } from './contents-links.js'
import { areNumbered, byNumber, numberInName } from './part-numbers.js'

const CONTENTS_NAMES =
  /(?:^|\/)(?:summary|_?toc|contents?|table[-_]of[-_]contents|index|readme|syllabus|schedule|outline|overview|course|mkdocs|_quarto|_bookdown|myst|book|config|home|_sidebar|lehrplan|ablauf|inhalt|programme|calendrier|programa|temario)\.[a-z]+$/i
const MIN_SHARE = 0.6
/**
 * The order and the groups of the contents file that names most documents; `undefined` if none names most of them. A
 * document that it does not name belongs to the named ones of its folder.
 *
 * @param all with the contents files
 */
export function arrangeByContents(
  all: readonly KnowledgeDocument[],
  taught: readonly KnowledgeDocument[],
): Arrangement | undefined {
  const targets = new LinkTargets(taught)
  let best: { readonly rows: readonly Row[]; readonly source: string; readonly named: number } | undefined
  for (const document of all) {
    const isNamed = CONTENTS_NAMES.test(document.id) || isContents(document)
    if (!isNamed || document.links === undefined) continue
    const rows = rowsOf(document.links, targets)
    const complete = withUnnamed(
      rows,
      taught.filter((one) => one !== document || rows.some((row) => row.document === one)),
    )
    if (rows.length < MIN_ENTRIES || complete === undefined) continue
    if (best === undefined || rows.length > best.named)
      best = { rows: complete, source: document.source, named: rows.length }
  }
  if (best === undefined) return arrangeByIncludes(taught, targets)
  const { rows, source } = best
  const left = taught.filter((document) => !rows.some((row) => row.document === document))
  return {
    // The contents file itself, if it is taught.
    rows: [...left.map((document) => ({ document, groups: [] })), ...rows],
    reason: `from ${source}`,
    confidence: 0.95,
  }
}

/** The order of documents that include others: `include::sections/aliases.asc[]`. */
function arrangeByIncludes(taught: readonly KnowledgeDocument[], targets: LinkTargets): Arrangement | undefined {
  const rows: Row[] = []
  const seen = new Set<KnowledgeDocument>()
  for (const document of sortDocuments(taught)) {
    const included = (document.links ?? [])
      .filter(({ text }) => text === '')
      .flatMap((link) => targets.find(link) ?? [])
    const own = [document, ...included].filter((one) => !seen.has(one))
    if (included.length < MIN_ENTRIES) continue
    for (const one of own) {
      seen.add(one)
      rows.push({ document: one, groups: [{ key: document.id, title: document.title }] })
    }
  }
  const including = [...new Set(rows.flatMap(({ groups }) => groups.map(({ key }) => key)))]
  const isOrdered = including.length === 1 || areNumbered(including.map((id) => id.slice(id.lastIndexOf('/') + 1)))
  if (rows.length < taught.length * MIN_SHARE || !isOrdered) return undefined
  const rest = taught.filter((document) => !seen.has(document))
  return {
    rows: [...rows, ...rest.map((document) => ({ document, groups: [] }))],
    reason: 'in the order in which documents include others',
    confidence: 0.95,
  }
}

function sortDocuments(documents: readonly KnowledgeDocument[]): readonly KnowledgeDocument[] {
  return [...documents].sort(
    (a, b) => byNumber(numberInName(a.source), numberInName(b.source)) || readingOrder(a.id, b.id),
  )
}

function rowsOf(links: readonly DocumentLink[], targets: LinkTargets): readonly Row[] {
  const rows: Row[] = []
  const seen = new Set<KnowledgeDocument>()
  const above: { readonly depth: number; readonly group: RowGroup }[] = []
  const entries = links.filter(({ role }) => role === undefined)
  for (const [index, link] of entries.entries()) {
    const document = targets.find(link)
    if (link.target !== undefined && document === undefined) continue
    while (above.length > 0 && (above.at(-1)?.depth ?? 0) >= link.depth) above.pop()
    const isAbove = (entries[index + 1]?.depth ?? 0) > link.depth
    if (isAbove || link.target === undefined) {
      const title = link.text || document?.title
      above.push({ depth: link.depth, group: { key: `${index}`, ...(title === undefined ? {} : { title }) } })
    }
    if (document === undefined || seen.has(document)) continue
    seen.add(document)
    rows.push({ document, groups: above.map(({ group }) => group) })
  }
  return rows
}

/** All documents, or `undefined` if too many are neither named nor in a folder with named ones. */
function withUnnamed(rows: readonly Row[], taught: readonly KnowledgeDocument[]): readonly Row[] | undefined {
  const named = new Set(rows.map(({ document }) => document))
  const unnamed = taught.filter((document) => !named.has(document))
  const followers = new Map<Row | undefined, Row[]>()
  for (const document of unnamed) {
    const folder = document.id.slice(0, document.id.lastIndexOf('/') + 1)
    const before = folder === '' ? undefined : rows.findLast((row) => row.document.id.startsWith(folder))
    const list = followers.get(before) ?? []
    list.push({ document, groups: before?.groups ?? [] })
    followers.set(before, list)
  }
  const lost = followers.get(undefined) ?? []
  if (lost.length > taught.length * (1 - MIN_SHARE)) return undefined
  return [...rows.flatMap((row) => [row, ...(followers.get(row) ?? [])]), ...lost]
}

/** The order of "next" and "previous" links; `undefined` if they do not connect most documents. */
export function arrangeByLinks(taught: readonly KnowledgeDocument[]): Arrangement | undefined {
  const targets = new LinkTargets(taught)
  const next = new Map<KnowledgeDocument, KnowledgeDocument>()
  for (const document of taught) {
    for (const link of document.links ?? []) {
      const other = targets.find(link)
      if (other === undefined || other === document) continue
      if (link.role === 'next' && !next.has(document)) next.set(document, other)
      if (link.role === 'previous' && !next.has(other)) next.set(other, document)
    }
  }
  const led = new Set(next.values())
  const chains = taught
    .filter((document) => !led.has(document) && next.has(document))
    .map((first) => chainFrom(first, next))
  const chain = chains.sort((a, b) => b.length - a.length)[0] ?? []
  if (chain.length < Math.max(MIN_ENTRIES, taught.length * MIN_SHARE)) return undefined
  const rest = taught.filter((document) => !chain.includes(document))
  const rows = [...chain, ...rest].map((document) => ({ document, groups: [] }))
  return { rows, reason: 'in the order of their links to the next document', confidence: 0.9 }
}

function chainFrom(
  first: KnowledgeDocument,
  next: ReadonlyMap<KnowledgeDocument, KnowledgeDocument>,
): readonly KnowledgeDocument[] {
  const chain = new Set<KnowledgeDocument>()
  for (let at: KnowledgeDocument | undefined = first; at !== undefined && !chain.has(at); at = next.get(at))
    chain.add(at)
  return [...chain]
}
