import { strict as assert } from 'node:assert'
import { EXPORT_FORMATS, type GeneratedCurriculum } from '../../../domain/curriculum/index.js'
import type { CurriculumExporter, ExportedFile } from '../../curriculum/index.js'
import type { Law } from '../law.js'

/** Two curricula that have nothing in common, titles and numbers of units included. */
export interface ExporterSamples {
  readonly one: GeneratedCurriculum
  readonly other: GeneratedCurriculum
}

const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9]+)+$/
const MEDIA_TYPE = /^[a-z]+\/[a-z0-9][a-z0-9.+-]*(?:; [a-z]+=[A-Za-z0-9-]+)*$/
/** Types whose bytes are text, by their first part, their name or their suffix. */
const TEXT_TYPE = /^text\/|^application\/(?:json|xml)|\+(?:json|xml)/

/** The laws of the port `CurriculumExporter`, over curricula that the caller brings. */
export function exporterLaws({ one, other }: ExporterSamples): readonly Law<CurriculumExporter>[] {
  return [
    {
      id: 'exporter/format',
      law: 'the format is one that the product knows',
      check: async ({ create }) => {
        const { format } = await create()
        assert.ok(Object.hasOwn(EXPORT_FORMATS, format), `there is no format ${format}`)
      },
    },
    {
      id: 'exporter/files',
      law: 'there is at least one file, and each has bytes',
      check: async ({ create }) => {
        const files = await (await create()).export(one)
        assert.ok(files.length > 0, 'there is no file')
        for (const { name, bytes } of files) assert.ok(bytes.length > 0, `${name} is empty`)
      },
    },
    {
      id: 'exporter/names',
      law: 'names are ASCII, have an ending and no folder, and each is there once',
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
      law: 'names and media types do not depend on what the curriculum says',
      check: async ({ create }) => {
        const exporter = await create()
        const told = (files: readonly ExportedFile[]) => files.map(({ name, mediaType }) => [name, mediaType])
        assert.deepEqual(told(await exporter.export(other)), told(await exporter.export(one)))
      },
    },
    {
      id: 'exporter/media-type',
      law: 'a media type is well formed, and that of text/... names the charset',
      check: async ({ create }) => {
        for (const { name, mediaType } of await (await create()).export(one)) {
          assert.match(mediaType, MEDIA_TYPE, name)
          if (mediaType.startsWith('text/')) assert.match(mediaType, /; charset=utf-8(?:;|$)/, name)
        }
      },
    },
    {
      id: 'exporter/utf-8',
      law: 'what is text is UTF-8 without a fault',
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
      law: 'the same curriculum gives the same bytes: again, after another one, and from another exporter',
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
      law: 'two exports at once do not mix',
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
      law: 'another curriculum gives other bytes',
      check: async ({ create }) => {
        const exporter = await create()
        const [files, others] = [await exporter.export(one), await exporter.export(other)]
        for (const [index, { name, bytes }] of files.entries()) {
          assert.notDeepEqual(others[index]?.bytes, bytes, `${name} says nothing of the curriculum`)
        }
      },
    },
    {
      id: 'exporter/pure',
      law: 'the curriculum is not changed, and may be frozen',
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
      law: 'the bytes belong to the caller: to change them changes no later export',
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
