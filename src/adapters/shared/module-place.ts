import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/**
 * The URL of the file that runs, to find files beside it.
 *
 * @param url `import.meta.url` of the caller; `undefined` in a CommonJS bundle, which has `__filename` instead
 */
export function moduleUrl(url: string | undefined): string {
  return url ?? pathToFileURL(__filename).href
}

/** The file of a package that is installed where `from` finds it. Loads nothing. `undefined` if it is not installed. */
export function installedUrl(name: string, from: string): URL | undefined {
  try {
    return pathToFileURL(createRequire(from).resolve(name))
  } catch {
    // Not installed, or without this entry.
    return undefined
  }
}
