import { randomBytes } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { makeFolder } from '../../adapters/shared/make-folder.js'
import { AppError, isAppError, messageOf } from '../../domain/platform/index.js'
import type { Timer } from '../../ports/index.js'
import type { App } from '../app.js'

export interface FirstSetUpOptions {
  readonly app: Pick<App, 'accounts' | 'platform'>
  /** Becomes the first administrator. Default: a one-time token is made. */
  readonly admin?: { readonly email: string; readonly password: string }
  /** The folder of the file with the token. */
  readonly dataDir: string
  /** The address of the service, without a final slash. */
  readonly url: string
  /** Receives the link with the token if it could not be made at the start. Absent: the token is written to a file. */
  readonly printLink?: (link: string) => void
}

/** In milliseconds. */
const FIRST_RETRY_MS = 5000
const MAX_RETRY_MS = 60_000
const MAX_ATTEMPTS = 20
const FILE = 'setup-token'

/**
 * While there is no user: adds the administrator of the configuration, or makes a one-time token and prints or writes it. Tries
 * again in the background while the database does not answer, so that the service starts without it.
 */
export class FirstSetUp {
  readonly #options: FirstSetUpOptions
  readonly #path: string
  #retry: Timer | undefined
  #retryMs = FIRST_RETRY_MS
  #stopped = false

  constructor(options: FirstSetUpOptions) {
    this.#options = options
    this.#path = join(resolve(options.dataDir), FILE)
  }

  /** The first attempt. Returns the link with the token, if there is one to print. Never rejects. */
  async start(): Promise<string | undefined> {
    try {
      return await this.#prepare()
    } catch (error) {
      this.#later(error)
      return undefined
    }
  }

  stop(): void {
    this.#stopped = true
    this.#retry?.cancel()
  }

  #later(error: unknown): void {
    if (this.#stopped) return
    const { logger, clock } = this.#options.app.platform
    const delayMs = this.#retryMs
    this.#retryMs = Math.min(MAX_RETRY_MS, delayMs * 2)
    // Once for the operator: what keeps the database away has lines of its own.
    const level = delayMs === FIRST_RETRY_MS ? 'warn' : 'debug'
    const hint = isAppError(error) && error.hint !== undefined ? ` -> ${error.hint}` : ''
    logger[level](`the set-up could not be prepared and is tried again: ${messageOf(error)}${hint}`, {
      retryMs: delayMs,
      ...(isAppError(error) ? {} : { error }),
    })
    this.#retry = clock.setTimer(delayMs, () => void this.#again())
  }

  async #again(): Promise<void> {
    const link = await this.start()
    if (link !== undefined) this.#options.printLink?.(link)
  }

  async #prepare(): Promise<string | undefined> {
    const { app, admin, printLink, url } = this.#options
    const { accounts, platform } = app
    if (await accounts.isSetUp()) return this.#removeFile()
    try {
      if (admin !== undefined) {
        await accounts.createFirstAdministrator(admin)
        platform.logger.info('the administrator of ADMIN_EMAIL was added')
      } else if (printLink === undefined) return await this.#writeToken()
      // In the fragment, which browsers send to no server and proxies do not log.
      else return `${url}/setup#token=${await accounts.createSetupToken()}`
    } catch (error) {
      // Another process was faster.
      if (!isAppError(error, 'ALREADY_SET_UP')) throw error
    }
    return this.#removeFile()
  }

  /**
   * Makes a token and writes it to the file. If another process makes a newer one meanwhile, that process writes the file: this
   * one does not replace it, or makes a newer token if it may have done so.
   */
  async #writeToken(): Promise<undefined> {
    const { accounts, platform } = this.#options.app
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const token = await accounts.createSetupToken()
      const isNewest = () => accounts.isSetupToken(token)
      if (!(await this.#replaceFile(`${token}\n`, isNewest))) {
        platform.logger.info(
          'nobody can sign in yet: another process has the one-time token of the set-up, see its log',
        )
        return
      }
      if (!(await isNewest())) continue
      platform.logger.info(`nobody can sign in yet: the one-time token of the set-up is in ${this.#path}`, {
        path: this.#path,
      })
      return
    }
    throw new AppError('STORE_UNAVAILABLE', 'other processes make set-up tokens all the time', {
      hint: 'start one process first, or set ADMIN_EMAIL and ADMIN_PASSWORD',
    })
  }

  /**
   * Readers see the whole old file or the whole new one. The new one has its own rights, whatever those of the old one.
   *
   * @returns whether it was replaced: not if `isWanted` resolves to false, which is asked last
   */
  async #replaceFile(text: string, isWanted: () => Promise<boolean>): Promise<boolean> {
    const written = `${this.#path}.${randomBytes(9).toString('base64url')}`
    try {
      await makeFolder(resolve(this.#options.dataDir))
      await writeFile(written, text, { flag: 'wx', mode: 0o600, flush: true })
      const isReplaced = await isWanted()
      if (isReplaced) await rename(written, this.#path)
      return isReplaced
    } catch (error) {
      if (isAppError(error)) throw error
      throw new AppError('DATA_DIR_UNUSABLE', `${this.#path} cannot be written: ${messageOf(error)}`, {
        hint: 'set DATA_DIR to a folder that this user may write, or set ADMIN_EMAIL and ADMIN_PASSWORD',
        cause: error,
      })
    } finally {
      await this.#remove(written)
    }
  }

  /** The token in it is of no use any more. */
  async #removeFile(): Promise<undefined> {
    await this.#remove(this.#path)
  }

  async #remove(path: string): Promise<void> {
    await rm(path, { force: true }).catch((error: unknown) => {
      this.#options.app.platform.logger.debug(`${path} cannot be removed: ${messageOf(error)}`)
    })
  }
}
