/** The phase of a process. */
export type LifecyclePhase = 'starting' | 'ready' | 'draining'

/** The phase of this process. A draining process never becomes ready again. */
export class Lifecycle {
  #phase: LifecyclePhase = 'starting'

  get phase(): LifecyclePhase {
    return this.#phase
  }

  /** The process can serve, possibly degraded. No effect while draining. */
  markReady(): void {
    if (this.#phase === 'starting') this.#phase = 'ready'
  }

  /** The process accepts no new requests. */
  startDraining(): void {
    this.#phase = 'draining'
  }
}
