import { DocumentReadError } from '../document-read-error.js'

/** An element of an office document. Names have the usual prefix of their namespace: `w:p`, `m:oMath`. */
export interface XmlElement {
  readonly name: string
  readonly attributes: { readonly [name: string]: string }
  readonly children: readonly XmlNode[]
}

/** An element, or text. */
export type XmlNode = XmlElement | string

/** The namespaces whose content is read, by their usual prefix. Elements of other namespaces have the prefix `other`. */
const NAMESPACES: { readonly [prefix: string]: readonly string[] } = {
  w: [
    'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
    'http://purl.oclc.org/ooxml/wordprocessingml/main',
  ],
  r: [
    'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
    'http://purl.oclc.org/ooxml/officeDocument/relationships',
  ],
  m: ['http://schemas.openxmlformats.org/officeDocument/2006/math', 'http://purl.oclc.org/ooxml/officeDocument/math'],
  a: ['http://schemas.openxmlformats.org/drawingml/2006/main', 'http://purl.oclc.org/ooxml/drawingml/main'],
  p: ['http://schemas.openxmlformats.org/presentationml/2006/main', 'http://purl.oclc.org/ooxml/presentationml/main'],
  a14: ['http://schemas.microsoft.com/office/drawing/2010/main'],
  dc: ['http://purl.org/dc/elements/1.1/'],
  dcterms: ['http://purl.org/dc/terms/'],
  c: ['http://schemas.openxmlformats.org/drawingml/2006/chart', 'http://purl.oclc.org/ooxml/drawingml/chart'],
  dgm: ['http://schemas.openxmlformats.org/drawingml/2006/diagram', 'http://purl.oclc.org/ooxml/drawingml/diagram'],
  mc: ['http://schemas.openxmlformats.org/markup-compatibility/2006'],
  v: ['urn:schemas-microsoft-com:vml'],
  o: ['urn:schemas-microsoft-com:office:office'],
  xml: ['http://www.w3.org/XML/1998/namespace'],
}
const PREFIXES = new Map(Object.entries(NAMESPACES).flatMap(([prefix, uris]) => uris.map((uri) => [uri, prefix])))
const MAX_DEPTH = 400
const SKIPPED = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>/y
const CDATA = /<!\[CDATA\[([\s\S]*?)\]\]>/y
const TAG_START = /<(\/?)([^\s/>=<"'&!?]+)/y
const ATTRIBUTE = /\s+([^\s=/>"'<]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
const TAG_END = /\s*(\/?)>/y

interface OpenElement {
  readonly tag: string
  readonly element: XmlElement
  readonly children: XmlNode[]
  readonly prefixes: ReadonlyMap<string, string>
}

/**
 * Parses a part of an office document. Not recursive. Comments and processing instructions are left out; a document
 * type is an error, so there are no entities but those of XML itself.
 *
 * @throws DocumentReadError `malformed`, `nested-too-deeply`
 */
export function parseXml(source: string): XmlElement {
  const top: XmlNode[] = []
  const open: OpenElement[] = []
  let at = source.startsWith('\ufeff') ? 1 : 0
  const match = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(source)
    if (found !== null) at = pattern.lastIndex
    return found ?? undefined
  }
  const add = (node: XmlNode): void => {
    const siblings = open.at(-1)?.children ?? top
    const before = siblings.at(-1)
    if (typeof node === 'string' && typeof before === 'string') siblings[siblings.length - 1] = before + node
    else siblings.push(node)
  }
  while (at < source.length) {
    const next = source.indexOf('<', at)
    const end = next < 0 ? source.length : next
    if (end > at) add(decoded(source.slice(at, end)))
    at = end
    if (next < 0) break
    if (match(SKIPPED) !== undefined) continue
    const data = match(CDATA)
    if (data !== undefined) {
      add(data[1] ?? '')
      continue
    }
    const [, closing, tag = ''] = match(TAG_START) ?? []
    if (closing === undefined) throw damaged(at)
    if (closing === '/') {
      if (open.pop()?.tag !== tag || match(TAG_END) === undefined) throw damaged(at)
      continue
    }
    const raw: [name: string, value: string][] = []
    for (let found = match(ATTRIBUTE); found !== undefined; found = match(ATTRIBUTE)) {
      raw.push([found[1] ?? '', decoded(found[2] ?? found[3] ?? '')])
    }
    const ending = match(TAG_END)
    if (ending === undefined) throw damaged(at)
    const prefixes = declaredIn(raw, open.at(-1)?.prefixes ?? new Map([['xml', 'xml']]))
    const children: XmlNode[] = []
    const attributes = Object.fromEntries(
      raw
        .filter(([name]) => !/^xmlns(?::|$)/.test(name))
        .map(([name, value]) => [qualified(name, prefixes, ''), value]),
    )
    const element = { name: qualified(tag, prefixes, prefixes.get('') ?? ''), attributes, children }
    add(element)
    if (ending[1] === '/') continue
    if (open.length >= MAX_DEPTH) throw new DocumentReadError('nested-too-deeply')
    open.push({ tag, element, children, prefixes })
  }
  const roots = top.filter((node) => typeof node !== 'string')
  const [root] = roots
  if (root === undefined || roots.length > 1 || open.length > 0) throw damaged(at)
  return root
}

function damaged(at: number): DocumentReadError {
  return new DocumentReadError('malformed', `its XML is not well-formed at character ${at}`)
}

/** The prefixes in force, by the prefix that the source uses. */
function declaredIn(
  attributes: readonly (readonly [string, string])[],
  outer: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const own = attributes.flatMap(([name, uri]): [string, string][] => {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) return []
    return [[name.slice('xmlns:'.length), PREFIXES.get(uri) ?? 'other']]
  })
  return own.length === 0 ? outer : new Map([...outer, ...own])
}

function qualified(name: string, prefixes: ReadonlyMap<string, string>, none: string): string {
  const colon = name.indexOf(':')
  const prefix = colon < 0 ? none : (prefixes.get(name.slice(0, colon)) ?? 'other')
  const local = name.slice(colon + 1)
  return prefix === '' ? local : `${prefix}:${local}`
}

const ENTITIES: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole
    const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal)
    return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
  })
}

/** Writes a tree as a part of an office document, in UTF-8. Elements and attributes of other namespaces are left out. */
export function writeXml(root: XmlElement): string {
  const declarations = Object.entries(NAMESPACES).filter(([prefix]) => prefix !== 'xml')
  const names = declarations.map(([prefix, [uri]]) => ` xmlns:${prefix}="${uri}"`).join('')
  const parts = ['<?xml version="1.0" encoding="UTF-8"?>']
  writeElement(root, parts, names)
  return parts.join('')
}

function writeElement({ name, attributes, children }: XmlElement, parts: string[], declarations = ''): void {
  if (!isKnown(name)) return
  const own = Object.entries(attributes).filter(([key]) => isKnown(key))
  const text = own.map(([key, value]) => ` ${key}="${encoded(value).replaceAll('"', '&quot;')}"`).join('')
  parts.push(`<${name}${declarations}${text}>`)
  for (const child of children) {
    if (typeof child === 'string') parts.push(encoded(child))
    else writeElement(child, parts)
  }
  parts.push(`</${name}>`)
}

function isKnown(name: string): boolean {
  return !name.startsWith('other:') && /^(?:\w+:)?[\p{L}_][\p{L}\p{N}._-]*$/u.test(name)
}

const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML does not allow them
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

function encoded(text: string): string {
  return text.replace(FORBIDDEN, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** An element; for trees that are built here. */
export function xml(
  name: string,
  children: readonly XmlNode[] = [],
  attributes: { readonly [name: string]: string } = {},
): XmlElement {
  return { name, attributes, children }
}

/** The first child with this name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child): child is XmlElement => typeof child !== 'string' && child.name === name)
}

export function elementsOf(element: XmlElement | undefined): readonly XmlElement[] {
  return (element?.children ?? []).filter((child): child is XmlElement => typeof child !== 'string')
}

/** The elements below `root` in document order. */
export function* elementsUnder(root: XmlElement): Generator<XmlElement> {
  for (const child of elementsOf(root)) {
    yield child
    yield* elementsUnder(child)
  }
}

export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}

/** Whether a property such as `<w:vanish/>` is on; `undefined` if it is not set. */
export function flagOf(properties: XmlElement | undefined, name: string): boolean | undefined {
  const property = childOf(properties, name)
  if (property === undefined) return undefined
  return !/^(?:0|false|off)$/.test(valueIn(property) ?? '')
}

/** The attribute `val`. */
export function valueIn(element: XmlElement | undefined): string | undefined {
  return element?.attributes['w:val'] ?? element?.attributes['m:val']
}
