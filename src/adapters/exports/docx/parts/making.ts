import type { FileChild } from 'docx'
import type { AimCoverage, GeneratorFacts } from '../../../../domain/curriculum/index.js'
import { aimSources } from '../../labels/wording.js'
import type { Manuscript } from '../writing/manuscript.js'
import { paragraph } from '../writing/paragraph.js'

/** By what the curriculum was made, and what became of the aims and documents. */
export function makingPart(manuscript: Manuscript): readonly FileChild[] {
  const { curriculum, sourcing, repairs } = manuscript.generated
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [manuscript.heading(2, title), ...lines.map((line) => paragraph('ListBullet', line))]
  return [
    manuscript.heading(1, 'How this curriculum was made'),
    paragraph('Normal', madeBy(curriculum.generator)),
    ...list('Remarks', curriculum.generator.remarks),
    ...aims(manuscript, sourcing.aims),
    ...list(
      'Documents that were not used',
      sourcing.unused.map(({ docId, reason }) => `${manuscript.documents.full(docId)}: ${reason}`),
    ),
    ...list(
      'Files that could not be read',
      sourcing.refused.map(({ name, reason, hint }) => `${name}: ${reason}. To mend it: ${hint}.`),
    ),
    ...list(
      'Repairs',
      repairs.map(({ ruleId, action, what }) => `${ruleId}, ${action}: ${what}`),
    ),
  ]
}

function madeBy({ author, version, model, seed }: GeneratorFacts): string {
  const helped = model === undefined ? '' : ` with the model ${model}`
  return `Written by the author “${author}”, version ${version}${helped}, seed ${seed}.`
}

function aims(manuscript: Manuscript, coverage: readonly AimCoverage[]): readonly FileChild[] {
  if (coverage.length === 0) return []
  return [
    manuscript.heading(2, 'Aims and documents'),
    ...manuscript.table({
      summary: 'Aims of the brief and where the documents speak of them',
      columns: [
        { head: 'Aim', share: 5 },
        { head: 'Covered', share: 1.6 },
        { head: 'Where', share: 5 },
        { head: 'Words not found', share: 2.6 },
      ],
      rows: coverage.map(({ aim, covered, passages, missing }) => [
        aim,
        covered ? 'Yes' : 'No',
        aimSources(passages)
          .map(({ docId, sections }) =>
            [manuscript.documents.full(docId), ...sections.map((section) => `“${section}”`)].join(', '),
          )
          .join('; ') || '–',
        missing.join(', ') || '–',
      ]),
    }),
  ]
}
