import { isGenericTitle } from '../../knowledge/assembly/document-title.js'
import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { readingOrder } from '../../knowledge/knowledge-document.js'
import type { Arrangement, Row, RowGroup } from './arrangement.js'
import { LinkTargets } from './contents-links.js'
import { areNumbered, byNumber, type NameNumber, numberInName } from './part-numbers.js'
import { folderTitle } from './unit-title.js'

/** A folder with documents, at any depth. */
interface Folder {
  readonly name: string
  readonly path: string
  readonly folders: Folder[]
  readonly documents: KnowledgeDocument[]
}

/** A file or folder of a folder. */
interface Child {
  readonly name: string
  readonly folder?: Folder
  readonly document?: KnowledgeDocument
}

/** Sorts children without a stated order. */
export type InferChildren = (children: readonly (readonly KnowledgeDocument[])[]) => readonly number[]

/**
 * The order of folders and numbers, with folders and first numbers as groups; `undefined` if neither says anything.
 *
 * @param infer orders what has no number, within a folder
 */
export function arrangeByNames(taught: readonly KnowledgeDocument[], infer: InferChildren): Arrangement | undefined {
  const root = folderTree(taught)
  const walk = new TreeWalk(infer, new LinkTargets(taught))
  const rows = walk.rowsOf(root, [])
  const hasFolders = rows.filter(({ groups }) => groups.length > 0).length >= rows.length * 0.6
  if (!hasFolders && walk.numbered === 0 && walk.linked === 0) return undefined
  const reasons = [
    ...(hasFolders && new Set(rows.map(({ groups }) => groups[0]?.key)).size > 1 && walk.inFolders
      ? ['by folders']
      : []),
    ...(walk.numbered > 0 ? [walk.byTitle ? 'numbered in the titles' : 'numbered in the file names'] : []),
    ...(walk.linked > 0 ? ['in the order of the links of their overview pages'] : []),
    ...(walk.inferred > 0 ? ['the rest inferred from the concepts'] : []),
  ]
  const sure = walk.numbered + walk.linked
  const share = sure / (sure + walk.inferred || 1)
  return { rows, reason: reasons.join(', '), confidence: Math.round((0.6 + 0.35 * share) * 100) / 100 }
}

/** Rows without groups, with those that their names state: folders, or first numbers. */
export function withNameGroups(rows: readonly Row[]): readonly Row[] {
  const named = new TreeWalk((children) => [...children.keys()], new LinkTargets([])).rowsOf(
    folderTree(rows.map(({ document }) => document)),
    [],
  )
  const groups = new Map(named.map((row) => [row.document, row.groups]))
  return rows.map(({ document }) => ({ document, groups: groups.get(document) ?? [] }))
}

function folderTree(documents: readonly KnowledgeDocument[]): Folder {
  const root: Folder = { name: '', path: '', folders: [], documents: [] }
  const byPath = new Map([['', root]])
  for (const document of documents) {
    let folder = root
    for (const name of document.id.split('/').slice(0, -1)) {
      const path = `${folder.path}${name}/`
      const known = byPath.get(path) ?? { name, path, folders: [], documents: [] }
      if (!byPath.has(path)) {
        byPath.set(path, known)
        folder.folders.push(known)
      }
      folder = known
    }
    folder.documents.push(document)
  }
  return root
}

const INDEX = /^(?:readme|index|_index|overview|introduction|intro)\.[a-z]+$/i

class TreeWalk {
  /** Children in the order of numbers, of links, and in an inferred one. */
  numbered = 0
  linked = 0
  inferred = 0
  byTitle = false
  inFolders = false
  readonly #infer: InferChildren
  readonly #targets: LinkTargets

  constructor(infer: InferChildren, targets: LinkTargets) {
    this.#infer = infer
    this.#targets = targets
  }

  rowsOf(folder: Folder, groups: readonly RowGroup[]): readonly Row[] {
    const children = this.#order(folder)
    if (folder.folders.length > 1) this.inFolders = true
    const numbers = folder.folders.length === 0 ? numberGroups(children) : undefined
    return children.flatMap(({ folder: inner, document }, index): readonly Row[] => {
      if (inner !== undefined) return this.rowsOf(inner, [...groups, groupOf(inner)])
      const number = numbers?.[index]
      return document === undefined ? [] : [{ document, groups: number === undefined ? groups : [...groups, number] }]
    })
  }

  #order(folder: Folder): readonly Child[] {
    const pages = folder.documents.filter(({ source }) => INDEX.test(source))
    const rest = folder.documents.filter((document) => !pages.includes(document))
    const children: readonly Child[] = [
      ...rest.map((document) => ({ name: nameOf(document.source), document })),
      ...folder.folders.map((inner) => ({ name: inner.name, folder: inner })),
    ].sort((a, b) => readingOrder(a.name, b.name))
    const first = pages.map((document) => ({ name: nameOf(document.source), document }))
    return [...first, ...(children.length < 2 ? children : this.#sorted(children, folder, pages))]
  }

  #sorted(children: readonly Child[], folder: Folder, pages: readonly KnowledgeDocument[]): readonly Child[] {
    const names = children.map(({ name }) => name)
    if (areNumbered(names)) {
      this.numbered += children.length
      const numbers = names.map(numberInName)
      return sortedBy(children, (index) => numbers[index])
    }
    const linked = this.#byLinks(children, pages)
    if (linked !== undefined) {
      this.linked += children.length
      return linked
    }
    const titles = children.map(({ document }) => document?.title ?? '')
    if (folder.folders.length === 0 && areNumbered(titles)) {
      this.numbered += children.length
      this.byTitle = true
      const numbers = titles.map(numberInName)
      return sortedBy(children, (index) => numbers[index])
    }
    this.inferred += children.length
    const order = this.#infer(children.map((child) => documentsIn(child)))
    return order.flatMap((index) => children[index] ?? [])
  }

  /** In the order in which a page of the folder, or a document that includes others, links to them. */
  #byLinks(children: readonly Child[], pages: readonly KnowledgeDocument[]): readonly Child[] | undefined {
    const inside = children.map((child) => new Set(documentsIn(child)))
    for (const { links = [] } of pages) {
      const found = new Map<number, number>()
      for (const [at, link] of links.entries()) {
        const document = link.role === undefined ? this.#targets.find(link) : undefined
        const index = document === undefined ? -1 : inside.findIndex((set) => set.has(document))
        if (index >= 0 && !found.has(index)) found.set(index, at)
      }
      if (found.size < Math.max(2, children.length * 0.6)) continue
      return sortedBy(children, (index) => {
        const at = found.get(index)
        return at === undefined ? undefined : [at]
      })
    }
    return undefined
  }
}

function sortedBy(children: readonly Child[], numberOf: (index: number) => NameNumber | undefined): readonly Child[] {
  return [...children.keys()]
    .sort((a, b) => byNumber(numberOf(a), numberOf(b)) || a - b)
    .flatMap((index) => children[index] ?? [])
}

function documentsIn({ folder, document }: Child): readonly KnowledgeDocument[] {
  if (document !== undefined) return [document]
  if (folder === undefined) return []
  return [...folder.documents, ...folder.folders.flatMap((inner) => documentsIn({ name: inner.name, folder: inner }))]
}

function nameOf(source: string): string {
  return source.replace(/\.[a-z]\w{0,7}$/i, '')
}

/** A folder, with the title of its overview page if that has one. */
function groupOf(folder: Folder): RowGroup {
  const page = folder.documents.find(({ source }) => INDEX.test(source))
  const title = page === undefined || isGenericTitle(page.title) ? folderTitle(folder.name) : page.title
  return { key: folder.path, ...(title === undefined ? {} : { title }) }
}

/** The page that begins a chapter, and what stands before the subject in its title. */
const INTRODUCTION = /(?:^|[-_ ])(?:introduction|intro|overview|einführung|einleitung|introducción)$/i
const TO_SUBJECT =
  /^(?:an? )?(?:introduction to|overview of|einführung in|introduction à|introducción a) (?:the |die |das |den |la |el )?/i

/** The groups of `02-1, 02-2`: by the first number, if several files share one. */
function numberGroups(children: readonly Child[]): readonly (RowGroup | undefined)[] | undefined {
  const numbers = children.map(({ name }) => numberInName(name))
  const firsts = numbers.flatMap((number) => number?.[0] ?? [])
  const distinct = new Set(firsts).size
  if (firsts.length < children.length * 0.6 || distinct < 2 || distinct > firsts.length * 0.6) return undefined
  return numbers.map((number, index): RowGroup | undefined => {
    if (number?.[0] === undefined) return undefined
    const own = children.filter((_child, other) => numbers[other]?.[0] === number[0])
    const chapter =
      own.find(({ name }) => (numberInName(name)?.[1] ?? 0) === 0) ?? own.find(({ name }) => INTRODUCTION.test(name))
    const title = chapter?.document?.title.replace(TO_SUBJECT, '')
    const isTitle = title !== undefined && !isGenericTitle(title) && children[index] !== undefined
    return { key: `#${number[0]}`, ...(isTitle ? { title } : {}) }
  })
}
