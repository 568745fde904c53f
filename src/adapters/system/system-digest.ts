import { createHash } from 'node:crypto'
import type { Digest } from '../../ports/index.js'

/** Fingerprints by the system's cryptographic library. */
export class SystemDigest implements Digest {
  sha256(input: string | Uint8Array): string {
    return createHash('sha256').update(input).digest('hex')
  }
}
