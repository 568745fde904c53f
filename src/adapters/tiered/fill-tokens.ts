/** The right to keep an answer, as long as it is valid. */
export interface FillToken {
  valid: boolean
  holders: number
}

/**
 * Who asks the far cache takes a token first, and keeps the answer only if the token is still valid: whatever changes
 * the entry in between drops it. All who ask for a key at the same time share one.
 */
export class FillTokens {
  readonly #byNamespace = new Map<string, Map<string, FillToken>>()

  /** To be given back with {@link end}. */
  begin(namespace: string, key: string): FillToken {
    let byKey = this.#byNamespace.get(namespace)
    if (!byKey) {
      byKey = new Map()
      this.#byNamespace.set(namespace, byKey)
    }
    let token = byKey.get(key)
    if (!token) {
      token = { valid: true, holders: 0 }
      byKey.set(key, token)
    }
    token.holders += 1
    return token
  }

  end(namespace: string, key: string, token: FillToken): void {
    token.holders -= 1
    const byKey = this.#byNamespace.get(namespace)
    if (token.holders === 0 && byKey?.get(key) === token) byKey.delete(key)
  }

  drop(namespace: string, key: string): void {
    const byKey = this.#byNamespace.get(namespace)
    const token = byKey?.get(key)
    if (!byKey || !token) return
    token.valid = false
    byKey.delete(key)
  }

  dropNamespace(namespace: string): void {
    const byKey = this.#byNamespace.get(namespace)
    if (!byKey) return
    for (const token of byKey.values()) token.valid = false
    byKey.clear()
  }

  dropAll(): void {
    for (const namespace of this.#byNamespace.keys()) this.dropNamespace(namespace)
  }
}
