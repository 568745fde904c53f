import { type DefaultTreeAdapterMap, parse } from 'parse5'
import { HtmlExporter } from '../../../src/adapters/exports/index.js'
import type { GeneratedCurriculum } from '../../../src/domain/curriculum/index.js'

type Node = DefaultTreeAdapterMap['node']
type Element = DefaultTreeAdapterMap['element']

/** An element of a page as a browser would read it. */
export interface PageElement {
  readonly name: string
  readonly attributes: { readonly [name: string]: string }
  /** From the page down to the element around it. */
  readonly around: readonly string[]
  /** All text within. */
  get text(): string
  /** The elements within, at any depth. */
  readonly within: readonly PageElement[]
}

export interface ParsedPage {
  readonly source: string
  readonly elements: readonly PageElement[]
  /** Errors that the parser corrected. */
  readonly errors: readonly string[]
  byId(id: string): PageElement
}

/** Exports a curriculum and reads the page back. */
export async function exportedPage(generated: GeneratedCurriculum): Promise<ParsedPage> {
  const [file] = await new HtmlExporter().export(generated)
  return parsedPage(new TextDecoder('utf-8', { fatal: true }).decode(file?.bytes))
}

export function parsedPage(source: string): ParsedPage {
  const errors: string[] = []
  const document = parse(source, { onParseError: ({ code }) => errors.push(code) })
  const elements = document.childNodes.flatMap((node) => read(node, []))
  const byId = new Map(elements.map((element) => [element.attributes.id, element]))
  return {
    source,
    elements,
    errors,
    byId: (id) => {
      const element = byId.get(id)
      if (element === undefined) throw new Error(`the page has nothing with the id ${id}`)
      return element
    },
  }
}

function read(node: Node, around: readonly string[]): readonly PageElement[] {
  if (!('tagName' in node)) return []
  const inner = [...around, node.tagName]
  const within = node.childNodes.flatMap((child) => read(child, inner))
  const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]))
  const element: PageElement = {
    name: node.tagName,
    attributes,
    around,
    get text() {
      return textOf(node)
    },
    within,
  }
  return [element, ...within]
}

function textOf(node: Element): string {
  return node.childNodes
    .map((child) => ('tagName' in child ? textOf(child) : 'value' in child ? child.value : ''))
    .join('')
}
