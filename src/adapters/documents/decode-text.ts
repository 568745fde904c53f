import { DocumentReadError, hasCode } from './document-read-error.js'

// Windows-1252 has characters from 80 to 9F, where Latin-1 has control characters. Node 20 decodes them as controls.
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
// ISO 8859-16 from A0 to FF. Node does not decode it.
const ISO_8859_16 =
  '\u00a0ĄąŁ€„Š§š©Ș«Ź\u00adźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ'
/** Labels of encodings that the Encoding standard forbids to decode. */
const FORBIDDEN = /^(?:csiso2022kr|hz-gb-2312|iso-2022-(?:cn(?:-ext)?|kr)|replacement)$/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences that switch to Japanese letters
const JAPANESE_ESCAPE = /\x1b\$[@B]/

/**
 * Decodes text. In this order: a byte order mark; UTF-16 by its zero bytes; ISO-2022-JP by its escape sequences; UTF-8;
 * the declared encoding; Windows-1252, which includes Latin-1. Line ends become `\n`. Returns `undefined` if the bytes
 * are not text.
 *
 * @param declared the label that the file declares, as the Encoding standard lists them; used if the bytes are not UTF-8
 * @throws DocumentReadError `unknown-encoding` if no program may decode the declared encoding
 */
export function decodeText(bytes: Uint8Array, declared?: string): string | undefined {
  const text = decode(bytes, declared)
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
  return looksBinary(text) ? undefined : text
}

function decode(bytes: Uint8Array, declared: string | undefined): string {
  const wide = utf16Of(bytes)
  if (wide !== undefined) return new TextDecoder(wide).decode(bytes)
  const text = new TextDecoder('utf-8').decode(bytes)
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return text
  const nonAscii = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0
  // Encodings that use ASCII bytes for other letters are valid UTF-8.
  if (nonAscii === 0) {
    if (JAPANESE_ESCAPE.test(text)) return new TextDecoder('iso-2022-jp').decode(bytes)
    if (declared !== undefined && FORBIDDEN.test(declared)) throw new DocumentReadError('unknown-encoding', declared)
  }
  const broken = text.match(/\ufffd/g)?.length ?? 0
  // A file that is cut within a character, or damaged in a few places, is still UTF-8.
  return broken === 0 || broken * 10 <= nonAscii ? text : notUtf8(bytes, declared)
}

/** UTF-16 by its byte order mark, or by its zero bytes; `undefined` for anything else. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, 2048)
  let [even, odd] = [0, 0]
  for (const [index, byte] of sample.entries()) {
    if (byte === 0 && index % 2 === 0) even += 1
    else if (byte === 0) odd += 1
  }
  // In text of Latin letters, every other byte is zero.
  const most = sample.length * 0.3
  if (odd > most && even < odd / 20) return 'utf-16le'
  return even > most && odd < even / 20 ? 'utf-16be' : undefined
}

function notUtf8(bytes: Uint8Array, declared = ''): string {
  if (/^(?:csiso885916|iso[-_]?8859-?16|l10)$/i.test(declared)) return iso885916(bytes)
  const decoder = decoderOf(declared)
  // A page that declares UTF-16 in ASCII bytes is wrong about it, and these bytes are not UTF-8.
  if (decoder !== undefined && !/^(?:utf-|windows-1252$)/.test(decoder.encoding)) return decoder.decode(bytes)
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return latin1.replace(/[\u0080-\u009f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control)
}

/** The decoder for a label; `undefined` if there is none: an unknown label counts as not declared. */
function decoderOf(label: string): InstanceType<typeof TextDecoder> | undefined {
  if (label === '') return undefined
  try {
    return new TextDecoder(label)
  } catch (error) {
    if (!hasCode(error, 'ERR_ENCODING_NOT_SUPPORTED')) throw error
    return undefined
  }
}

function iso885916(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return latin1.replace(/[\u00a0-\u00ff]/g, (letter) => ISO_8859_16[letter.charCodeAt(0) - 0xa0] ?? letter)
}

/** Whether the text contains NUL, or more than one control character in 200. */
function looksBinary(text: string): boolean {
  if (text.includes('\0')) return true
  // biome-ignore lint/suspicious/noControlCharactersInRegex: counts control characters
  const controls = text.match(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffd]/g)?.length ?? 0
  return controls > 2 && controls > text.length / 200
}
