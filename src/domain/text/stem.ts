/**
 * A stem of an English word: `commit`, `commits`, `committed` and `committing` share one. Removes inflections only, so
 * that `general` and `generate` stay apart. For comparison, not for display. Other words come back in lower case.
 */
export function stem(word: string): string {
  const known = stems.get(word)
  if (known !== undefined) return known
  const lower = word.toLowerCase()
  const found =
    lower.length <= 3 || !/^[a-z]+$/.test(lower) ? lower : withoutSilentEnd(withoutVerbEnding(withoutPlural(lower)))
  if (stems.size < MAX_STEMS) stems.set(word, found)
  return found
}

/** The stems found so far: texts repeat their words. */
const stems = new Map<string, string>()
const MAX_STEMS = 50_000

function withoutPlural(word: string): string {
  if (/ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`
  if (/(?:ss|x|ch|sh|zz)es$/.test(word)) return word.slice(0, -2)
  if (/[^sui]s$/.test(word)) return word.slice(0, -1)
  return word
}

function withoutVerbEnding(word: string): string {
  if (/ied$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`
  const [, root] = /^(.*[aeiouy].*?)(?:ing|ed)$/.exec(word) ?? /^(.{4,})ly$/.exec(word) ?? []
  if (root === undefined || root.length < 3) return word
  // "committing" and "commit" meet in "commit"; "adding" and "add" in "add".
  const [, single, doubled] = /^(.*([bdgkmnprt]))\2$/.exec(root) ?? []
  return single !== undefined && doubled !== undefined && root.length > 3 ? single : root
}

function withoutSilentEnd(word: string): string {
  return word.length > 3 && word.endsWith('e') ? word.slice(0, -1) : word
}
