import { readFileSync } from 'node:fs'

/** The text of the file at `path`, without a byte order mark. Throws what `node:fs` throws. */
export function readTextFile(path: string): string {
  return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
}
