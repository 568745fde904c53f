import type { Digest } from '../../ports/platform/index.js'
import type { DocumentsRead, GenerationParts } from './generation.js'

/** Reasons that lie with the machine as much as with the file: read again, it may be read. */
const PASSING: readonly unknown[] = ['too-slow', 'too-much-memory']

/**
 * The documents that a run went without for want of time or memory. What is made without them must not be taken for
 * what the documents give: the next one who asks has it made again.
 */
export class PassingRefusals {
  #names: readonly string[] = []

  /** The same parts; what they read is noted. */
  watching(parts: GenerationParts): GenerationParts {
    const readDocuments: GenerationParts['readDocuments'] = async (source, options) => {
      const read = await parts.readDocuments(source, options)
      this.#names = namesIn(read)
      return read
    }
    return { ...parts, readDocuments }
  }

  /** The fingerprint; another one if documents are missing, the same for the same ones. */
  mark(fingerprint: string, digest: Digest): string {
    if (this.#names.length === 0) return fingerprint
    return digest.sha256(JSON.stringify(['without', this.#names, fingerprint]))
  }
}

function namesIn({ refused }: DocumentsRead): readonly string[] {
  return refused.filter(({ error }) => PASSING.includes(error.details.reason)).map(({ name }) => name)
}
