import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { banner, hostInUrl, setUpLines } from '../../adapters/cli/index.js'
import { listen } from '../../adapters/express/index.js'
import { makeFolder } from '../../adapters/shared/make-folder.js'
import { AppError, isAppError, messageOf } from '../../domain/platform/index.js'
import type { AdapterChoice, App } from '../app.js'
import { type ResolvedConfig, readConfig, resolveConfig } from './config/index.js'
import { CAPABILITIES, type Capability, MEMORY_LOSS } from './decide-adapters.js'
import { FirstSetUp } from './first-set-up.js'
import { orAborted } from './or-aborted.js'
import { requireRedis } from './require-redis.js'

/** The parts of the process that `serve` uses. */
export interface ServeContext {
  readonly env: NodeJS.ProcessEnv
  readonly version: string
  /** Aborts the start. */
  readonly signal: AbortSignal
  /** Prints the banner. */
  readonly print: (text: string) => void
  /** Whether `print` writes to a terminal, where only the operator reads. */
  readonly isTerminal: boolean
}

/** A running service or worker. */
export interface Service {
  /**
   * Accepts no more work, finishes running work and closes everything. Never rejects, always ends.
   *
   * @param hurry aborting it ends the waits for running work: requests are aborted, jobs are given back
   */
  stop(hurry: AbortSignal): Promise<void>
}

/**
 * Starts the service. Listens before Redis is connected, except if Redis is required.
 *
 * @throws AppError `CONFIG_INVALID`, `REDIS_REQUIRED`, `DATA_DIR_UNUSABLE`, `PORT_UNAVAILABLE`, `APP_CLOSED` (`signal`);
 *   nothing stays open then
 */
export async function serve({ env, version, signal, print, isTerminal }: ServeContext): Promise<Service> {
  const given = readConfig(env)
  const config = resolveConfig(given)
  if (config.database.url === undefined) await prepareDataFolder(config.database.dataDir)

  // In production what is degraded belongs into the log. On a laptop the banner shows it.
  const logsDegraded = config.environment === 'production'
  const { assembleApp } = await import('./assemble-app.js')
  const app = await assembleApp(given, {}, { logsDegraded })
  const stops: ((options: { readonly signal: AbortSignal }) => Promise<void>)[] = [app.close]
  const stop = async (hurry: AbortSignal): Promise<void> => {
    // The server before the app: its requests need the app.
    for (const end of stops.splice(0).reverse()) await end({ signal: hurry })
  }
  try {
    await requireRedis(app, config, signal)
    const { port, host, trustProxy } = config.http
    const server = await orAborted(signal, 'starting', () => listen(app, { port, host, trustProxy }))
    stops.push(server.close)
    const workers = await orAborted(signal, 'starting workers', () => startWorkersIfEnabled(app, config.jobs.workers))
    const url = config.http.publicUrl ?? `http://${hostInUrl(host)}:${server.port}`
    const firstSetUp = new FirstSetUp({
      app,
      ...config.accounts,
      dataDir: config.database.dataDir,
      url,
      ...(isTerminal ? { printLink: (link: string) => print(`${setUpLines(link).join('\n')}\n`) } : {}),
    })
    stops.push(async () => firstSetUp.stop())
    const [sample, setUp] = await orAborted(signal, 'opening the database', () =>
      Promise.all([sampleCommand(app), firstSetUp.start()]),
    )
    app.health.start()
    print(bannerOf(app, config, { version, workers, url, ...(setUp ? { setUp } : {}), ...(sample ? { sample } : {}) }))
  } catch (error) {
    await stop(signal)
    throw error
  }
  const { logger } = app.platform
  return {
    stop: async (hurry) => {
      logger.info('stopping: no new requests, waiting for running ones')
      await stop(hurry)
      logger.info('stopped')
    },
  }
}

interface Started {
  readonly version: string
  readonly url: string
  readonly workers: string
  readonly setUp?: string
  readonly sample?: string
}

function bannerOf({ adapters, health }: App, config: ResolvedConfig, started: Started): string {
  const { environment, redis } = config
  const degraded = Object.values(adapters).flatMap((choice) => choice.degraded ?? [])
  const { warnings } = health.report()
  return banner({
    ...started,
    environment,
    adapters: Object.fromEntries(CAPABILITIES_AND_DATABASE.map((name) => [name, shownAdapter(name, adapters)])),
    // The adapters above say it.
    warnings: environment === 'production' ? warnings : warnings.filter((warning) => !degraded.includes(warning)),
    ...(redis.main ? {} : { advice: 'set REDIS_URL=redis://host:6379 in the environment or in .env' }),
  })
}

const CAPABILITIES_AND_DATABASE = [...CAPABILITIES, 'database'] as const

/** An adapter in memory with the consequences. */
function shownAdapter(name: Capability | 'database', adapters: App['adapters']): AdapterChoice {
  const choice = adapters[name] ?? { adapter: 'off' }
  return choice.adapter === 'memory' && name !== 'database' ? { ...choice, place: MEMORY_LOSS[name] } : choice
}

async function startWorkersIfEnabled(app: App, workers: 'auto' | 'on' | 'off'): Promise<string> {
  const inMemory = app.adapters.jobs?.adapter === 'memory'
  if (workers === 'off' || app.adapters.jobs?.adapter === 'off') return 'none in this process'
  if (workers === 'auto' && !inMemory) return 'in separate processes'
  await app.startWorkers()
  return workers === 'on' ? 'in this process (WORKERS=on)' : 'in this process, because jobs are in memory'
}

// The same path from src and from dist. A checkout has the sample, the package does not.
const SAMPLE = fileURLToPath(new URL('../../../docs/samples/home-network', import.meta.url))

/**
 * The command that generates the sample, if there are no programs yet. Also opens the database, so that its first health
 * probe is fast.
 */
async function sampleCommand({ programs, platform }: App): Promise<string | undefined> {
  try {
    const { programs: stored } = await programs.listPrograms({ limit: 1 })
    if (stored.length > 0 || !existsSync(SAMPLE)) return undefined
  } catch (error) {
    if (!isAppError(error)) throw error
    // The next use tries again.
    platform.logger.warn(`the database cannot be used yet: ${error.message}`)
    return undefined
  }
  const folder = relative(process.cwd(), SAMPLE)
  // The command works only in the folder of the checkout.
  if (folder.startsWith('..')) return undefined
  return `npm run generate -- --program ${join(folder, 'brief.json')} --docs ${join(folder, 'documents')} --out curriculum`
}

/**
 * Creates the folder of the embedded database and writes a test file to it: access rights do not reveal a read-only or full
 * disk.
 *
 * @throws AppError `DATA_DIR_UNUSABLE`
 */
export async function prepareDataFolder(dataDir: string): Promise<void> {
  const folder = resolve(dataDir)
  const trial = join(folder, `.writable-${process.pid}`)
  try {
    await makeFolder(folder)
    await writeFile(trial, 'x')
    await rm(trial)
  } catch (error) {
    throw new AppError('DATA_DIR_UNUSABLE', `DATA_DIR is ${folder} and cannot be written: ${messageOf(error)}`, {
      hint: 'set DATA_DIR to a folder that this user may write, or DATABASE_URL to use Postgres',
      cause: error,
    })
  }
}
