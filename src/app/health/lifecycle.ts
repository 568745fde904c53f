/** Where a process stands between its start and its end. */
export type LifecyclePhase = 'starting' | 'ready' | 'draining'

/** The phase of this process. It only moves forward: a process that drains is never ready again. */
export class Lifecycle {
  #phase: LifecyclePhase = 'starting'

  get phase(): LifecyclePhase {
    return this.#phase
  }

  /** The process can serve, if need be degraded. Has no effect while draining. */
  markReady(): void {
    if (this.#phase === 'starting') this.#phase = 'ready'
  }

  /** The process wants no new requests any more. */
  startDraining(): void {
    this.#phase = 'draining'
  }
}
