import { type BigIntStats, type Dirent, promises as files } from 'node:fs'
import { join } from 'node:path'
import { readingOrder } from '../../domain/knowledge/index.js'
import { AppError } from '../../domain/platform/index.js'
import type { DocumentFile, DocumentSource } from '../../ports/knowledge/index.js'
import { DEFAULT_DOCUMENT_LIMITS } from './document-limits.js'
import { DocumentReadError, toAppError } from './document-read-error.js'

const MAX_FILES = 2_000
const MAX_DEPTH = 8

/** Options of {@link FolderDocumentSource}. */
export interface FolderDocumentSourceOptions {
  readonly path: string
  /** Larger files are not opened. Default: the limit of the document reader. */
  readonly maxBytes?: number
  /** Path of a file that is not teaching material. It is left out if it is in the folder. */
  readonly except?: string
}

/**
 * The files of a folder and its subfolders, ordered by name, numbers by value (`2-b` before `10-a`). Hidden files are
 * left out. Links are not followed, so that nothing outside the folder is read. A link or an unreadable subfolder is
 * listed, and `open` rejects it, so that the report names it.
 */
export class FolderDocumentSource implements DocumentSource {
  readonly #path: string
  readonly #maxBytes: number
  readonly #except: string | undefined
  #leftOut: string | undefined

  constructor({ path, maxBytes = DEFAULT_DOCUMENT_LIMITS.bytes, except }: FolderDocumentSourceOptions) {
    this.#path = path
    this.#maxBytes = maxBytes
    this.#except = except
  }

  /** The name of the `except` file, if `list` found it in the folder. */
  get leftOut(): string | undefined {
    return this.#leftOut
  }

  /** @throws AppError `INVALID_ARGUMENT` if the folder does not exist, has too many files or is nested too deeply */
  async list(): Promise<readonly string[]> {
    const names: string[] = []
    const except = this.#except === undefined ? undefined : await files.stat(this.#except, { bigint: true })
    const pending: { readonly folder: string; readonly depth: number }[] = [{ folder: '', depth: 0 }]
    for (const { folder, depth } of pending) {
      const entries = await this.#entriesOf(folder)
      if (entries === undefined) names.push(folder)
      for (const entry of entries ?? []) {
        const name = folder === '' ? entry.name : `${folder}/${entry.name}`
        if (entry.name.startsWith('.')) continue
        if (entry.isDirectory()) {
          if (depth === MAX_DEPTH) throw this.#unusable(`is nested more than ${MAX_DEPTH} folders deep`)
          pending.push({ folder: name, depth: depth + 1 })
        } else if (except !== undefined && (await this.#isSame(name, except))) this.#leftOut = name
        else names.push(name)
      }
      if (names.length > MAX_FILES) throw this.#unusable(`contains more than ${MAX_FILES} files`)
    }
    return names.sort(readingOrder)
  }

  async open(name: string): Promise<DocumentFile> {
    try {
      const path = join(this.#path, name)
      const found = await files.lstat(path)
      if (found.isSymbolicLink()) throw new DocumentReadError('no-file', 'it is a link')
      // An unreadable folder is listed as a file: reading it again gives the error.
      if (found.isDirectory()) await files.readdir(path)
      if (!found.isFile()) throw new DocumentReadError('no-file')
      const { size } = found
      if (size > this.#maxBytes)
        throw new DocumentReadError('too-many-bytes', `${size} bytes, at most ${this.#maxBytes}`)
      return { name, bytes: await files.readFile(path) }
    } catch (error) {
      throw toAppError(
        name,
        error instanceof DocumentReadError
          ? error
          : new DocumentReadError('not-opened', codeOf(error), { cause: error }),
      )
    }
  }

  /** Returns `undefined` for a subfolder that cannot be read. */
  async #entriesOf(folder: string): Promise<readonly Dirent[] | undefined> {
    try {
      return await files.readdir(join(this.#path, folder), { withFileTypes: true })
    } catch (error) {
      if (folder !== '') return undefined
      throw this.#unusable(`cannot be read (${codeOf(error)})`, error)
    }
  }

  /** Compares identities, because several paths and links may lead to one file. */
  async #isSame(name: string, { dev, ino }: BigIntStats): Promise<boolean> {
    const found = await files.stat(join(this.#path, name), { bigint: true }).catch(() => undefined)
    return found?.dev === dev && found.ino === ino
  }

  #unusable(what: string, cause?: unknown): AppError {
    return new AppError('INVALID_ARGUMENT', `the folder ${JSON.stringify(this.#path)} ${what}`, {
      hint: 'use a folder with the documents of one program',
      details: { folder: this.#path },
      ...(cause === undefined ? {} : { cause }),
    })
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown'
}
