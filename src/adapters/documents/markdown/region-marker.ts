import type { RegionRole } from '../../../domain/knowledge/index.js'
import { roleOfBlock } from '../../../domain/knowledge/index.js'

/** What a marker line says: a block opens (with no role if its name says nothing to us), closes, or is named after. */
export type RegionMarker =
  | { readonly kind: 'open'; readonly role?: RegionRole; readonly title?: string }
  | { readonly kind: 'close' }
  | { readonly kind: 'named'; readonly role?: RegionRole }

// A comment is a block of its own for Markdown: it ends the paragraph or quotation above it.
const MARKER = /^<!--block:(open|close|named):([a-z-]*):([^-]*)-->\s*$/

/** The comment that stands for a marker in the Markdown that is parsed. */
export function writeMarker(marker: RegionMarker): string {
  const role = marker.kind === 'close' ? '' : (marker.role ?? '')
  const title = marker.kind === 'open' ? encodeURIComponent(marker.title ?? '').replaceAll('-', '%2D') : ''
  return `<!--block:${marker.kind}:${role}:${title}-->`
}

/** The marker that a piece of raw HTML stands for, if it does. */
export function readMarker(html: string): RegionMarker | undefined {
  const [, kind, name = '', encoded = ''] = MARKER.exec(html) ?? []
  if (kind === 'close') return { kind }
  const role = roleOfBlock([name])
  const title = decoded(encoded)
  if (kind === 'open') return { kind, ...(role ? { role } : {}), ...(title ? { title } : {}) }
  return kind === 'named' ? { kind, ...(role ? { role } : {}) } : undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // Only a document that imitates a marker comes here: it has no title then.
    return ''
  }
}
