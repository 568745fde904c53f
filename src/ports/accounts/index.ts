// The types of a user.
export type { User, UserChanges, UserRole } from '../../domain/accounts/index.js'
export * from './password-hasher.js'
export * from './user-repository.js'
