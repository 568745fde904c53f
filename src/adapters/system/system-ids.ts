import { randomBytes } from 'node:crypto'
import type { Ids } from '../../ports/index.js'

/** Identifiers and secrets from the system's cryptographic random source. */
export class SystemIds implements Ids {
  next(): string {
    return randomBytes(18).toString('base64url')
  }

  secret(): string {
    return randomBytes(32).toString('base64url')
  }
}
