import { AppError } from '../platform/app-error.js'
import { shown } from '../platform/arguments.js'
import { nearestName } from '../platform/nearest-name.js'
import { ttlToMs } from '../platform/ttl.js'

/** The built-in namespaces. A value is both the name of the namespace and the prefix of its keys. */
export const CacheNamespace = {
  /** API responses. */
  API_RESPONSE: 'api',
  /** Knowledge base queries. */
  KNOWLEDGE_BASE: 'kb',
  /** Generated curriculum content. */
  GENERATED_CONTENT: 'content',
  /** Embedding vectors. */
  EMBEDDINGS: 'embeddings',
  /** Responses of language models. */
  LLM_RESPONSE: 'llm',
} as const

/** The name of a built-in namespace. */
export type CacheNamespace = (typeof CacheNamespace)[keyof typeof CacheNamespace]

/** Declaration of a namespace in the configuration. */
export interface NamespaceDeclaration {
  /** Prefix of every key in a shared store: 1 to 32 of `a-z`, `0-9`, `-`, `_`; unique among namespaces. */
  readonly prefix: string
  /** Default time to live, in seconds. */
  readonly ttl: number
}

/** Default time to live of each built-in namespace, in seconds. */
export const BUILT_IN_NAMESPACES: { readonly [name in CacheNamespace]: NamespaceDeclaration } = {
  api: { prefix: 'api', ttl: 5 * 60 },
  kb: { prefix: 'kb', ttl: 3600 },
  content: { prefix: 'content', ttl: 24 * 3600 },
  embeddings: { prefix: 'embeddings', ttl: 7 * 24 * 3600 },
  llm: { prefix: 'llm', ttl: 3600 },
}

/** A declared namespace, checked. */
export interface NamespaceSettings {
  readonly name: string
  readonly prefix: string
  /** Default time to live, in milliseconds. */
  readonly ttlMs: number
}

const PREFIX = /^[a-z0-9_-]{1,32}$/

/** The namespaces of one app: built-in ones and those of the configuration. */
export class NamespaceRegistry {
  readonly #byName = new Map<string, NamespaceSettings>()

  /**
   * @param own further namespaces by name; the name of a built-in one overrides its TTL; its prefix must stay
   * @throws AppError `CONFIG_INVALID` for a malformed or repeated prefix, `INVALID_TTL` for a bad TTL
   */
  constructor(own: { readonly [name: string]: NamespaceDeclaration } = {}) {
    const nameByPrefix = new Map<string, string>()
    for (const [name, { prefix, ttl }] of Object.entries({ ...BUILT_IN_NAMESPACES, ...own })) {
      const where = `cache.namespaces.${name}`
      const owner = nameByPrefix.get(prefix)
      if (owner !== undefined) {
        throw new AppError('CONFIG_INVALID', `${where}.prefix "${prefix}" belongs to namespace "${owner}"`, {
          hint: 'use a different prefix for each namespace',
        })
      }
      if (!PREFIX.test(prefix)) {
        throw new AppError('CONFIG_INVALID', `${where}.prefix is "${prefix}"`, {
          hint: 'use 1 to 32 of a-z, 0-9, - and _',
        })
      }
      nameByPrefix.set(prefix, name)
      this.#byName.set(name, { name, prefix, ttlMs: ttlToMs(ttl, `${where}.ttl`) })
    }
  }

  /** @throws AppError `UNKNOWN_NAMESPACE` */
  get(name: string): NamespaceSettings {
    const namespace = this.#byName.get(name)
    if (namespace) return namespace
    const known = [...this.#byName.keys()]
    const nearest = typeof name === 'string' ? nearestName(name, known) : undefined
    const meant = nearest === undefined ? '' : `did you mean ${nearest}? `
    throw new AppError('UNKNOWN_NAMESPACE', `cache namespace ${shown(name)} is not declared`, {
      hint: `${meant}declare it in the configuration (cache.namespaces), or use one of: ${known.join(', ')}`,
      details: { name: typeof name === 'string' ? name : shown(name) },
    })
  }

  /** All namespaces, built-in ones first. */
  all(): readonly NamespaceSettings[] {
    return [...this.#byName.values()]
  }
}
