import type { AimCoverage } from '../../../../domain/curriculum/index.js'
import { aimSources } from '../../outline/aim-sources.js'
import { blocks, bullets, table } from '../blocks.js'
import type { MarkdownContext } from '../markdown-context.js'
import { joined, type Markup, md, NOTHING } from '../markup.js'

/** The aims of the brief, and where the documents speak of them. */
export function aimsSection({ generated }: MarkdownContext): Markup {
  const { aims } = generated.curriculum.program
  const coverage = generated.sourcing.aims
  return blocks(
    md`## Aims`,
    bullets(aims.map((aim) => md`${aim}`)),
    coverage.length === 0 ? NOTHING : md`What the documents have for each aim:`,
    table(['Aim', 'Covered', 'Found in', 'Words not found'], coverage.map(coverageRow)),
  )
}

function coverageRow({ aim, covered, passages, missing }: AimCoverage): readonly Markup[] {
  const places = aimSources(passages).map(({ docId, sections }) =>
    sections.length === 0 ? md`${docId}` : md`${docId} (${joined(sections, '; ')})`,
  )
  return [md`${aim}`, covered ? md`yes` : md`**no**`, joined(places, '; '), joined(missing, ', ')]
}
