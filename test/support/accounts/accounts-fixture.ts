import { Argon2PasswordHasher } from '../../../src/adapters/argon2/argon2-password-hasher.js'
import { LruSessionStore } from '../../../src/adapters/memory/index.js'
import { SystemDigest, SystemIds } from '../../../src/adapters/system/index.js'
import { Accounts } from '../../../src/app/accounts/accounts.js'
import { Sessions } from '../../../src/app/sessions/index.js'
import { modelUsers } from '../../../src/ports/conformance/index.js'
import type { PasswordHasher, UserRepository } from '../../../src/ports/index.js'
import { ManualClock } from '../manual-clock.js'
import { RecordingLogger } from '../recording-logger.js'

/** A hash that takes no time. */
export const CHEAP = { memory: 64, passes: 1 }
export const PASSWORD = 'correct horse'
export const ADMIN = { email: 'admin@example.org', name: 'Admin', password: PASSWORD }
const LIFETIME = { idleMs: 60_000, absoluteMs: 600_000 }

interface Parts {
  readonly users?: Partial<UserRepository>
  readonly hasher?: PasswordHasher
}

/** `app.accounts` on the model of the repository, with cheap hashes and sessions in memory. */
export class AccountsFixture {
  readonly clock = new ManualClock()
  readonly logger = new RecordingLogger()
  readonly ids = new SystemIds()
  readonly model = modelUsers()
  readonly store = new LruSessionStore({ clock: this.clock, ids: this.ids })
  readonly sessions = new Sessions(this.store, { lifetime: LIFETIME, maxPerUser: 20 })

  open({ users = {}, hasher = new Argon2PasswordHasher({ cost: CHEAP }) }: Parts = {}): Accounts {
    const { clock, ids, logger, sessions } = this
    const repository = { ...this.model, ...users }
    return new Accounts({ repository, hasher, sessions, clock, ids, digest: new SystemDigest(), logger })
  }

  /** The number of live sessions of a user. */
  async sessionsOf(userId: string): Promise<number> {
    return (await this.sessions.listUserSessions(userId)).length
  }

  async startSession(userId: string): Promise<string> {
    const data = { userId, email: 'u@example.org', role: 'author' }
    return (await this.sessions.createSession(undefined, data)).id
  }
}
