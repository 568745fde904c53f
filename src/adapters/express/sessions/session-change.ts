/** A change of a session, which knows whether anybody waits for what comes of it. */
export class SessionChange<T> extends Promise<T> {
  /** What is made of a change (`catch`, `finally`) is a promise like any other. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise
  }

  #isAwaited = false

  /** Whether `await`, `catch`, `Promise.all` and the like were put to it. `void` and leaving it alone are not. */
  get isAwaited(): boolean {
    return this.#isAwaited
  }

  // biome-ignore lint/suspicious/noThenProperty: a promise has one, and whoever waits calls it
  override then<R = T, E = never>(
    onDone?: ((value: T) => R | PromiseLike<R>) | null,
    onFailed?: ((error: unknown) => E | PromiseLike<E>) | null,
  ): Promise<R | E> {
    this.#isAwaited = true
    return super.then(onDone, onFailed)
  }

  /** Calls back when it has settled, which is no waiting for it. */
  whenSettled(onDone: () => void, onFailed: (error: unknown) => void): void {
    void super.then(onDone, onFailed)
  }
}
