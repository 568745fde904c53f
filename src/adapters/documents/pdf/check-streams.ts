import { inflateSync } from 'node:zlib'
import type { DocumentLimits } from '../document-limits.js'
import { hasCode, Refusal } from '../refusals.js'

const DICTIONARY_BYTES = 2048
const PAGE_TREE = /\/Type\s*\/Pages\b[^<>]{0,20000}?\/Count\s+(\d+)|\/Count\s+(\d+)[^<>]{0,20000}?\/Type\s*\/Pages\b/g

/**
 * Refuses a PDF that says it has too many pages, or with a stream that inflates to more than it may. The PDF engine
 * inflates in JavaScript and keeps everything; here nothing is kept.
 */
export function checkStreams(bytes: Uint8Array, limits: DocumentLimits): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (const [, after, before] of buffer.toString('latin1').matchAll(PAGE_TREE)) {
    assertPages(Number(after ?? before), limits)
  }
  let inflated = 0
  for (let at = buffer.indexOf('stream'); at >= 0; at = buffer.indexOf('stream', at + 6)) {
    if (buffer.toString('latin1', at - 3, at) === 'end') continue
    const dictionary = buffer.toString('latin1', Math.max(0, at - DICTIONARY_BYTES), at)
    const own = dictionary.slice(dictionary.lastIndexOf(' obj') + 1)
    // Pictures are large by nature, and are not decoded to read text.
    if (!/\/Fl(?:ateDecode)?\b/.test(own) || /\/Subtype\s*\/Image\b/.test(own)) continue
    inflated += inflatedLength(buffer.subarray(startOfData(buffer, at)), limits.inflatedBytes)
    if (inflated > limits.inflatedBytes * 4) throw new Refusal('inflates-too-much')
  }
}

/** @throws Refusal `too-many-pages` */
export function assertPages(count: number, limits: DocumentLimits): void {
  if (count > limits.pages) throw new Refusal('too-many-pages', `${count}, at most ${limits.pages}`)
}

function inflatedLength(data: Buffer, limit: number): number {
  try {
    return inflateSync(data, { maxOutputLength: limit }).length
  } catch (error) {
    if (hasCode(error, 'ERR_BUFFER_TOO_LARGE')) throw new Refusal('inflates-too-much')
    // A damaged stream is for the PDF engine to judge; it yields no more than it was cut to.
    return 0
  }
}

function startOfData(buffer: Buffer, at: number): number {
  const after = at + 'stream'.length
  if (buffer[after] === 0x0d && buffer[after + 1] === 0x0a) return after + 2
  return buffer[after] === 0x0a || buffer[after] === 0x0d ? after + 1 : after
}
