import { roleOfBlock } from '../../../domain/knowledge/index.js'
import { type RegionMarker, writeMarker } from './region-marker.js'

const PREFIX = '((?: {0,3}>)* {0,3})'
const FENCE = /^[ >]*?(`{3,}|~{3,})([^`]*)$/
const DIV = new RegExp(`^${PREFIX}(:{3,})\\s*(.*?)[\\s:]*$`)
const ATTRIBUTES = new RegExp(`^${PREFIX}\\{:\\s*([^}]*)\\}\\s*$`)
const ADMONITION = /^(?:!!!|\?\?\?\+?)\s+([\w-]+)[^"]*(?:"([^"]*)")?\s*$/
const DIRECTIVE = /^\{([\w-]+)\}\s*(.*)$/

/**
 * Markdown in which the marks of special blocks, of which CommonMark knows nothing, are comments that
 * {@link readMarker} understands: fenced divs (`::: name`, `:::{name}`), attributes after a quotation
 * (`{: .name}`), directives (a code fence with `{name}`), indented admonitions (`!!! name`).
 */
export function markRegions(source: string): string {
  const lines: string[] = []
  let fence: { readonly mark: string; readonly directive: boolean } | undefined
  let admonition = false
  for (const line of source.split('\n')) {
    const [, mark = '', info = ''] = FENCE.exec(line) ?? []
    if (fence !== undefined && mark.startsWith(fence.mark) && info.trim() === '') {
      lines.push(fence.directive ? comment({ kind: 'close' }) : line)
      fence = undefined
      continue
    }
    if (fence !== undefined && !fence.directive) {
      lines.push(line)
      continue
    }
    if (admonition && line.trim() !== '' && !/^(?: {4}|\t)/.test(line)) {
      lines.push(comment({ kind: 'close' }))
      admonition = false
    }
    const directive = mark === '' || fence !== undefined ? undefined : openingOf(DIRECTIVE.exec(info.trim()))
    const opening = openingOf(ADMONITION.exec(line))
    if (directive !== undefined) {
      fence = { mark, directive: true }
      lines.push(comment(directive))
    } else if (mark !== '' && fence === undefined) {
      fence = { mark, directive: false }
      lines.push(line)
    } else if (opening !== undefined && !admonition) {
      admonition = true
      lines.push(comment(opening))
    } else lines.push(marked(admonition ? line.replace(/^(?: {4}|\t)/, '') : line))
  }
  if (admonition) lines.push(comment({ kind: 'close' }))
  return lines.join('\n')
}

function marked(line: string): string {
  const [, attributesPrefix, attributes] = ATTRIBUTES.exec(line) ?? []
  if (attributes !== undefined) return `${attributesPrefix}${comment({ kind: 'named', ...roleIn(attributes) })}`
  const [, prefix, , rest] = DIV.exec(line) ?? []
  if (rest === undefined) return line
  if (rest === '') return `${prefix}${comment({ kind: 'close' })}`
  const [, name = '', title = ''] = /^\{?([^\s{}[]+)[^\]\s}]*?\}?\s*(.*)$/.exec(rest) ?? []
  const text = title.replace(/^[[{]?(.*?)[\]}]?$/, '$1')
  // `{.exercise title="..."}`: what stands in braces are attributes, of which only the names count.
  const braces = rest.startsWith('{.') || rest.startsWith('{#')
  return `${prefix}${comment({ kind: 'open', ...(braces ? roleIn(rest) : roleIn(name)), ...(braces || !text ? {} : { title: text }) })}`
}

function openingOf(match: RegExpExecArray | null): RegionMarker | undefined {
  const [, name, title] = match ?? []
  const role = name === undefined ? undefined : roleOfBlock([name])
  return role === undefined ? undefined : { kind: 'open', role, ...(title ? { title } : {}) }
}

function roleIn(names: string): Pick<Extract<RegionMarker, { kind: 'open' }>, 'role'> {
  const role = roleOfBlock(names.split(/[\s.{}#]+/).filter((name) => name !== ''))
  return role === undefined ? {} : { role }
}

function comment(marker: RegionMarker): string {
  return writeMarker(marker)
}
