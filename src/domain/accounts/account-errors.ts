import { AppError, shown } from '../platform/index.js'

const MAX_SHOWN_ID = 256

/** `USER_NOT_FOUND` for `id`. A longer id is cut in the message. */
export function userNotFound(id: string): AppError {
  const userId = typeof id === 'string' ? id.slice(0, MAX_SHOWN_ID) : shown(id)
  return new AppError('USER_NOT_FOUND', `there is no user ${JSON.stringify(userId)}`, {
    hint: 'list the users to find the id',
    details: { userId },
  })
}

/** `USER_EXISTS`: a user has this e-mail address or id. */
export function userExists(email: string): AppError {
  return new AppError('USER_EXISTS', `there is a user ${JSON.stringify(email)} already`, {
    hint: 'use another e-mail address, or change the existing user',
    details: { email },
  })
}

/** `WRONG_CREDENTIALS`: the same for an unknown user, a wrong password and a disabled user. */
export function wrongCredentials(): AppError {
  return new AppError('WRONG_CREDENTIALS', 'the e-mail address or the password is wrong', {
    hint: 'check both; an administrator can set a new password: curriculum user reset-password EMAIL',
  })
}

/** `LAST_ADMINISTRATOR`: no administrator who can sign in would be left. */
export function lastAdministrator(): AppError {
  return new AppError('LAST_ADMINISTRATOR', 'there must be an administrator who can sign in', {
    hint: 'make another user an administrator first; the first user must be one',
  })
}

/** `ALREADY_SET_UP`: there is a user. */
export function alreadySetUp(): AppError {
  return new AppError('ALREADY_SET_UP', 'there is a user already', {
    hint: 'sign in; an administrator adds users, on the command line: curriculum user add EMAIL --role ROLE',
  })
}

/** `INVALID_SETUP_TOKEN`: the token is not the newest one. */
export function invalidSetupToken(): AppError {
  return new AppError('INVALID_SETUP_TOKEN', 'the set-up token is not valid', {
    hint: 'use the link or the file of the newest start of the service: each start makes a new token',
  })
}
