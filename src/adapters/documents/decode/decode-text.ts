import { hasCode } from '../refusals.js'

// What Windows-1252 has from 80 to 9F, where Latin-1 has controls. The decoder of Node 20 gives the controls.
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/**
 * The text of a file in UTF-8, UTF-16 (with a byte order mark, or recognised by its zeros) or, where it is neither,
 * Windows-1252, of which Latin-1 is a part. Lines end in `\n`. `undefined` for bytes that are not text.
 *
 * @param declared the charset that the file names, for bytes that are not UTF-8
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
  // A file that was cut within a character, or damaged in few places, is still UTF-8.
  const foreign = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0
  return broken * 10 <= foreign ? text : singleByte(bytes, declared)
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
  // Text in Latin letters has a zero in every other byte, and nowhere else.
  const many = sample.length * 0.3
  if (odd > many && even < odd / 20) return 'utf-16le'
  return even > many && odd < even / 20 ? 'utf-16be' : undefined
}

function singleByte(bytes: Uint8Array, declared: string | undefined): string {
  const isOurs = declared === undefined || /^(?:utf-?(?:8|16)|windows-1252|iso-8859-1|latin1|us-ascii)/i.test(declared)
  if (!isOurs) {
    try {
      return new TextDecoder(declared).decode(bytes)
    } catch (error) {
      // A charset that nobody knows is as good as none.
      if (!hasCode(error, 'ERR_ENCODING_NOT_SUPPORTED')) throw error
    }
  }
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return latin1.replace(/[\u0080-\u009f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control)
}

/** Whether there is more noise than a text has: NUL at all, or control characters in more than one of 200. */
function looksBinary(text: string): boolean {
  if (text.includes('\0')) return true
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is counted here
  const controls = text.match(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffd]/g)?.length ?? 0
  return controls > 2 && controls > text.length / 200
}
