import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findRedis } from './find-redis.js'
import { freePort } from './free-port.js'
import { GuardedProcess } from './guarded-process.js'
import { type RedisServerOptions, type ServerUser, urlCredentials, writeRedisConfig } from './redis-config.js'
import { RespClient } from './resp-client.js'
import { makeServerFolder } from './server-folder.js'

export type { RedisServerOptions } from './redis-config.js'

// While the test file is loaded, no test's deadline runs yet: an installation may take longer than one.
const EXECUTABLE = findRedis()
const LOG = 'redis.log'
const START_DEADLINE_MS = 120_000
/** What a command may take, on a slow machine and with much data. */
const COMMAND_DEADLINE_MS = 60_000
const PORTS_TO_TRY = 5

/** An own `redis-server` on 127.0.0.1 in a folder of its own; ends with the test process at the latest. */
export class RedisServer {
  readonly port: number
  /** The same as `port` if the server speaks TLS. */
  readonly tlsPort?: number
  /** With the credentials of `password`, or of the first user that has a password. */
  readonly url: string
  readonly #folder: string
  readonly #args: readonly string[]
  readonly #user: ServerUser
  #process: GuardedProcess

  private constructor(port: number, options: RedisServerOptions, launch: Launch) {
    this.port = port
    if (options.tls) this.tlsPort = port
    this.url = `${options.tls ? 'rediss' : 'redis'}://${urlCredentials(options)}127.0.0.1:${port}`
    this.#folder = launch.folder
    this.#args = launch.args
    this.#user = launch.user
    this.#process = launch.process
  }

  static async start(options: RedisServerOptions = {}): Promise<RedisServer> {
    for (let attempt = 1; ; attempt++) {
      const port = options.port ?? (await freePort())
      const server = await RedisServer.#launch(port, options)
      try {
        await server.#untilUp()
        return server
      } catch (error) {
        const taken = /address already in use/i.test(server.#log())
        await server.stop()
        if (!taken || options.port !== undefined || attempt === PORTS_TO_TRY) throw error
      }
    }
  }

  /** Changes with every restart. */
  get pid(): number {
    return this.#process.pid
  }

  /** It keeps its connections and answers nothing until it is thawed. */
  freeze(): void {
    this.#process.signal('SIGSTOP')
  }

  thaw(): void {
    this.#process.signal('SIGCONT')
  }

  /** `kill -9`: nothing is written any more. */
  async kill(): Promise<void> {
    await this.#process.kill()
  }

  /** On the same port with the same data, loaded when this resolves; killed first if it still runs. */
  async restart(): Promise<void> {
    await this.kill()
    this.#process = await GuardedProcess.start(EXECUTABLE, this.#args, this.#folder, this.#logFile)
    await this.#untilUp()
  }

  async stop(): Promise<void> {
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** A command with all rights. Strings as they are, everything else as JSON; an error reply rejects. */
  async cli(...args: string[]): Promise<string> {
    const client = await this.#connect(COMMAND_DEADLINE_MS)
    try {
      const reply = await client.command(...args)
      return typeof reply === 'string' ? reply : JSON.stringify(reply)
    } finally {
      client.destroy()
    }
  }

  static async #launch(port: number, options: RedisServerOptions): Promise<RedisServer> {
    const folder = makeServerFolder('redis')
    try {
      const user = { username: 'fixture', password: randomBytes(16).toString('hex') }
      const args = [writeRedisConfig(folder, port, options, user), ...(options.extra ?? [])]
      const process = await GuardedProcess.start(EXECUTABLE, args, folder, join(folder, LOG))
      return new RedisServer(port, options, { folder, args, user, process })
    } catch (error) {
      rmSync(folder, { recursive: true, force: true })
      throw error
    }
  }

  #connect(deadlineMs: number): Promise<RespClient> {
    return RespClient.connect({ port: this.port, tls: this.tlsPort !== undefined, ...this.#user, deadlineMs })
  }

  async #untilUp(): Promise<void> {
    const end = Date.now() + START_DEADLINE_MS
    while (!(await this.#isOurs())) {
      if (!this.#process.running) throw new Error(`redis-server ended while starting:\n${this.#log()}`)
      if (Date.now() > end) throw new Error(`redis-server on port ${this.port} does not answer:\n${this.#log()}`)
      await delay(10)
    }
  }

  /** Whether our child responds with its data loaded. Another server may have got the port. */
  async #isOurs(): Promise<boolean> {
    let client: RespClient | undefined
    try {
      client = await this.#connect(2000)
      const info = String(await client.command('INFO'))
      return new RegExp(`^process_id:${this.pid}\\r?$`, 'm').test(info) && /^loading:0\r?$/m.test(info)
    } catch {
      // Not started yet, or another server without our user. The caller retries and has the log.
      return false
    } finally {
      client?.destroy()
    }
  }

  get #logFile(): string {
    return join(this.#folder, LOG)
  }

  #log(): string {
    return readFileSync(this.#logFile, 'utf8').slice(-2000)
  }
}

interface Launch {
  readonly folder: string
  readonly args: readonly string[]
  readonly user: ServerUser
  readonly process: GuardedProcess
}
