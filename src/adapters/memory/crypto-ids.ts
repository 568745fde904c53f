import { randomBytes } from 'node:crypto'
import type { Ids } from '../../ports/index.js'

/** What the memory adapters use where they are given no other source of identifiers. */
export const cryptoIds: Ids = {
  next: () => randomBytes(16).toString('base64url'),
  secret: () => randomBytes(32).toString('base64url'),
}
