import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { ServerCertificate } from './certificates.js'
import { findPostgres } from './find-postgres.js'
import { freePort } from './free-port.js'
import { GuardedProcess } from './guarded-process.js'
import { serverUser } from './postgres-user.js'
import { makeServerFolder } from './server-folder.js'

interface PostgresServerOptions {
  /** Whether what is committed survives a kill of the server. Default false: much faster. */
  readonly durable?: boolean
  /** Default: no TLS. */
  readonly tls?: ServerCertificate
}

// While the test file is loaded, no test's deadline runs yet: an installation may take longer than one.
const PROGRAMS = findPostgres()
const USER = serverUser()
const LOG = 'postgres.log'
const CERTIFICATE = 'server.crt'
const KEY = 'server.key'
const START_DEADLINE_MS = 120_000
const CONNECT_MS = 60_000
/** Another server on the port may never respond. */
const PROBE_CONNECT_MS = 5_000
const PORTS_TO_TRY = 5

/** An own Postgres on 127.0.0.1 with a cluster of its own; ends with the test process at the latest. */
export class PostgresServer {
  readonly port: number
  readonly #password: string
  readonly #folder: string
  readonly #args: readonly string[]
  #process: GuardedProcess
  #databases = 0

  private constructor(launch: Launch, process: GuardedProcess) {
    this.port = launch.port
    this.#password = launch.password
    this.#folder = launch.folder
    this.#args = launch.args
    this.#process = process
  }

  static async start(options: PostgresServerOptions = {}): Promise<PostgresServer> {
    const folder = makeServerFolder('postgres')
    try {
      const password = randomBytes(16).toString('hex')
      initialise(folder, password, options)
      for (let attempt = 1; ; attempt++) {
        const port = await freePort()
        const launch = { folder, password, port, args: argumentsFor(folder, port, options) }
        const server = new PostgresServer(launch, await PostgresServer.#launch(launch))
        try {
          await server.#untilUp()
          return server
        } catch (error) {
          await server.kill()
          if (!/address already in use/i.test(server.#log()) || attempt === PORTS_TO_TRY) throw error
        }
      }
    } catch (error) {
      rmSync(folder, { recursive: true, force: true })
      throw error
    }
  }

  /** The folder of its Unix socket. */
  get socketFolder(): string {
    return this.#folder
  }

  /** With all rights. @param password default: the right one */
  url(database = 'postgres', password = this.#password): string {
    return `postgres://fixture:${password}@127.0.0.1:${this.port}/${database}`
  }

  /** A new empty database, ordered by a language and not by bytes. Resolves to its URL. */
  async createDatabase(): Promise<string> {
    const name = `ground_${process.pid}_${++this.#databases}`
    const language = (await this.#version()) >= 150_000 ? "locale_provider icu icu_locale 'en-US'" : ''
    await this.query(`create database ${name} encoding 'UTF8' template template0 ${language}`)
    return this.url(name)
  }

  async dropDatabase(url: string): Promise<void> {
    await this.query(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`)
  }

  /** A statement with all rights, on a connection of its own. */
  async query(
    sql: string,
    url = this.url(),
    connectionTimeoutMillis = CONNECT_MS,
  ): Promise<readonly Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis })
    client.on('error', () => undefined)
    await client.connect()
    try {
      return (await client.query(sql)).rows ?? []
    } finally {
      await client.end()
    }
  }

  /** It and its children keep their connections and answer nothing until they are thawed. */
  freeze(): void {
    this.#signalAll('SIGSTOP')
  }

  thaw(): void {
    this.#signalAll('SIGCONT')
  }

  /** `kill -9`, its children too: nothing is written any more. */
  async kill(): Promise<void> {
    if (!this.#process.running) return
    // A stopped parent makes no new children.
    this.#process.signal('SIGSTOP')
    const children = this.#children()
    await this.#process.kill()
    for (const child of children) end(child)
  }

  /** On the same port with the same data; killed first if it still runs. */
  async restart(): Promise<void> {
    await this.kill()
    const end = Date.now() + START_DEADLINE_MS
    for (;;) {
      this.#process = await PostgresServer.#launch({ folder: this.#folder, args: this.#args })
      try {
        return await this.#untilUp()
      } catch (error) {
        // The memory that it shared with its children is given back with the last of them.
        if (Date.now() > end || this.#process.running) throw error
        await delay(50)
      }
    }
  }

  async stop(): Promise<void> {
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 })
  }

  static #launch({ folder, args }: Pick<Launch, 'folder' | 'args'>): Promise<GuardedProcess> {
    return GuardedProcess.start(PROGRAMS.postgres, args, folder, join(folder, LOG), USER)
  }

  #version(): Promise<number> {
    return this.query('show server_version_num').then(([row]) => Number(row?.server_version_num))
  }

  #children(): readonly number[] {
    try {
      return execFileSync('pgrep', ['-P', String(this.#process.pid)], { encoding: 'utf8' })
        .trim()
        .split('\n')
        .map(Number)
    } catch {
      // It has none.
      return []
    }
  }

  #signalAll(signal: NodeJS.Signals): void {
    this.#process.signal(signal)
    for (const child of this.#children()) process.kill(child, signal)
  }

  async #untilUp(): Promise<void> {
    const end = Date.now() + START_DEADLINE_MS
    while (!(await this.#isOurs())) {
      if (!this.#process.running) throw new Error(`postgres ended while starting:\n${this.#log()}`)
      if (Date.now() > end) throw new Error(`postgres on port ${this.port} does not answer:\n${this.#log()}`)
      await delay(20)
    }
  }

  /** Whether our server responds. Another server may have got the port, and rejects our user. */
  async #isOurs(): Promise<boolean> {
    try {
      const [row] = await this.query('show data_directory', this.url(), PROBE_CONNECT_MS)
      return row?.data_directory === join(this.#folder, 'data')
    } catch {
      // Not up yet; the caller asks again and has the log for the reason.
      return false
    }
  }

  #log(): string {
    return readFileSync(join(this.#folder, LOG), 'utf8').slice(-2000)
  }
}

interface Launch {
  readonly folder: string
  readonly password: string
  readonly port: number
  readonly args: readonly string[]
}

function initialise(folder: string, password: string, { tls }: PostgresServerOptions): void {
  const secret = join(folder, 'password')
  const files: { readonly [path: string]: string } = {
    [secret]: password,
    ...(tls ? { [join(folder, CERTIFICATE)]: tls.cert, [join(folder, KEY)]: tls.key } : {}),
  }
  for (const [path, text] of Object.entries(files)) writeFileSync(path, text, { mode: 0o600 })
  chmodSync(folder, 0o700)
  if (USER.uid !== undefined && USER.gid !== undefined) {
    for (const path of [folder, ...Object.keys(files)]) chownSync(path, USER.uid, USER.gid)
  }
  const options = ['--username=fixture', `--pwfile=${secret}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C']
  execFileSync(PROGRAMS.initdb, ['--no-sync', ...options, join(folder, 'data')], {
    ...USER,
    cwd: folder,
    stdio: 'pipe',
    timeout: START_DEADLINE_MS,
  })
}

function argumentsFor(
  folder: string,
  port: number,
  { durable = false, tls }: PostgresServerOptions,
): readonly string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: folder,
    max_connections: 60,
    shared_buffers: '32MB',
    // What was written outlives the server without it, and no test ends the machine.
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: durable ? 'on' : 'off',
    ...(tls ? { ssl: 'on', ssl_cert_file: join(folder, CERTIFICATE), ssl_key_file: join(folder, KEY) } : {}),
  }
  return [
    '-D',
    join(folder, 'data'),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

function end(child: number): void {
  try {
    process.kill(child, 'SIGKILL')
  } catch {
    // It was gone before.
  }
}
