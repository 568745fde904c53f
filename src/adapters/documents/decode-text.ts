import { hasCode } from './document-read-error.js'

// Windows-1252 has characters from 80 to 9F, where Latin-1 has control characters. Node 20 decodes them as controls.
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/**
 * Decodes UTF-8, UTF-16 (with a byte order mark, or recognised by its zero bytes) or else Windows-1252, which includes
 * Latin-1. Line ends become `\n`. Returns `undefined` if the bytes are not text.
 *
 * @param declared the charset that the file declares; used if the bytes are not UTF-8
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
  const broken = text.match(/\ufffd/g)?.length ?? 0
  if (broken === 0) return text
  // A file that is cut within a character, or damaged in a few places, is still UTF-8.
  const nonAscii = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0
  return broken * 10 <= nonAscii ? text : singleByte(bytes, declared)
}

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

function singleByte(bytes: Uint8Array, declared: string | undefined): string {
  const isDecodedHere =
    declared === undefined || /^(?:utf-?(?:8|16)|windows-1252|iso-8859-1|latin1|us-ascii)/i.test(declared)
  if (!isDecodedHere) {
    try {
      return new TextDecoder(declared).decode(bytes)
    } catch (error) {
      // An unknown charset counts as not declared.
      if (!hasCode(error, 'ERR_ENCODING_NOT_SUPPORTED')) throw error
    }
  }
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return latin1.replace(/[\u0080-\u009f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control)
}

/** Whether the text contains NUL, or more than one control character in 200. */
function looksBinary(text: string): boolean {
  if (text.includes('\0')) return true
  // biome-ignore lint/suspicious/noControlCharactersInRegex: counts control characters
  const controls = text.match(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffd]/g)?.length ?? 0
  return controls > 2 && controls > text.length / 200
}
