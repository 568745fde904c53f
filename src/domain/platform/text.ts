/**
 * The number of bytes of `text` in UTF-8, or `undefined` if it has a lone surrogate (it has no UTF-8 form then).
 */
export function utf8Length(text: string): number | undefined {
  let bytes = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) bytes += 1
    else if (unit < 0x800) bytes += 2
    else if (unit < 0xd800 || unit > 0xdfff) bytes += 3
    else {
      const next = text.charCodeAt(index + 1)
      if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return undefined
      bytes += 4
      index += 1
    }
  }
  return bytes
}

/** `count` with its noun: `1 lesson`, `3 lessons`, `0 entries`. */
export function pluralize(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** A duration in messages, in whole milliseconds and rounded up: `3596 ms` for `3595.427`. */
export function formatMs(ms: number): string {
  return `${Math.ceil(ms)} ms`
}
