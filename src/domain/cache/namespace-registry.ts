import { AppError } from '../platform/app-error.js'
import { ttlToMs } from '../platform/ttl.js'
import { BUILT_IN_NAMESPACES, type NamespaceDeclaration } from './cache-namespace.js'

/** A declared namespace, ready for use. */
export interface Namespace {
  readonly name: string
  readonly prefix: string
  /** Default time to live, in milliseconds. */
  readonly ttlMs: number
}

const PREFIX = /^[a-z0-9_-]{1,32}$/

/** The namespaces of one app: the built-in ones and those that the embedder declares. */
export class NamespaceRegistry {
  readonly #byName = new Map<string, Namespace>()

  /**
   * @param own further namespaces by name; a built-in name may be declared again to change its TTL, not its prefix
   * @throws AppError `CONFIG_INVALID` for a malformed or repeated prefix, `INVALID_TTL` for a bad TTL
   */
  constructor(own: { readonly [name: string]: NamespaceDeclaration } = {}) {
    const nameByPrefix = new Map<string, string>()
    for (const [name, { prefix, ttl }] of Object.entries({ ...BUILT_IN_NAMESPACES, ...own })) {
      const where = `cache.namespaces.${name}`
      const holder = nameByPrefix.get(prefix)
      if (holder !== undefined) {
        throw new AppError('CONFIG_INVALID', `${where}.prefix "${prefix}" belongs to namespace "${holder}"`, {
          hint: 'give each namespace a prefix of its own',
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

  /** The namespace called `name`. @throws AppError `UNKNOWN_NAMESPACE` */
  get(name: string): Namespace {
    const namespace = this.#byName.get(name)
    if (namespace) return namespace
    throw new AppError('UNKNOWN_NAMESPACE', `cache namespace "${name}" is not declared`, {
      hint: `declare it in the configuration (cache.namespaces), or use one of: ${[...this.#byName.keys()].join(', ')}`,
      details: { name },
    })
  }

  /** All namespaces, built-in ones first. */
  all(): readonly Namespace[] {
    return [...this.#byName.values()]
  }
}
