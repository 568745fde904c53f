import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { App } from '../../../src/app/app.js'
import { AppError, EXPORT_FORMATS, type ExportFormat } from '../../../src/index.js'
import { AppFixture } from './app-fixture.js'

const BRIEF = {
  title: ' Soil ',
  audience: 'Gardeners',
  level: 'introductory',
  totalHours: 5,
  aims: ['Feed the soil'],
  language: 'en',
} as const
const TEXT =
  '# Soil\n\nSoil is a mixture of minerals, water, air and living things. **Humus** is dark matter that is left when plants rot. Worms carry humus down into the soil. A soil with much humus holds more water than sand does.\n'

const fixture = new AppFixture()
let app: App
beforeAll(async () => {
  app = await fixture.open()
})
afterAll(() => fixture.end())

const bytesOf = (text: string) => new TextEncoder().encode(text)

describe('app.programs', () => {
  it('stores a checked and trimmed brief with a new id', async () => {
    const { createProgram, getProgram } = app.programs
    const program = await createProgram(BRIEF, { ownerId: 'u1' })
    expect(program).toMatchObject({ ownerId: 'u1', version: 1, brief: { ...BRIEF, title: 'Soil' } })
    expect(program.id.length).toBeGreaterThanOrEqual(22)
    expect(await getProgram(program.id)).toEqual(program)
    expect(await getProgram('other')).toBeUndefined()
  })

  it('rejects a brief with all its problems, and a duplicate id', async () => {
    await expect(app.programs.createProgram({ title: 'T' }, { ownerId: 'u' })).rejects.toMatchObject({
      code: 'INVALID_PROGRAM',
      details: { problems: expect.arrayContaining([expect.objectContaining({ pointer: '/aims' })]) },
    })
    await app.programs.createProgram(BRIEF, { ownerId: 'u', id: 'twice' })
    await expect(app.programs.createProgram(BRIEF, { ownerId: 'u', id: 'twice' })).rejects.toMatchObject({
      code: 'PROGRAM_EXISTS',
    })
  })

  it.each(['', 'x'.repeat(257), 'a\u0000b', 'a\nb', '\ud800'])('rejects the id %j', async (id) => {
    const refusal = { code: 'INVALID_ARGUMENT', hint: expect.stringContaining('256') }
    await expect(app.programs.createProgram(BRIEF, { ownerId: 'u', id })).rejects.toMatchObject(refusal)
    await expect(app.programs.createProgram(BRIEF, { ownerId: id })).rejects.toMatchObject(refusal)
  })

  it('changes a brief only with its current version', async () => {
    const { id } = await app.programs.createProgram(BRIEF, { ownerId: 'u' })
    const changed = await app.programs.updateProgram(id, { ...BRIEF, totalHours: 6 }, { since: 1 })
    expect(changed).toMatchObject({ version: 2, brief: { totalHours: 6 } })
    const late = app.programs.updateProgram(id, BRIEF, { since: 1 })
    await expect(late).rejects.toMatchObject({ code: 'VERSION_CONFLICT' })
    await expect(app.programs.updateProgram(id, {}, { since: 2 })).rejects.toMatchObject({ code: 'INVALID_PROGRAM' })
    await expect(app.programs.updateProgram('none', BRIEF, { since: 1 })).rejects.toMatchObject({
      code: 'PROGRAM_NOT_FOUND',
    })
  })

  it('lists by owner, and deletes a program with all its data', async () => {
    const { id } = await app.programs.createProgram(BRIEF, { ownerId: 'lister' })
    await app.knowledge.addDocument(id, { name: 'a.md', bytes: bytesOf(TEXT) })
    expect((await app.programs.listPrograms({ ownerId: 'lister' })).programs.map((one) => one.id)).toEqual([id])
    expect(await app.programs.deleteProgram(id)).toBe(true)
    expect(await app.programs.deleteProgram(id)).toBe(false)
    expect(await app.knowledge.listDocuments(id)).toEqual([])
  })
})

describe('app.knowledge', () => {
  it('stores files unchanged, in reading order', async () => {
    const { id } = await app.programs.createProgram(BRIEF, { ownerId: 'u' })
    const { addDocument, listDocuments, getDocument, removeDocument } = app.knowledge
    await addDocument(id, { name: 'part-10/a.md', bytes: bytesOf('ten') })
    const { file, created } = await addDocument(id, { name: 'part-2/ü.md', bytes: bytesOf('two') })
    expect({ created, bytes: file.bytes, digest: file.digest.length }).toEqual({ created: true, bytes: 3, digest: 64 })
    expect((await addDocument(id, { name: 'part-2/ü.md', bytes: bytesOf('2') })).created).toBe(false)
    expect((await listDocuments(id)).map(({ name }) => name)).toEqual(['part-2/ü.md', 'part-10/a.md'])
    expect(Buffer.from((await getDocument(id, 'part-2/ü.md'))?.bytes ?? []).toString()).toBe('2')
    expect(await removeDocument(id, 'part-10/a.md')).toBe(true)
    expect(await getDocument(id, 'part-10/a.md')).toBeUndefined()
    await expect(addDocument('none', { name: 'a.md', bytes: bytesOf('x') })).rejects.toMatchObject({
      code: 'PROGRAM_NOT_FOUND',
    })
  })

  it.each([
    '',
    '/etc/passwd',
    '../a.md',
    'a/../b.md',
    'a/./b.md',
    'a//b.md',
    'a/',
    '..',
    'a\\b.md',
    'C:a.md',
    'a\u0000.md',
    'a\n.md',
    'x'.repeat(501),
    '\udc00',
  ])('rejects the name %j', async (name) => {
    await expect(app.knowledge.addDocument('p', { name, bytes: bytesOf('x') })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    })
  })

  it('accepts any other name, or rejects it with a code', async () => {
    const { id } = await app.programs.createProgram(BRIEF, { ownerId: 'u' })
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (name) => {
        const kept = await app.knowledge
          .addDocument(id, { name, bytes: bytesOf(name) })
          .catch((error: unknown) => error)
        if (kept instanceof AppError) expect(kept.code).toBe('INVALID_ARGUMENT')
        else expect(Buffer.from((await app.knowledge.getDocument(id, name))?.bytes ?? []).toString()).toBe(name)
      }),
      { numRuns: 60 },
    )
  })

  it('rejects a too large file and non-bytes before anything else', async () => {
    const large = new Uint8Array(50 * 1024 * 1024 + 1)
    await expect(app.knowledge.addDocument('none', { name: 'a.md', bytes: large })).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_LARGE',
      details: { bytes: large.byteLength },
    })
    const text = 'text' as unknown as Uint8Array
    await expect(app.knowledge.addDocument('none', { name: 'a.md', bytes: text })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    })
  })

  it('opens the current documents: reading one that changed afterwards fails', async () => {
    const { id } = await app.programs.createProgram(BRIEF, { ownerId: 'u' })
    for (const name of ['a.md', 'b.md']) await app.knowledge.addDocument(id, { name, bytes: bytesOf(name) })
    const opened = await app.knowledge.openDocuments(id)
    expect(await opened.source.list()).toEqual(['a.md', 'b.md'])
    await app.knowledge.addDocument(id, { name: 'b.md', bytes: bytesOf('other') })
    expect((await opened.source.open('a.md')).name).toBe('a.md')
    await expect(opened.source.open('b.md')).rejects.toMatchObject({ code: 'VERSION_CONFLICT' })
    await app.knowledge.removeDocument(id, 'a.md')
    await expect(opened.source.open('a.md')).rejects.toMatchObject({ code: 'VERSION_CONFLICT' })
    expect((await app.knowledge.openDocuments(id)).digest).not.toBe(opened.digest)
  })
})

describe('app.curricula', () => {
  it('reports a missing program or version', async () => {
    const { id } = await app.programs.createProgram(BRIEF, { ownerId: 'u' })
    const { getCurriculum, getReport, listVersions, requestCurriculum, generate, exportCurriculum } = app.curricula
    await expect(getCurriculum(id)).rejects.toMatchObject({ code: 'CURRICULUM_NOT_FOUND', hint: expect.any(String) })
    await expect(getReport(id, 3)).rejects.toMatchObject({ code: 'CURRICULUM_NOT_FOUND', details: { version: 3 } })
    await expect(exportCurriculum(id, undefined, 'html')).rejects.toMatchObject({ code: 'CURRICULUM_NOT_FOUND' })
    expect(await listVersions(id)).toEqual([])
    await expect(generate(id, { userId: 'u' })).rejects.toMatchObject({ code: 'NO_USABLE_DOCUMENTS' })
    const calls: readonly (() => Promise<unknown>)[] = [
      () => getCurriculum('none'),
      () => getCurriculum('none', 1),
      () => listVersions('none'),
      () => requestCurriculum('none', { userId: 'u' }),
      () => generate('none', { userId: 'u' }),
    ]
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'PROGRAM_NOT_FOUND' })
  })

  it('rejects an unknown format and lists the known ones', async () => {
    const format = 'pptx' as ExportFormat
    await expect(app.curricula.exportCurriculum('p', 1, format)).rejects.toMatchObject({
      code: 'UNKNOWN_FORMAT',
      details: { known: expect.arrayContaining(['html']) },
    })
  })

  it('exports a version and reports each step', async () => {
    const { id } = await app.programs.createProgram(BRIEF, { ownerId: 'u' })
    await app.knowledge.addDocument(id, { name: 'soil.md', bytes: bytesOf(TEXT) })
    const stages = new Set<string>()
    const onProgress = ({ stage }: { readonly stage: string }) => void stages.add(stage)
    expect(await app.curricula.generate(id, { userId: 'u', onProgress })).toMatchObject({ version: 1, created: true })
    expect([...stages].at(-1)).toBe('done')
    stages.clear()
    expect(await app.curricula.generate(id, { userId: 'u', onProgress })).toMatchObject({ version: 1, created: false })
    expect([...stages]).toEqual(['done'])
    const names: string[] = []
    for (const format of Object.keys(EXPORT_FORMATS) as ExportFormat[]) {
      const files = await app.curricula.exportCurriculum(id, undefined, format)
      expect(files.every(({ bytes }) => bytes.length > 0)).toBe(true)
      names.push(...files.map(({ name }) => name))
    }
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThanOrEqual(Object.keys(EXPORT_FORMATS).length)
  })

  it('can be aborted', async () => {
    const { id } = await app.programs.createProgram(BRIEF, { ownerId: 'u' })
    await app.knowledge.addDocument(id, { name: 'soil.md', bytes: bytesOf(TEXT) })
    const controller = new AbortController()
    const onProgress = () => controller.abort()
    await expect(
      app.curricula.generate(id, { userId: 'u', signal: controller.signal, onProgress }),
    ).rejects.toMatchObject({ code: 'ABORTED' })
    expect(await app.curricula.listVersions(id)).toEqual([])
  })

  it('adds jobs for long ids with any bytes', async () => {
    const id = '漢'.repeat(256)
    await app.programs.createProgram(BRIEF, { ownerId: 'u', id })
    const first = await app.curricula.requestCurriculum(id, { userId: 'u' })
    expect(await app.curricula.requestCurriculum(id, { userId: 'v' })).toEqual({ id: first.id, created: false })
  })
})
