import { KINDS } from './stated-act.js'

const PURPOSE = new RegExp(`^the (${KINDS}) that (.+)$`, 'u')

/** What a definition such as "the command that puts files ..." says of a name: what it is, and what it does. */
export interface PurposeDefinition {
  readonly kind: string
  readonly does: string
}

/**
 * Reads the definition of a name in code; `undefined` for that of a thing, even one worded alike: "leachate: the liquid
 * that drains from a bin", "network key: the key that ...".
 */
export function purposeDefinition(term: string, definition: string): PurposeDefinition | undefined {
  const [, kind, does] = PURPOSE.exec(definition) ?? []
  if (kind === undefined || does === undefined) return undefined
  // A thing is often named after its kind; a name in code is not.
  return term.toLowerCase().split(' ').includes(kind) ? undefined : { kind, does }
}
