import { normalizePassword, USER_LIMITS } from '../../domain/accounts/index.js'
import { AppError } from '../../domain/platform/index.js'
import type { PasswordHasher, UserWithPassword } from '../../ports/accounts/index.js'
import type { Ids } from '../../ports/platform/index.js'

/** In UTF-16 units: the form NFKC of a longer text cannot be within the limit of a password. */
const MAX_LENGTH = 4 * USER_LIMITS.maxPasswordBytes

/** Verifies passwords. An unknown user costs as much as a known one. */
export class PasswordVerification {
  readonly #hasher: PasswordHasher
  readonly #ids: Ids
  #dummy: Promise<string> | undefined

  constructor(hasher: PasswordHasher, ids: Ids) {
    this.#hasher = hasher
    this.#ids = ids
  }

  /** Call this before looking for the user: the first call makes a hash, whether the user exists or not. */
  async prepare(): Promise<void> {
    await this.#dummyHash()
  }

  /**
   * Whether the password is that of a user who can sign in.
   *
   * @param found `undefined`: there is no such user
   * @throws AppError `BUSY`; `INVALID_ARGUMENT` for a password that is no text or too long, which it does not show
   */
  async matches(found: UserWithPassword | undefined, password: unknown): Promise<boolean> {
    if (typeof password !== 'string' || password.length > MAX_LENGTH) throw noPassword()
    const normal = normalizePassword(password)
    const hash = found?.passwordHash ?? (await this.#dummyHash())
    const isSame = await this.#hasher.verify(hash, normal ?? '')
    return isSame && normal !== undefined && found !== undefined && !found.user.disabled
  }

  #dummyHash(): Promise<string> {
    this.#dummy ??= this.#hasher.hash(this.#ids.secret()).catch((error: unknown) => {
      // The next call tries again.
      this.#dummy = undefined
      throw error
    })
    return this.#dummy
  }
}

function noPassword(): AppError {
  return new AppError('INVALID_ARGUMENT', `the password is not a text of at most ${MAX_LENGTH} characters`, {
    hint: 'pass the password as the user entered it',
    details: { what: 'password' },
  })
}
