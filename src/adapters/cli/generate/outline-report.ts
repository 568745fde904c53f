import type { OutlineProposal, RefusedDocument } from '../../../domain/curriculum/index.js'
import { pluralize } from '../../../domain/platform/index.js'
import { alignEntries, type Entry, labelledRows, sanitizeText, wrapText } from '../terminal-text.js'

/** A proposal, for reports. */
export interface OutlineOutcome {
  readonly title: string
  readonly proposal: OutlineProposal
  readonly refused: readonly RefusedDocument[]
  readonly notes: readonly string[]
  /** The written file, as on the command line. */
  readonly out?: string
}

/** The proposal as a file to edit. */
export function outlineText({ proposal: { placement, outline, notInUnits } }: OutlineOutcome): string {
  return jsonText({ placement, outline, ...(notInUnits.length === 0 ? {} : { notInUnits }) })
}

/** The output of `--json`. */
export function outlineJson({ proposal, refused, notes, out }: OutlineOutcome): string {
  return jsonText({ ok: true, exitCode: 0, ...proposal, refused, notes, ...(out === undefined ? {} : { out }) })
}

const MIN_COLUMNS = 60
const MAX_COLUMNS = 100
const MAX_MARK_WIDTH = 40

/** The summary of a written proposal: units with their reasons, the least sure ones to look at. */
export function outlineReport(
  { title, proposal, refused, notes, out }: OutlineOutcome,
  terminalColumns: number,
): string {
  const columns = Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, terminalColumns))
  const { placement, outline, notInUnits } = proposal
  const units = outline.map((unit, index) => ({
    mark: `${index + 1}`,
    text: `${unit.title}: ${pluralize(unit.documents.length, 'document')}, ${unit.placement.reason} (${percent(unit.placement.confidence)} sure)`,
  }))
  const outside = [
    ...notInUnits.map(({ document, reason }) => ({ mark: document, text: reason })),
    ...refused.map(({ name, reason }) => ({ mark: name, text: `refused: ${reason}` })),
  ]
  const rows: readonly (readonly [label: string, entries: readonly Entry[]])[] = [
    ['Order', [`${placement.reason} (${percent(placement.confidence)} sure)`]],
    ['Units', alignEntries(units, MAX_MARK_WIDTH)],
    ['Not in it', alignEntries(outside, MAX_MARK_WIDTH)],
    ['Remarks', notes.map((text) => ({ mark: '-', text }))],
    ['Next', [`edit ${out ?? 'the outline'}, then give it back with generate --outline`]],
  ]
  const lines = rows.flatMap(([label, entries]) =>
    entries.length === 0 ? [] : ['', ...labelledRows(label, entries, columns)],
  )
  return ['', ...wrapText(sanitizeText(title), columns), ...lines, ''].join('\n')
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
