import { strict as assert } from 'node:assert'
import { EXPORT_FORMATS, type GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import type { CurriculumExporter, ExportedFile } from '../../curriculum/index.js'
import type { Law } from '../law.js'

/** Two curricula without anything in common, including titles and numbers of units. */
export interface ExporterSamples {
  readonly one: GeneratedCurriculum
  readonly other: GeneratedCurriculum
}

const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9]+)+$/
const MEDIA_TYPE = /^[a-z]+\/[a-z0-9][a-z0-9.+-]*(?:; [a-z]+=[A-Za-z0-9-]+)*$/
/** The media types of text, by type, name or suffix. */
const TEXT_TYPE = /^text\/|^application\/(?:json|xml)|\+(?:json|xml)/

/** The laws of the port `CurriculumExporter`, on curricula of the caller. */
export function exporterLaws({ one, other }: ExporterSamples): readonly Law<CurriculumExporter>[] {
  return [
    {
      id: 'exporter/format',
      law: 'the format is one of EXPORT_FORMATS',
      check: async ({ create }) => {
        const { format } = await create()
        assert.ok(Object.hasOwn(EXPORT_FORMATS, format), `unknown format: ${format}`)
      },
    },
    {
      id: 'exporter/files',
      law: 'an export has at least one file, and no file is empty',
      check: async ({ create }) => {
        const files = await (await create()).export(one)
        assert.ok(files.length > 0, 'the export has no file')
        for (const { name, bytes } of files) assert.ok(bytes.length > 0, `${name} is empty`)
      },
    },
    {
      id: 'exporter/names',
      law: 'file names are ASCII, have an extension and no folder, and are unique',
      check: async ({ create }) => {
        const names = (await (await create()).export(one)).map(({ name }) => name)
        for (const name of names) assert.match(name, FILE_NAME)
        assert.equal(
          new Set(names.map((name) => name.toLowerCase())).size,
          names.length,
          'two files have the same name',
        )
      },
    },
    {
      id: 'exporter/names-fixed',
      law: 'names and media types are the same for every curriculum',
      check: async ({ create }) => {
        const exporter = await create()
        const headers = (files: readonly ExportedFile[]) => files.map(({ name, mediaType }) => [name, mediaType])
        assert.deepEqual(headers(await exporter.export(other)), headers(await exporter.export(one)))
      },
    },
    {
      id: 'exporter/media-type',
      law: 'media types are well formed, and those of text/... name the charset',
      check: async ({ create }) => {
        for (const { name, mediaType } of await (await create()).export(one)) {
          assert.match(mediaType, MEDIA_TYPE, name)
          if (mediaType.startsWith('text/')) assert.match(mediaType, /; charset=utf-8(?:;|$)/, name)
        }
      },
    },
    {
      id: 'exporter/utf-8',
      law: 'text files are valid UTF-8',
      check: async ({ create }) => {
        const exporter = await create()
        const files = [...(await exporter.export(one)), ...(await exporter.export(other))]
        for (const { name, bytes } of files.filter(({ mediaType }) => TEXT_TYPE.test(mediaType))) {
          assert.ok(isUtf8(bytes), `${name} is not UTF-8`)
        }
      },
    },
    {
      id: 'exporter/same-bytes',
      law: 'the same curriculum gives the same bytes: again, after another curriculum, and from another exporter',
      check: async ({ create }) => {
        const exporter = await create()
        const first = await exporter.export(one)
        const again = await exporter.export(one)
        await exporter.export(other)
        assertSame(again, first, 'again')
        assertSame(await exporter.export(one), first, 'after another curriculum')
        assertSame(await (await create()).export(copyOf(one)), first, 'by another exporter')
      },
    },
    {
      id: 'exporter/at-once',
      law: 'concurrent exports do not mix',
      check: async ({ create }) => {
        const exporter = await create()
        const alone = [await exporter.export(one), await exporter.export(other)]
        const [first = [], second = []] = await Promise.all([exporter.export(one), exporter.export(other)])
        assertSame(first, alone[0] ?? [], 'the first')
        assertSame(second, alone[1] ?? [], 'the second')
      },
    },
    {
      id: 'exporter/content',
      law: 'different curricula give different bytes',
      check: async ({ create }) => {
        const exporter = await create()
        const [files, others] = [await exporter.export(one), await exporter.export(other)]
        for (const [index, { name, bytes }] of files.entries()) {
          assert.notDeepEqual(others[index]?.bytes, bytes, `${name} does not depend on the curriculum`)
        }
      },
    },
    {
      id: 'exporter/pure',
      law: 'export does not change the curriculum and accepts a frozen one',
      check: async ({ create }) => {
        const exporter = await create()
        const given = copyOf(one)
        const files = await exporter.export(given)
        assert.deepEqual(given, copyOf(one), 'the curriculum was changed')
        assertSame(await exporter.export(freeze(copyOf(one))), files, 'when it is frozen')
      },
    },
    {
      id: 'exporter/own-bytes',
      law: 'the bytes belong to the caller: changing them does not change later exports',
      check: async ({ create }) => {
        const exporter = await create()
        const files = await exporter.export(one)
        const kept = files.map((file) => ({ ...file, bytes: file.bytes.slice() }))
        for (const { bytes } of files) bytes.fill(0)
        assertSame(await exporter.export(one), kept, 'after the bytes of the first were changed')
      },
    },
  ]
}

function assertSame(files: readonly ExportedFile[], expected: readonly ExportedFile[], when: string): void {
  const names = (list: readonly ExportedFile[]) => list.map(({ name }) => name)
  assert.deepEqual(names(files), names(expected), when)
  for (const [index, { name, bytes }] of files.entries()) {
    assert.deepEqual(bytes, expected[index]?.bytes, `${name} has other bytes ${when}`)
  }
}

function copyOf(generated: GeneratedCurriculum): GeneratedCurriculum {
  return JSON.parse(JSON.stringify(generated)) as GeneratedCurriculum
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) freeze(part)
  return Object.freeze(value)
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
