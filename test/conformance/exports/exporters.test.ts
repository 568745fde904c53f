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
  type ExporterSamples,
  exporterLaws,
  findKillers,
  type HarnessFactory,
  lawCases,
  type Mutant,
} from '../../../src/ports/conformance/index.js'
import type { CurriculumExporter, ExportedFile } from '../../../src/ports/index.js'
import { hostileCurriculum } from '../../support/hostile-curriculum.js'
import { smallCurriculum } from '../../support/small-curriculum.js'

// Small curricula: the laws export each several times and do not depend on the size.
const samples: ExporterSamples = {
  one: hostileCurriculum('plain'),
  other: smallCurriculum('../../<b>\u0000\ud800 "é|=\n'),
}

const harnessOf =
  (create: () => CurriculumExporter): HarnessFactory<CurriculumExporter> =>
  () => ({ create, advanceTime: async () => undefined, destroy: async () => undefined })

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

/** An exporter whose files are replaced by `change`. */
function changed(
  change: (files: readonly ExportedFile[], title: string) => readonly ExportedFile[],
): CurriculumExporter {
  const sound = new MarkdownExporter()
  return {
    format: 'markdown',
    export: async (generated) => change(await sound.export(generated), generated.curriculum.program.title),
  }
}

const bytes = (text: string) => new TextEncoder().encode(text)
const named = (name: string) => () => changed((files) => files.map((file) => ({ ...file, name })))
const typed = (mediaType: string) => () => changed((files) => files.map((file) => ({ ...file, mediaType })))

function mutant(fault: string, killedBy: string, create: () => CurriculumExporter): Mutant<CurriculumExporter> {
  return { fault, killedBy, makeHarness: harnessOf(create) }
}

let made = 0

const MUTANTS: readonly Mutant<CurriculumExporter>[] = [
  mutant('an unknown format', 'exporter/format', () => {
    const sound = new MarkdownExporter()
    return { format: 'toString' as 'markdown', export: (generated) => sound.export(generated) }
  }),
  mutant('no file', 'exporter/files', () => changed(() => [])),
  mutant('an empty file', 'exporter/files', () =>
    changed((files) => files.map((file) => ({ ...file, bytes: bytes('') }))),
  ),
  mutant('a name with a folder', 'exporter/names', named('out/curriculum.md')),
  mutant('a name with ..', 'exporter/names', named('..')),
  mutant('a name with an umlaut', 'exporter/names', named('lehrplän.md')),
  mutant('a name without an extension', 'exporter/names', named('curriculum')),
  mutant('two files with the same name', 'exporter/names', () => changed((files) => [...files, ...files])),
  mutant('names that differ only in case', 'exporter/names', () =>
    changed((files) => [...files, ...files.map((file) => ({ ...file, name: file.name.toUpperCase() }))]),
  ),
  mutant('a name from the title', 'exporter/names-fixed', () =>
    changed((files, title) => files.map((file) => ({ ...file, name: `${title.length}.md` }))),
  ),
  mutant('a media type that is an extension', 'exporter/media-type', typed('.md')),
  mutant('text without its charset', 'exporter/media-type', typed('text/markdown')),
  mutant('text in another charset', 'exporter/media-type', typed('text/markdown; charset=latin1')),
  mutant('bytes of Latin-1', 'exporter/utf-8', () =>
    changed((files) => files.map((file) => ({ ...file, bytes: Uint8Array.of(0x61, 0xe9) }))),
  ),
  mutant('a counter of exports in the file', 'exporter/same-bytes', () => {
    let count = 0
    return changed((files) => files.map((file) => ({ ...file, bytes: bytes(`${++count}`) })))
  }),
  mutant('a number of each exporter in the file', 'exporter/same-bytes', () => {
    const mark = String(made++)
    return changed((files) => files.map((file) => ({ ...file, bytes: bytes(mark) })))
  }),
  mutant('a state that all exports share', 'exporter/at-once', () => {
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
  mutant('the same bytes for every curriculum', 'exporter/content', () =>
    changed((files) => files.map((file) => ({ ...file, bytes: bytes('a curriculum') }))),
  ),
  mutant('units are reversed in place', 'exporter/pure', () => {
    const sound = new MarkdownExporter()
    return {
      format: 'markdown',
      export: (generated) => {
        Array.prototype.reverse.call(generated.curriculum.units)
        return sound.export(generated)
      },
    }
  }),
  mutant('bytes are shared between exports', 'exporter/own-bytes', () => {
    const kept = new Map<string, readonly ExportedFile[]>()
    return changed((files, title) => {
      const known = kept.get(title) ?? files
      kept.set(title, known)
      return known
    })
  }),
]

describe('the contract suite of CurriculumExporter kills the mutant', () => {
  it.each(MUTANTS)('$fault: by $killedBy', async (each) => {
    const killers = await findKillers(each, (makeHarness) => lawCases(exporterLaws(samples), makeHarness))
    expect(killers).toEqual([each.killedBy])
  })
})
