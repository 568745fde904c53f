import { describe, expect, it } from '@jest/globals'
import {
  CsvExporter,
  DocxExporter,
  GiftExporter,
  HtmlExporter,
  JsonExporter,
  JsonLdExporter,
  MarkdownExporter,
} from '../../../src/adapters/exports/index.js'
import {
  catchFault,
  type ExporterSamples,
  exporterLaws,
  type HarnessFactory,
  lawCases,
  type PlantedFault,
} from '../../../src/ports/conformance/index.js'
import type { CurriculumExporter, ExportedFile } from '../../../src/ports/index.js'
import { hostileCurriculum } from '../../support/hostile-curriculum.js'
import { smallCurriculum } from '../../support/small-curriculum.js'

// Two units and one: the laws export each several times, and a law does not depend on the size.
const samples: ExporterSamples = {
  one: hostileCurriculum('plain'),
  other: smallCurriculum('../../<b>\u0000\ud800 "é|=\n'),
}

const harnessOf =
  (create: () => CurriculumExporter): HarnessFactory<CurriculumExporter> =>
  () => ({ create, elapse: async () => undefined, destroy: async () => undefined })

const EXPORTERS: readonly (() => CurriculumExporter)[] = [
  () => new HtmlExporter(),
  () => new DocxExporter(),
  () => new MarkdownExporter(),
  () => new JsonExporter(),
  () => new CsvExporter(),
  () => new JsonLdExporter(),
  () => new GiftExporter(),
]

const ids = exporterLaws(samples).map(({ id, law }) => ({ id, law }))

describe.each(EXPORTERS.map((create) => ({ format: create().format, create })))(
  'the exporter of $format',
  ({ create }) => {
    it.each(ids)('$id: $law', async ({ id }) => {
      const law = lawCases(exporterLaws(samples), harnessOf(create)).find((candidate) => candidate.id === id)
      await law?.run()
      expect(law).toBeDefined()
    })
  },
)

it('no two exporters use the same name', async () => {
  const files = await Promise.all(EXPORTERS.map((create) => create().export(samples.other)))
  const names = files.flat().map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

/** A sound exporter whose files are made wrong by `change`. */
function wrong(change: (files: readonly ExportedFile[], title: string) => readonly ExportedFile[]): CurriculumExporter {
  const sound = new MarkdownExporter()
  return {
    format: 'markdown',
    export: async (generated) => change(await sound.export(generated), generated.curriculum.program.title),
  }
}

const bytes = (text: string) => new TextEncoder().encode(text)
const named = (name: string) => () => wrong((files) => files.map((file) => ({ ...file, name })))
const typed = (mediaType: string) => () => wrong((files) => files.map((file) => ({ ...file, mediaType })))

function planted(fault: string, caughtBy: string, create: () => CurriculumExporter): PlantedFault<CurriculumExporter> {
  return { fault, caughtBy, makeHarness: harnessOf(create) }
}

let made = 0

const PLANTED: readonly PlantedFault<CurriculumExporter>[] = [
  planted('a format that nobody knows', 'exporter/format', () => {
    const sound = new MarkdownExporter()
    return { format: 'toString' as 'markdown', export: (generated) => sound.export(generated) }
  }),
  planted('no file', 'exporter/files', () => wrong(() => [])),
  planted('an empty file', 'exporter/files', () =>
    wrong((files) => files.map((file) => ({ ...file, bytes: bytes('') }))),
  ),
  planted('a name with a folder', 'exporter/names', named('out/curriculum.md')),
  planted('a name that climbs', 'exporter/names', named('..')),
  planted('a name with an umlaut', 'exporter/names', named('lehrplän.md')),
  planted('a name without an ending', 'exporter/names', named('curriculum')),
  planted('two files of one name', 'exporter/names', () => wrong((files) => [...files, ...files])),
  planted('names that differ in case alone', 'exporter/names', () =>
    wrong((files) => [...files, ...files.map((file) => ({ ...file, name: file.name.toUpperCase() }))]),
  ),
  planted('a name made of the title', 'exporter/names-fixed', () =>
    wrong((files, title) => files.map((file) => ({ ...file, name: `${title.length}.md` }))),
  ),
  planted('a media type that is an ending', 'exporter/media-type', typed('.md')),
  planted('text without its charset', 'exporter/media-type', typed('text/markdown')),
  planted('text in another charset', 'exporter/media-type', typed('text/markdown; charset=latin1')),
  planted('bytes of Latin-1', 'exporter/utf-8', () =>
    wrong((files) => files.map((file) => ({ ...file, bytes: Uint8Array.of(0x61, 0xe9) }))),
  ),
  planted('a count of the exports in the file', 'exporter/same-bytes', () => {
    let count = 0
    return wrong((files) => files.map((file) => ({ ...file, bytes: bytes(`${++count}`) })))
  }),
  planted('a mark of each exporter in the file', 'exporter/same-bytes', () => {
    const mark = String(made++)
    return wrong((files) => files.map((file) => ({ ...file, bytes: bytes(mark) })))
  }),
  planted('a state that all exports share', 'exporter/at-once', () => {
    const sound = new MarkdownExporter()
    let current = samples.other
    return {
      format: 'markdown',
      export: async (generated) => {
        current = generated
        await Promise.resolve()
        return sound.export(current)
      },
    }
  }),
  planted('the same bytes for every curriculum', 'exporter/content', () =>
    wrong((files) => files.map((file) => ({ ...file, bytes: bytes('a curriculum') }))),
  ),
  planted('units that are sorted in place', 'exporter/pure', () => {
    const sound = new MarkdownExporter()
    return {
      format: 'markdown',
      export: (generated) => {
        Array.prototype.reverse.call(generated.curriculum.units)
        return sound.export(generated)
      },
    }
  }),
  planted('bytes that are kept and given out again', 'exporter/own-bytes', () => {
    const kept = new Map<string, readonly ExportedFile[]>()
    return wrong((files, title) => {
      const known = kept.get(title) ?? files
      kept.set(title, known)
      return known
    })
  }),
]

describe('the laws of CurriculumExporter catch', () => {
  it.each(PLANTED)('$fault', async (fault) => {
    const noticed = await catchFault(fault, (makeHarness) => lawCases(exporterLaws(samples), makeHarness))
    expect(noticed).toContain(fault.caughtBy)
  })
})
