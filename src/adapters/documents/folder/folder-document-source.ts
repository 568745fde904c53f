import { type BigIntStats, type Dirent, promises as files } from 'node:fs'
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
  /** The path of a file that is no teaching material, wherever it lies: it is left out. */
  readonly except?: string
}

/**
 * The files of a folder and of those in it, in the order of their names, numbers by value (`2-b` before `10-a`).
 * Hidden files are left out, links are not followed: a folder never leads outside of itself. A link, or a folder in it
 * that cannot be read, is listed and refused when it is opened, so that it is not missed in silence.
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

  /** The name of the file that was left out of the list, if it lies in the folder. */
  get leftOut(): string | undefined {
    return this.#leftOut
  }

  /** @throws AppError `INVALID_ARGUMENT` for a folder that is not there, holds too many files or is too deep */
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
          if (depth === MAX_DEPTH) throw this.#refused(`is nested more than ${MAX_DEPTH} folders deep`)
          pending.push({ folder: name, depth: depth + 1 })
        } else if (except !== undefined && (await this.#isSame(name, except))) this.#leftOut = name
        else names.push(name)
      }
      if (names.length > MAX_FILES) throw this.#refused(`holds more than ${MAX_FILES} files`)
    }
    return names.sort(readingOrder)
  }

  async open(name: string): Promise<DocumentFile> {
    try {
      const path = join(this.#path, name)
      const found = await files.lstat(path)
      if (found.isSymbolicLink()) throw new Refusal('no-file', 'it is a link')
      // Listed because it could not be read: this tells why.
      if (found.isDirectory()) await files.readdir(path)
      if (!found.isFile()) throw new Refusal('no-file')
      const { size } = found
      if (size > this.#maxBytes) throw new Refusal('too-many-bytes', `${size} bytes, at most ${this.#maxBytes}`)
      return { name, bytes: await files.readFile(path) }
    } catch (error) {
      throw refusalOf(
        name,
        error instanceof Refusal ? error : new Refusal('not-opened', codeOf(error), { cause: error }),
      )
    }
  }

  /** `undefined`: a folder within this one that cannot be read. */
  async #entriesOf(folder: string): Promise<readonly Dirent[] | undefined> {
    try {
      return await files.readdir(join(this.#path, folder), { withFileTypes: true })
    } catch (error) {
      if (folder !== '') return undefined
      throw this.#refused(`cannot be read (${codeOf(error)})`, error)
    }
  }

  /** By identity: a file may be reached by several paths. A link to it is the same as well. */
  async #isSame(name: string, { dev, ino }: BigIntStats): Promise<boolean> {
    const found = await files.stat(join(this.#path, name), { bigint: true }).catch(() => undefined)
    return found?.dev === dev && found.ino === ino
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
