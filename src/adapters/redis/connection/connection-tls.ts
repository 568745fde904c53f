import type { Logger } from '../../../ports/index.js'
import type { TlsSettings } from '../settings/index.js'
import type { OpenClient } from './open-client.js'

/** How a connection is protected: the `tls` of the health report. */
export interface TlsReport {
  readonly enabled: boolean
  /** Whether it is known who answers; false until the first handshake. */
  readonly verified: boolean
  readonly why: string
}

/** Remembers what the last handshake proved, and warns of an unverified certificate once. */
export class ConnectionTls {
  readonly #settings: TlsSettings
  readonly #connection: string
  readonly #logger: Logger
  #report: TlsReport
  #warned = false

  constructor(settings: TlsSettings, connection: string, logger: Logger) {
    this.#settings = settings
    this.#connection = connection
    this.#logger = logger
    this.#report = { enabled: settings.enabled, verified: false, why: settings.why }
  }

  get report(): TlsReport {
    return this.#report
  }

  opened({ probe }: Pick<OpenClient, 'probe'>): void {
    const { enabled, why } = this.#settings
    // With strict rules there is no probe: that the connection is open is the proof.
    this.#report = { enabled, verified: enabled && (probe?.verified ?? true), why: probe?.why ?? why }
    if (probe?.warning === undefined || this.#warned) return
    this.#warned = true
    this.#logger.warn(probe.warning, { connection: this.#connection })
  }
}
