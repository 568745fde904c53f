import { beforeAll, describe, expect, it } from '@jest/globals'
import { buildDocument } from '../../../../../src/adapters/exports/document/build-document.js'
import type { CurriculumDocument } from '../../../../../src/adapters/exports/document/model.js'
import type { GeneratedCurriculum } from '../../../../../src/domain/curriculum/index.js'
import { generatedSample } from '../../../../support/generated-curriculum.js'
import { hostileCurriculum } from '../../../../support/hostile-curriculum.js'
import { smallCurriculum } from '../../../../support/small-curriculum.js'

const CURRICULA: readonly (readonly [string, () => Promise<GeneratedCurriculum>])[] = [
  ['the sample', generatedSample],
  ['a complete curriculum', async () => hostileCurriculum('plain')],
  ['a small curriculum', async () => smallCurriculum('plain')],
]

/** All objects within a value. */
function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(objectsIn)
  return Array.isArray(value) ? inner : [value as Readonly<Record<string, unknown>>, ...inner]
}

/** Objects of these kinds lead to an anchor; all other anchors name a place. */
const LINKS = new Set(['link', 'document'])

describe.each(CURRICULA)('the document of %s', (_name, make) => {
  let document: CurriculumDocument
  let anchors: readonly string[]
  let targets: readonly string[]
  beforeAll(async () => {
    document = buildDocument(await make())
    const objects = objectsIn(document)
    const labels = objects.filter(({ kind }) => kind === 'labels').flatMap(({ labels: own }) => objectsIn(own))
    const quotes = objects.filter(({ kind }) => kind === 'cited').flatMap(({ quotes: own }) => own as readonly object[])
    const leading = new Set([...labels, ...quotes, ...objects.filter(({ kind }) => LINKS.has(String(kind)))])
    const anchorOf = (object: object) => ('anchor' in object ? [String(object.anchor)] : [])
    anchors = objects.filter((object) => !leading.has(object)).flatMap(anchorOf)
    targets = [...leading].flatMap(anchorOf)
  })

  it('is plain data', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document)
  })

  it('has unique anchors, made of letters and digits of our own', () => {
    expect(anchors.filter((anchor, index) => anchors.indexOf(anchor) !== index)).toEqual([])
    expect(anchors.filter((anchor) => !/^[a-z][a-z0-9-]*$/.test(anchor))).toEqual([])
  })

  it('has a place for each link', () => {
    expect(targets.length).toBeGreaterThan(20)
    expect([...new Set(targets)].filter((target) => !anchors.includes(target))).toEqual([])
  })

  it('has as many cells in each row as the table has columns', () => {
    const tables = objectsIn(document).filter(({ kind }) => kind === 'table')
    const widths = tables.map(({ columns, rows }) => ({
      columns: (columns as readonly unknown[]).length,
      // The title of a group spans all columns.
      rows: [
        ...new Set(
          (rows as readonly { cells: readonly unknown[]; group?: true }[])
            .filter(({ group }) => group !== true)
            .map(({ cells }) => cells.length),
        ),
      ],
    }))
    expect(widths.length).toBeGreaterThan(5)
    for (const { columns, rows } of widths) expect(rows).toEqual(rows.length === 0 ? [] : [columns])
  })
})
