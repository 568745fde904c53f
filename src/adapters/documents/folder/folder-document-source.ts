import type { Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readingOrder } from '../../../domain/knowledge/index.js'
import { AppError } from '../../../domain/platform/index.js'
import type { DocumentFile, DocumentSource } from '../../../ports/knowledge/index.js'
import { DEFAULT_DOCUMENT_LIMITS } from '../document-limits.js'
import { Refusal, refusalOf } from '../refusals.js'

const MAX_FILES = 2_000
const MAX_DEPTH = 8

/** What a {@link FolderDocumentSource} reads. */
export interface FolderDocumentSourceOptions {
  readonly path: string
  /** Files above this are not opened. */
  readonly maxBytes?: number
}

/**
 * The files of a folder and of those in it, in the order of their names, numbers by value (`2-b` before `10-a`).
 * Hidden files are left out, links are not followed: a folder never leads outside of itself.
 */
export class FolderDocumentSource implements DocumentSource {
  readonly #path: string
  readonly #maxBytes: number

  constructor({ path, maxBytes = DEFAULT_DOCUMENT_LIMITS.bytes }: FolderDocumentSourceOptions) {
    this.#path = path
    this.#maxBytes = maxBytes
  }

  /** @throws AppError `INVALID_ARGUMENT` for a folder that is not there, holds too many files or is too deep */
  async list(): Promise<readonly string[]> {
    const names: string[] = []
    const pending: { readonly folder: string; readonly depth: number }[] = [{ folder: '', depth: 0 }]
    for (const { folder, depth } of pending) {
      for (const entry of await this.#entriesOf(folder)) {
        const name = folder === '' ? entry.name : `${folder}/${entry.name}`
        if (entry.name.startsWith('.')) continue
        if (entry.isDirectory()) {
          if (depth === MAX_DEPTH) throw this.#refused(`is nested more than ${MAX_DEPTH} folders deep`)
          pending.push({ folder: name, depth: depth + 1 })
        } else if (entry.isFile()) names.push(name)
      }
      if (names.length > MAX_FILES) throw this.#refused(`holds more than ${MAX_FILES} files`)
    }
    return names.sort(readingOrder)
  }

  async open(name: string): Promise<DocumentFile> {
    try {
      const path = join(this.#path, name)
      const { size } = await stat(path)
      if (size > this.#maxBytes) throw new Refusal('too-many-bytes', `${size} bytes, at most ${this.#maxBytes}`)
      return { name, bytes: await readFile(path) }
    } catch (error) {
      throw refusalOf(
        name,
        error instanceof Refusal ? error : new Refusal('not-opened', codeOf(error), { cause: error }),
      )
    }
  }

  async #entriesOf(folder: string): Promise<readonly Dirent[]> {
    try {
      return await readdir(join(this.#path, folder), { withFileTypes: true })
    } catch (error) {
      throw this.#refused(`cannot be read (${codeOf(error)})`, error)
    }
  }

  #refused(what: string, cause?: unknown): AppError {
    return new AppError('INVALID_ARGUMENT', `the folder ${JSON.stringify(this.#path)} ${what}`, {
      hint: 'give a folder with the documents of one program',
      details: { folder: this.#path },
      ...(cause === undefined ? {} : { cause }),
    })
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown'
}
