/** An entry of a list as it is written in plain text. */
export interface Bullet {
  readonly ordered: boolean
  readonly text: string
}

const UNORDERED = /^\s*[•●○▪■◦‣⁃*+–—-]\s+(\S.*)$/
const ORDERED = /^\s*(?:\(?(?:\d{1,3}|[a-z])[.)]|step\s+\d+\s*[:.)-])\s+(\S.*)$/i

/** The entry that begins with `line`, if one does. */
export function bulletOf(line: string): Bullet | undefined {
  const [, plain] = UNORDERED.exec(line) ?? []
  if (plain !== undefined) return { ordered: false, text: plain }
  const [, numbered] = ORDERED.exec(line) ?? []
  return numbered === undefined ? undefined : { ordered: true, text: numbered }
}
