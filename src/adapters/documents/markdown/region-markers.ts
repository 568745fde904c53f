import { type RegionRole, roleOfBlock } from '../../../domain/knowledge/index.js'

/**
 * A marker: a block opens (without a role if its name is unknown), a block closes, or the quotation above gets a role
 * (`named`).
 */
export type RegionMarker =
  | { readonly kind: 'open'; readonly role?: RegionRole; readonly title?: string }
  | { readonly kind: 'close' }
  | { readonly kind: 'named'; readonly role?: RegionRole }

// Markdown treats a comment as a separate block: it ends the paragraph or quotation above it.
const MARKER = /^<!--block:(open|close|named):([a-z-]*):([^-]*)-->\s*$/
const PREFIX = '((?: {0,3}>)* {0,3})'
const DIV = new RegExp(`^${PREFIX}(:{3,})\\s*(.*?)[\\s:]*$`)
const ATTRIBUTES = new RegExp(`^${PREFIX}\\{:\\s*([^}]*)\\}\\s*$`)

/** The comment for a marker. */
export function writeMarker(marker: RegionMarker): string {
  const role = marker.kind === 'close' ? '' : (marker.role ?? '')
  const title = marker.kind === 'open' ? encodeURIComponent(wellFormed(marker.title)).replaceAll('-', '%2D') : ''
  return `<!--block:${marker.kind}:${role}:${title}-->`
}

/** Half of a surrogate pair cannot be encoded. */
function wellFormed(title = ''): string {
  return title.replace(/\p{Surrogate}/gu, '\ufffd')
}

/** Parses a comment that {@link writeMarker} wrote; `undefined` for other raw HTML. */
export function readMarker(html: string): RegionMarker | undefined {
  const [, kind, name = '', encoded = ''] = MARKER.exec(html) ?? []
  if (kind === 'close') return { kind }
  const role = roleOfBlock([name])
  const title = decodeTitle(encoded)
  if (kind === 'open') return { kind, ...(role ? { role } : {}), ...(title ? { title } : {}) }
  return kind === 'named' ? { kind, ...(role ? { role } : {}) } : undefined
}

function decodeTitle(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // Only a document that imitates a marker can contain this: the title is ignored.
    return ''
  }
}

/** A line with its notation of a special block (`::: name`, `:::`, `{: .name}`) replaced by a marker. */
export function replaceNotation(line: string): string {
  const [, attributesPrefix, attributes] = ATTRIBUTES.exec(line) ?? []
  if (attributes !== undefined) return `${attributesPrefix}${writeMarker({ kind: 'named', ...roleIn(attributes) })}`
  const [, prefix, , rest] = DIV.exec(line) ?? []
  if (rest === undefined) return line
  if (rest === '') return `${prefix}${writeMarker({ kind: 'close' })}`
  const [, name = '', title = ''] = /^\{?([^\s{}[]+)[^\]\s}]*?\}?\s*(.*)$/.exec(rest) ?? []
  // `{.exercise title="..."}`: braces contain attributes; only their names are used.
  if (/^\{[.#]/.test(rest)) return `${prefix}${writeMarker({ kind: 'open', ...roleIn(rest) })}`
  return `${prefix}${writeMarker(openingOf(name, title.replace(/^[[{]?(.*?)[\]}]?$/, '$1')))}`
}

/** The opening of a block with this name and title. */
export function openingOf(name: string, title = ''): Extract<RegionMarker, { readonly kind: 'open' }> {
  return { kind: 'open', ...roleIn(name), ...(title === '' ? {} : { title }) }
}

function roleIn(names: string): { readonly role?: RegionRole } {
  const role = roleOfBlock(names.split(/[\s.{}#]+/).filter((name) => name !== ''))
  return role === undefined ? {} : { role }
}
