import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DEFAULT_DOCUMENT_LIMITS } from '../../../../src/adapters/documents/document-limits.js'
import { readDocument } from '../../../../src/adapters/documents/read-document.js'
import { isAppError } from '../../../../src/domain/platform/index.js'
import { lessonFiles } from '../../../support/documents/lesson-files.js'
import { misquotes } from '../../../support/documents/misquotes.js'
import { runningTime } from '../../../support/running-time.js'

/** Number of damaged files. `FUZZED_DOCUMENTS=1000` runs the full test. */
const RUNS = Number(process.env.FUZZED_DOCUMENTS ?? 250)
/** These small files are read in a few milliseconds; one that takes this long hangs. */
const MS_PER_DOCUMENT = 20_000
const READ_ERRORS = [
  'UNSUPPORTED_DOCUMENT',
  'UNREADABLE_DOCUMENT',
  'DOCUMENT_TOO_LARGE',
  'ARCHIVE_LIMITS',
  'UNSAFE_ARCHIVE',
] as const
const FRAGMENTS = [
  '<',
  '>',
  '"',
  '/',
  '%',
  '[',
  ']',
  '(',
  ')',
  '*',
  '`',
  '#',
  ':::',
  '> ',
  '---\n',
  '<!DOCTYPE x>',
  '<w:p>',
  'stream\n',
  ' 0 obj',
  '/Count 9',
  '\0',
  '\xff',
  '\ud83d',
  '{:',
  '|',
  '\t',
]

type Mutation = (bytes: Buffer) => Buffer
const at = (bytes: Buffer, share: number) => Math.floor(share * bytes.length)
const share = fc.double({ min: 0, max: 0.999, noNaN: true })
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(share, fc.nat(255)).map(
    ([where, value]): Mutation =>
      (bytes) => {
        const changed = Buffer.from(bytes)
        changed[at(bytes, where)] = value
        return changed
      },
  ),
  fc.tuple(share, fc.constantFrom(...FRAGMENTS), fc.integer({ min: 1, max: 300 })).map(
    ([where, fragment, times]): Mutation =>
      (bytes) =>
        Buffer.concat([
          bytes.subarray(0, at(bytes, where)),
          Buffer.from(fragment.repeat(times)),
          bytes.subarray(at(bytes, where)),
        ]),
  ),
  fc.tuple(share, share).map(
    ([from, to]): Mutation =>
      (bytes) =>
        Buffer.concat([
          bytes.subarray(0, at(bytes, Math.min(from, to))),
          bytes.subarray(at(bytes, Math.max(from, to))),
        ]),
  ),
  fc.tuple(share, share).map(
    ([from, to]): Mutation =>
      (bytes) =>
        Buffer.concat([bytes, bytes.subarray(at(bytes, Math.min(from, to)), at(bytes, Math.max(from, to)))]),
  ),
  share.map(
    (where): Mutation =>
      (bytes) =>
        bytes.subarray(0, at(bytes, where)),
  ),
)

it(
  `reads or rejects ${RUNS} damaged documents of all formats without hanging`,
  async () => {
    const counts = { read: 0, rejected: 0 }
    const damaged = fc.record({
      file: fc.constantFrom(...lessonFiles()),
      mutations: fc.array(mutation, { minLength: 1, maxLength: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(damaged, async ({ file, mutations }) => {
        const bytes = mutations.reduce<Buffer>((damagedBytes, mutate) => mutate(damagedBytes), file.bytes)
        const started = runningTime()
        try {
          const document = await readDocument({ name: file.name, bytes }, DEFAULT_DOCUMENT_LIMITS)
          expect(misquotes(document)).toEqual([])
          counts.read += 1
        } catch (error) {
          if (!isAppError(error, ...READ_ERRORS)) throw error
          counts.rejected += 1
        }
        expect(runningTime() - started).toBeLessThan(MS_PER_DOCUMENT)
      }),
      { numRuns: RUNS },
    )
    // The damage makes some files unreadable, but not all.
    expect(Math.min(counts.read, counts.rejected)).toBeGreaterThan(RUNS / 20)
  },
  180_000 + RUNS * 200,
)
