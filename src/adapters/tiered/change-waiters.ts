/** Those who wait for a change of an entry or its lease. */
export class ChangeWaiters {
  readonly #byName = new Map<string, Set<() => void>>()

  /** Resolves at the next change, or when `signal` fires. */
  wait(namespace: string, key: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    const name = nameOf(namespace, key)
    const waiting = this.#byName.get(name) ?? new Set()
    this.#byName.set(name, waiting)
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake)
        waiting.delete(wake)
        if (waiting.size === 0 && this.#byName.get(name) === waiting) this.#byName.delete(name)
        resolve()
      }
      waiting.add(wake)
      signal.addEventListener('abort', wake, { once: true })
    })
  }

  changed(namespace: string, key: string): void {
    const waiting = this.#byName.get(nameOf(namespace, key))
    if (waiting) for (const wake of [...waiting]) wake()
  }

  /** Whatever anybody waits for may have changed. */
  allChanged(): void {
    for (const waiting of [...this.#byName.values()]) for (const wake of [...waiting]) wake()
  }
}

/** A namespace has no braces, so that no two pairs have the same name. */
function nameOf(namespace: string, key: string): string {
  return `${namespace}}${key}`
}
