export * from './account-errors.js'
export * from './credentials.js'
export * from './read-user.js'
export * from './user.js'
