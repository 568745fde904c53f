/** How every entry begins. An entry whose layout differs gets another one, and reads as a miss for older versions. */
const MAGIC = 'cg1'

/**
 * What stands before the payload of an entry, in one line:
 * `cg1<kind> <generation>`, and with tags or a grace ` <graceMs> <stamp>` and ` <tag>=<epoch>` for each tag.
 * An entry without tags has `-` for a stamp.
 */
export interface EntryHeader {
  readonly kind: string
  readonly generation: string
  readonly graceMs: number
  /** The state of the tags when it was written; `undefined` without tags. */
  readonly stamp: string | undefined
  /** In their order. */
  readonly tags: readonly string[]
  /** Where the payload begins. */
  readonly payloadAt: number
}

/**
 * Whether `raw` is an entry of `generation` without tags and grace: the usual case, told apart without taking the
 * header to pieces. Returns where the payload begins, or -1.
 */
export function plainPayloadAt(raw: string, generation: string): number {
  const end = MAGIC.length + 2 + generation.length
  const isPlain =
    raw.charCodeAt(end) === 10 &&
    raw.charCodeAt(MAGIC.length + 1) === 32 &&
    raw.startsWith(MAGIC) &&
    raw.startsWith(generation, MAGIC.length + 2)
  return isPlain ? end + 1 : -1
}

/** The kind of an entry, of which it is known that it is one. */
export function kindOf(raw: string): string {
  return raw.charAt(MAGIC.length)
}

/** The header of an entry; `undefined` if `raw` is none of ours. */
export function readHeader(raw: string): EntryHeader | undefined {
  if (!raw.startsWith(MAGIC)) return undefined
  const end = raw.indexOf('\n')
  const [kind = '', generation = '', grace = '0', stamp = '-', ...marks] = raw.slice(MAGIC.length, end).split(' ')
  const graceMs = Number(grace)
  if (end < 0 || kind.length !== 1 || generation === '' || !Number.isSafeInteger(graceMs) || graceMs < 0)
    return undefined
  const tags = readTags(marks)
  if (!tags) return undefined
  return { kind, generation, graceMs, stamp: stamp === '-' ? undefined : stamp, tags, payloadAt: end + 1 }
}

/** The names of the tags; `undefined` if they are not as we write them. */
function readTags(marks: readonly string[]): readonly string[] | undefined {
  try {
    return marks.map((mark) => decodeURIComponent(mark.slice(0, mark.indexOf('='))))
  } catch {
    // Escapes that are none: somebody else wrote it.
    return undefined
  }
}
