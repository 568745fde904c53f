const VALID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
const MAX_LENGTH = 64
const DIGEST_LETTERS = 8

// Latin letters that have no base letter in Unicode decomposition.
const LATIN: { readonly [letter: string]: string } = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
}

/** Whether a text can be the id of a program in paths, keys and names of files: ASCII, 1 to 64 characters. */
export function isProgramId(value: unknown): value is string {
  return typeof value === 'string' && VALID.test(value)
}

/**
 * The id of a program without one, from its title: `Running a Home Network` becomes `running-a-home-network`. The
 * same title gives the same id. For titles in other scripts, a few letters of a digest make the id distinct.
 *
 * @param sha256 the digest of a text, in hex
 */
export function programIdFrom(title: string, sha256: (text: string) => string): string {
  const letters = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøđðþłı]/g, (letter) => LATIN[letter] ?? '')
  const isWhole = !/[^\P{L}a-z]|[^\P{N}0-9]/u.test(letters)
  const words = letters.match(/[a-z0-9]+/g) ?? []
  if (isWhole && words.length > 0) return joined(words, MAX_LENGTH)
  const suffix = sha256(title.normalize('NFC')).slice(0, DIGEST_LETTERS)
  return `${joined(words, MAX_LENGTH - DIGEST_LETTERS - 1) || 'program'}-${suffix}`
}

/** As many whole words as fit; a first word that is too long is cut. */
function joined(words: readonly string[], max: number): string {
  let id = (words[0] ?? '').slice(0, max)
  for (const word of words.slice(1)) {
    if (id.length + 1 + word.length > max) break
    id += `-${word}`
  }
  return id
}
