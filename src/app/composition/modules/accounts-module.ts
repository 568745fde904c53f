import { ContainerModule } from 'inversify'
import { Argon2PasswordHasher } from '../../../adapters/argon2/argon2-password-hasher.js'
import { Accounts } from '../../accounts/accounts.js'
import { ACCOUNTS, CLOCK, DIGEST, IDS, LOGGER, PASSWORD_HASHER, SESSIONS, USER_REPOSITORY } from '../tokens.js'

/** The users and their passwords. The native module of the hash is loaded by the first password. */
export function accountsModule(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(PASSWORD_HASHER)
      .toResolvedValue(() => new Argon2PasswordHasher(), [])
      .inSingletonScope()
    bind(ACCOUNTS)
      .toResolvedValue(
        (repository, hasher, sessions, clock, ids, digest, logger) =>
          new Accounts({ repository, hasher, sessions, clock, ids, digest, logger }),
        [USER_REPOSITORY, PASSWORD_HASHER, SESSIONS, CLOCK, IDS, DIGEST, LOGGER],
      )
      .inSingletonScope()
  })
}
