import { type RegionRole, roleOfBlock } from '../../../domain/knowledge/index.js'

const PREFIX = '((?: {0,3}>)* {0,3})'
const FENCE = /^[ >]*?(`{3,}|~{3,})([^`]*)$/
const DIV = new RegExp(`^${PREFIX}(:{3,})\\s*(.*?)[\\s:]*$`)
const ATTRIBUTES = new RegExp(`^${PREFIX}\\{:\\s*([^}]*)\\}\\s*$`)
const ADMONITION = /^(?:!!!|\?\?\?\+?)\s+([\w-]+)[^"]*(?:"([^"]*)")?\s*$/
const DIRECTIVE = /^\{([\w-]+)\}\s*(.*)$/

/**
 * Replaces the notations of special blocks, which CommonMark does not know, by comments that {@link readMarker} reads:
 * fenced divs (`::: name`, `:::{name}`), attributes after a quotation (`{: .name}`), directives (a code fence with
 * `{name}`), indented admonitions (`!!! name`).
 */
export function insertMarkers(source: string): string {
  const lines: string[] = []
  let fence: { readonly mark: string; readonly directive: boolean } | undefined
  let admonition = false
  for (const line of source.split('\n')) {
    const [, mark = '', info = ''] = FENCE.exec(line) ?? []
    if (fence !== undefined && mark.startsWith(fence.mark) && info.trim() === '') {
      lines.push(fence.directive ? writeMarker({ kind: 'close' }) : line)
      fence = undefined
      continue
    }
    if (fence !== undefined && !fence.directive) {
      lines.push(line)
      continue
    }
    if (admonition && line.trim() !== '' && !/^(?: {4}|\t)/.test(line)) {
      lines.push(writeMarker({ kind: 'close' }))
      admonition = false
    }
    const directive = mark === '' || fence !== undefined ? undefined : toOpening(DIRECTIVE.exec(info.trim()))
    const opening = toOpening(ADMONITION.exec(line))
    if (directive !== undefined) {
      fence = { mark, directive: true }
      lines.push(writeMarker(directive))
    } else if (mark !== '' && fence === undefined) {
      fence = { mark, directive: false }
      lines.push(line)
    } else if (opening !== undefined && !admonition) {
      admonition = true
      lines.push(writeMarker(opening))
    } else lines.push(replaceNotation(admonition ? line.replace(/^(?: {4}|\t)/, '') : line))
  }
  if (admonition) lines.push(writeMarker({ kind: 'close' }))
  return lines.join('\n')
}

function replaceNotation(line: string): string {
  const [, attributesPrefix, attributes] = ATTRIBUTES.exec(line) ?? []
  if (attributes !== undefined) return `${attributesPrefix}${writeMarker({ kind: 'named', ...readRole(attributes) })}`
  const [, prefix, , rest] = DIV.exec(line) ?? []
  if (rest === undefined) return line
  if (rest === '') return `${prefix}${writeMarker({ kind: 'close' })}`
  const [, name = '', title = ''] = /^\{?([^\s{}[]+)[^\]\s}]*?\}?\s*(.*)$/.exec(rest) ?? []
  const text = title.replace(/^[[{]?(.*?)[\]}]?$/, '$1')
  // `{.exercise title="..."}`: braces contain attributes; only their names are used.
  const braces = rest.startsWith('{.') || rest.startsWith('{#')
  return `${prefix}${writeMarker({ kind: 'open', ...(braces ? readRole(rest) : readRole(name)), ...(braces || !text ? {} : { title: text }) })}`
}

function toOpening(match: RegExpExecArray | null): RegionMarker | undefined {
  const [, name, title] = match ?? []
  const role = name === undefined ? undefined : roleOfBlock([name])
  return role === undefined ? undefined : { kind: 'open', role, ...(title ? { title } : {}) }
}

function readRole(names: string): Pick<Extract<RegionMarker, { kind: 'open' }>, 'role'> {
  const role = roleOfBlock(names.split(/[\s.{}#]+/).filter((name) => name !== ''))
  return role === undefined ? {} : { role }
}

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

/** The comment for a marker. */
function writeMarker(marker: RegionMarker): string {
  const role = marker.kind === 'close' ? '' : (marker.role ?? '')
  const title = marker.kind === 'open' ? encodeURIComponent(marker.title ?? '').replaceAll('-', '%2D') : ''
  return `<!--block:${marker.kind}:${role}:${title}-->`
}

/** Parses a comment that {@link insertMarkers} wrote; `undefined` for other raw HTML. */
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
