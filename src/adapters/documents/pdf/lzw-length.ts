const CLEAR = 256
const END = 257
const FIRST_CODE = 258
const MOST_CODES = 4096

/** To how many bytes LZW comes; no more are counted than are asked about. Nothing is unpacked: each code has a length. */
export function lzwLength(data: Buffer, limit: number): number {
  const lengths = new Uint16Array(MOST_CODES).fill(1, 0, CLEAR)
  let next = FIRST_CODE
  let before = 0
  let total = 0
  let [bits, held] = [0, 0]
  for (const byte of data) {
    bits = ((bits << 8) | byte) & 0xffffff
    held += 8
    // Codes widen one early, as nearly everybody writes them; who does not is counted a little wrong.
    const width = Math.min(12, Math.max(9, 32 - Math.clz32(next + 1)))
    if (held < width) continue
    held -= width
    const code = (bits >> held) & ((1 << width) - 1)
    if (code === END) break
    if (code === CLEAR) {
      next = FIRST_CODE
      before = 0
      continue
    }
    const added = before > 0 && next < MOST_CODES
    if (added) lengths[next++] = before + 1
    const length = lengths[code] ?? 0
    // A code that nobody gave: it is damaged.
    if (length === 0) break
    before = length
    total += length
    if (total > limit) break
  }
  return total
}
