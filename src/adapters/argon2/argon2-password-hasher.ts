import { AppError, messageOf } from '../../domain/platform/index.js'
import type { PasswordHasher } from '../../ports/accounts/index.js'
import { installedUrl, moduleUrl } from '../shared/module-place.js'

/** The cost of a hash. */
export interface Argon2Cost {
  /** In KiB. */
  readonly memory: number
  readonly passes: number
}

/** What OWASP recommends as the minimum of argon2id: 19 MiB, two passes, one thread. */
const DEFAULT_COST: Argon2Cost = { memory: 19 * 1024, passes: 2 }
/** Each hash needs one of the four threads of libuv. */
const DEFAULT_MAX_RUNNING = 4
const DEFAULT_MAX_WAITING = 16
/** In milliseconds. */
const RETRY_AFTER_MS = 1000

/** Argon2id, version 19, in the numbers of the package. */
const ARGON2ID = 2
const PREFIX = /^\$argon2id\$v=19\$m=(\d{1,10}),t=(\d{1,10}),p=1\$/

/** The used part of `@node-rs/argon2`. */
export type Argon2 = Pick<typeof import('@node-rs/argon2'), 'hash' | 'verify'>

export interface Argon2Options {
  /** Default: 19 MiB and two passes. */
  readonly cost?: Argon2Cost
  /** How many hashes are computed at once. Default 4. */
  readonly maxRunning?: number
  /** How many calls wait at most; further ones reject with `BUSY`. Default 16. */
  readonly maxWaiting?: number
  /** Loads the package. Called once, by the first call of `hash` or `verify`. */
  readonly load?: () => Promise<Argon2>
}

/** By its place, so that a bundler leaves it where it is: it is native code. */
async function loadInstalled(): Promise<Argon2> {
  const installed = installedUrl('@node-rs/argon2', moduleUrl(import.meta.url))
  if (installed) return import(installed.href)
  throw new AppError('STORE_UNAVAILABLE', 'passwords cannot be checked: @node-rs/argon2 is not installed', {
    hint: 'install @node-rs/argon2 where the bundle runs: it is native code, so a bundle cannot contain it',
  })
}

/** Argon2id. The native module is loaded by the first hash, and each hash is computed in a thread. */
export class Argon2PasswordHasher implements PasswordHasher {
  readonly #cost: Argon2Cost
  readonly #maxRunning: number
  readonly #maxWaiting: number
  readonly #load: () => Promise<Argon2>
  #loading: Promise<Argon2> | undefined
  #running = 0
  readonly #waiting: (() => void)[] = []

  constructor(options: Argon2Options = {}) {
    this.#cost = options.cost ?? DEFAULT_COST
    this.#maxRunning = options.maxRunning ?? DEFAULT_MAX_RUNNING
    this.#maxWaiting = options.maxWaiting ?? DEFAULT_MAX_WAITING
    this.#load = options.load ?? loadInstalled
  }

  hash(password: string): Promise<string> {
    const { memory, passes } = this.#cost
    const options = { algorithm: ARGON2ID, memoryCost: memory, timeCost: passes, parallelism: 1 }
    return this.#run(({ hash }) => hash(password, options))
  }

  verify(hash: string, password: string): Promise<boolean> {
    return this.#run(async (argon2) => {
      try {
        return await argon2.verify(hash, password)
      } catch (error) {
        throw new AppError('INTERNAL', `a stored hash of a password cannot be read: ${messageOf(error)}`, {
          hint: 'set a new password: curriculum user reset-password EMAIL',
          cause: error,
        })
      }
    })
  }

  needsRehash(hash: string): boolean {
    const [, memory, passes] = PREFIX.exec(hash) ?? []
    return !(Number(memory) >= this.#cost.memory && Number(passes) >= this.#cost.passes)
  }

  async #run<T>(work: (argon2: Argon2) => Promise<T>): Promise<T> {
    await this.#enter()
    try {
      return await work(await this.#loaded())
    } finally {
      this.#leave()
    }
  }

  /** @throws AppError `BUSY` */
  async #enter(): Promise<void> {
    if (this.#running < this.#maxRunning) {
      this.#running += 1
      return
    }
    if (this.#waiting.length >= this.#maxWaiting) {
      throw new AppError(
        'BUSY',
        `${this.#running} passwords are being hashed, and ${this.#waiting.length} calls wait`,
        {
          hint: 'try again in a second',
          retryAfterMs: RETRY_AFTER_MS,
          details: { running: this.#running, waiting: this.#waiting.length },
        },
      )
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  /** The next call takes the place of this one. */
  #leave(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running -= 1
  }

  #loaded(): Promise<Argon2> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = undefined
      throw new AppError('INTERNAL', `the package @node-rs/argon2 cannot be loaded: ${messageOf(error)}`, {
        hint: 'install the package on this platform: npm ci, without --omit=optional',
        cause: error,
      })
    })
    return this.#loading
  }
}
