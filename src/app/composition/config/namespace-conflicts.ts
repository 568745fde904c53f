import { type NamespaceDeclaration, NamespaceRegistry } from '../../../domain/cache/index.js'
import { AppError } from '../../../domain/platform/index.js'
import type { Conflict } from './config-problems.js'

type Namespaces = { readonly [name: string]: NamespaceDeclaration }

/** Namespaces that the registry would not take: each by itself, then those that are fine together. */
export function findNamespaceConflicts(namespaces: Namespaces = {}): readonly Conflict[] {
  const conflicts: Conflict[] = []
  const fine: [string, NamespaceDeclaration][] = []
  for (const [name, declaration] of Object.entries(namespaces)) {
    const error = refusalOf({ [name]: declaration })
    if (error === undefined) fine.push([name, declaration])
    else conflicts.push(conflict(`cache.namespaces.${name}`, JSON.stringify(declaration).slice(0, 120), error))
  }
  const error = refusalOf(Object.fromEntries(fine))
  if (error !== undefined) conflicts.push(conflict('cache.namespaces', `ambiguous: ${error.message}`, error))
  return conflicts
}

function conflict(path: string, found: string, { hint, message }: AppError): Conflict {
  return { path, found, expected: hint ?? message }
}

function refusalOf(namespaces: Namespaces): AppError | undefined {
  try {
    new NamespaceRegistry(namespaces)
    return undefined
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}
