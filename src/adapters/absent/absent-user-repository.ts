import type { User } from '../../domain/accounts/index.js'
import { AppError } from '../../domain/platform/index.js'
import type { UserPage, UserRepository, UserWithPassword } from '../../ports/index.js'

/** Rejects every call with `STORE_UNAVAILABLE`. For an app whose repositories are those of the embedder, without users. */
export class AbsentUserRepository implements UserRepository {
  async create(): Promise<User> {
    throw noUsers()
  }

  async read(): Promise<User | undefined> {
    throw noUsers()
  }

  async findByEmail(): Promise<UserWithPassword | undefined> {
    throw noUsers()
  }

  async list(): Promise<UserPage> {
    throw noUsers()
  }

  async update(): Promise<User> {
    throw noUsers()
  }

  async setPasswordHash(): Promise<boolean> {
    throw noUsers()
  }

  async hasUsers(): Promise<boolean> {
    throw noUsers()
  }

  async saveSetupToken(): Promise<void> {
    throw noUsers()
  }

  async readSetupToken(): Promise<string | undefined> {
    throw noUsers()
  }

  async createFirst(): Promise<User> {
    throw noUsers()
  }
}

function noUsers(): AppError {
  return new AppError('STORE_UNAVAILABLE', 'this app stores no users: its repositories are those of the embedder', {
    hint: 'pass users to createApp too, or use your own sign-in',
  })
}
