import type { DocumentLimits } from '../document-limits.js'
import { Refusal } from '../refusals.js'
import { decodedLength } from './stream-filters.js'

const DICTIONARY_BYTES = 65_536
// One filter, or a list of them.
const FILTERS = /\/F(?:ilter)?\s*(\[[^\]]*\]|\/[^\s/<>[\]()]+)/g
const FILTER_BY_REFERENCE = /\/F(?:ilter)?\s*\[?\s*\d+\s+\d+\s+R\b/
const PAGE_TREE = /\/Type\s*\/Pages\b[^<>]{0,20000}?\/Count\s+(\d+)|\/Count\s+(\d+)[^<>]{0,20000}?\/Type\s*\/Pages\b/g

/**
 * Refuses a PDF that says it has too many pages, or with a stream that comes to more than it may. The PDF engine
 * unpacks in JavaScript and keeps everything; here nothing is kept.
 */
export function checkStreams(bytes: Uint8Array, limits: DocumentLimits): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (const [, after, before] of buffer.toString('latin1').matchAll(PAGE_TREE)) {
    assertPages(Number(after ?? before), limits)
  }
  let decoded = 0
  let before = 0
  for (let at = buffer.indexOf('stream'); at >= 0; at = buffer.indexOf('stream', at + 6)) {
    const dictionary = buffer.toString('latin1', Math.max(before, at - DICTIONARY_BYTES), at)
    before = at
    if (dictionary.endsWith('end')) continue
    const own = dictionary.slice(dictionary.lastIndexOf('obj') + 1)
    // Pictures are large by nature, and are not decoded to read text.
    if (/\/Subtype\s*\/Image\b/.test(own)) continue
    const data = buffer.subarray(startOfData(buffer, at))
    const lengths = chainsIn(own).map((filters) => decodedLength(data, filters, limits.inflatedBytes))
    decoded += Math.max(0, ...lengths)
    if (decoded > limits.inflatedBytes * 4) throw new Refusal('inflates-too-much')
  }
}

/** The filters that a stream may go through, in their order. */
function chainsIn(dictionary: string): readonly (readonly string[])[] {
  const plain = dictionary.replace(/#([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
  const named = [...plain.matchAll(FILTERS)].map(([, names = '']) => names.match(/[^\s/[\]]+/g) ?? [])
  return FILTER_BY_REFERENCE.test(plain) ? [...named, ['FlateDecode']] : named
}

/** @throws Refusal `too-many-pages` */
export function assertPages(count: number, limits: DocumentLimits): void {
  if (count > limits.pages) throw new Refusal('too-many-pages', `${count}, at most ${limits.pages}`)
}

function startOfData(buffer: Buffer, at: number): number {
  const after = at + 'stream'.length
  if (buffer[after] === 0x0d && buffer[after + 1] === 0x0a) return after + 2
  return buffer[after] === 0x0a || buffer[after] === 0x0d ? after + 1 : after
}
