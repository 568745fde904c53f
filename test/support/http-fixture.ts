import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import express, { type Express } from 'express'
import { buildShell } from '../../src/adapters/express/build-router.js'
import type { Route } from '../../src/adapters/express/routes/route.js'
import { type ListeningServer, type ServerOptions, startServer } from '../../src/adapters/express/server/listen.js'
import { SystemClock, SystemIds } from '../../src/adapters/system/index.js'
import { HealthMonitor, Lifecycle } from '../../src/app/health/index.js'
import type { Clock, HealthProbe } from '../../src/ports/index.js'
import { type MemoryServicesOptions, memoryServices } from './memory-services.js'
import { RecordingLogger } from './recording-logger.js'

/** What a test wants to know better than the fixture. */
export interface RoutedAppOptions extends Omit<MemoryServicesOptions, 'logger'> {
  readonly probes?: readonly HealthProbe[]
  /** The clock of the health monitor alone. Default: the real one. */
  readonly probeClock?: Clock
}

/** The part of an app that the router needs, in memory, on the real clock. */
export function routedApp({ probes = [], probeClock, ...services }: RoutedAppOptions = {}) {
  const logger = new RecordingLogger()
  const platform = { clock: new SystemClock(), ids: new SystemIds(), logger }
  const lag = { p99Ms: () => 0.5, close: () => {} }
  const health = new HealthMonitor(probes, {
    clock: probeClock ?? platform.clock,
    logger,
    lag,
    warnings: ['a warning'],
  })
  return { ...memoryServices({ logger, ...services }), logger, platform, health, lifecycle: new Lifecycle() }
}

export type RoutedAppFixture = ReturnType<typeof routedApp>

/** A service of these routes alone, listening on a free port. */
export function serveRoutes(
  routes: readonly Route[],
  {
    app = routedApp(),
    bodyLimitBytes = 1024,
    ...options
  }: ServerOptions & { app?: RoutedAppFixture; bodyLimitBytes?: number } = {},
): Promise<ListeningServer> {
  const service = express().use(buildShell(app.platform, routes, bodyLimitBytes))
  return startServer(service, app, { port: 0, host: '127.0.0.1', ...options })
}

/** A host application listening on a free port; `close` ends it at once. */
export async function serveHost(host: Express | RequestListener): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer(host).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A connection on which a test writes bytes as it likes. */
export class RawConnection {
  readonly #socket: Socket
  #text = ''

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1')
    this.#socket.setEncoding('latin1').on('data', (text: string) => {
      this.#text += text
    })
    // A reset after the answer is the server's right.
    this.#socket.on('error', () => {})
  }

  write(text: string): this {
    this.#socket.write(text, 'latin1')
    return this
  }

  end(): void {
    this.#socket.end()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  /** Resolves with all that came, once it matches. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.#text)) {
      if (this.#socket.closed) throw new Error(`closed after ${JSON.stringify(this.#text)}`)
      await Promise.race([once(this.#socket, 'data'), once(this.#socket, 'close')])
    }
    return this.#text
  }

  /** Resolves with all that came, once the server has ended the connection. */
  async ended(): Promise<string> {
    if (!this.#socket.readableEnded && !this.#socket.closed) {
      await Promise.race([once(this.#socket, 'end'), once(this.#socket, 'close')])
    }
    return this.#text
  }
}

/** The JSON body of a raw answer. */
export function bodyOf(answer: string): Record<string, unknown> {
  return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)) as Record<string, unknown>
}

/** A promise with its resolve functions. */
export function gate() {
  let open: () => void = () => {}
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, passed }
}
