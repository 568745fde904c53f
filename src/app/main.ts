#!/usr/bin/env node
import { isatty } from 'node:tty'
import type { Service } from './composition/serve.js'

/** Whether the process started on a terminal. When that is closed, it can no longer be asked. */
const hasTerminal = [0, 1, 2].some((fd) => isatty(fd))
let isHungUp = false

// Everything else is imported below: from here on no signal is missed. As process 1 of a container, this program would
// ignore a signal without a handler.
const stopping = new AbortController()
const hurrying = new AbortController()
if (['serve', 'worker'].includes(process.argv[2] ?? '')) handleSignals()

const { buildProgram, EXIT, exitCodeOf, failureText, initBrief, interruptSignal, SIGNAL_EXITS } = await import(
  '../adapters/cli/index.js'
)
const { isAppError, VERSION } = await import('../domain/platform/index.js')

const print = (text: string): void => void process.stdout.write(text)

const program = buildProgram(VERSION, {
  serve: ({ port, host }) =>
    runService(async (signal) => {
      const { serve } = await import('./composition/serve.js')
      const { loadEnvFile } = await import('./composition/config/index.js')
      const flags = { ...(port === undefined ? {} : { PORT: port }), ...(host === undefined ? {} : { HOST: host }) }
      const env = { ...loadEnvFile(process.cwd(), process.env), ...flags }
      return serve({ env, version: VERSION, signal, print, isTerminal: process.stdout.isTTY === true })
    }),
  worker: ({ port, ...options }) =>
    runService(async (signal) => {
      const { work } = await import('./composition/work.js')
      const { loadEnvFile } = await import('./composition/config/index.js')
      const flags = port === undefined ? {} : { WORKER_PORT: port }
      return work({ env: { ...loadEnvFile(process.cwd(), process.env), ...flags }, ...options, signal, print })
    }),
  user: async (command) => {
    const signal = interruptSignal()
    watchOutput()
    const { manageUsers } = await import('./composition/users.js')
    const { loadEnvFile } = await import('./composition/config/index.js')
    const { stdin, stdout, stderr } = process
    const env = loadEnvFile(process.cwd(), process.env)
    endWhenPrinted(await manageUsers({ command, signal, env, stdin, stdout, stderr }))
  },
  doctor: async (flags) => {
    const { doctor } = await import('./composition/doctor.js')
    const { loadEnvFile } = await import('./composition/config/index.js')
    const readEnv = () => loadEnvFile(process.cwd(), process.env)
    watchOutput()
    const exitCode = await doctor({ readEnv, flags, print })
    // A pending DNS lookup would keep the process running.
    endWhenPrinted(exitCode)
  },
  generate: async (flags) => {
    // Before the import, so that a signal during the import leaves no output.
    const signal = interruptSignal()
    watchOutput()
    const { generate } = await import('./composition/generate.js')
    const { env, stdin, stdout, stderr } = process
    const exitCode = await generate({ flags, signal, env, stdin, stdout, stderr })
    endWhenPrinted(exitCode)
  },
  outline: async (flags) => {
    const signal = interruptSignal()
    watchOutput()
    const { outline } = await import('./composition/outline.js')
    const { env, stdin, stdout, stderr } = process
    const exitCode = await outline({ flags, signal, env, stdin, stdout, stderr })
    endWhenPrinted(exitCode)
  },
  init: async (path) => {
    watchOutput()
    await initBrief(path, (text) => process.stdout.write(text))
  },
})

try {
  await program.parseAsync(process.argv)
} catch (error) {
  // A signal stopped it during the start, which is no failure.
  if (stopping.signal.aborted && isAppError(error, 'APP_CLOSED')) endProcess(EXIT.ok)
  process.stderr.write(failureText(error))
  endProcess(exitCodeOf(error))
}

/**
 * Ignores EPIPE and EIO: the reader may have read enough (`| head`), and a terminal may be closed. Any other error of writing
 * ends the process.
 */
function watchOutput(): void {
  const endUnlessUnread = ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE' && code !== 'EIO') process.exit(EXIT.failed)
  }
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endUnlessUnread)
}

/** Ends the process when its output is written. */
function endWhenPrinted(exitCode: number): void {
  // The event of a failed write comes after the end of the write and before the next turn of the event loop.
  process.stdout.write('', () => setImmediate(() => endProcess(exitCode)))
}

/** Ends the process. After its terminal was closed by the signal: an exit would abort, as Node.js cannot reset the terminal. */
function endProcess(exitCode: number): never {
  if (hasTerminal && (isHungUp || exitCode === SIGNAL_EXITS.SIGHUP)) {
    process.removeAllListeners('SIGHUP')
    process.kill(process.pid, 'SIGHUP')
  }
  process.exit(exitCode)
}

/** Runs a service until a signal asks it to end, and then ends the process. */
async function runService(start: (signal: AbortSignal) => Promise<Service>): Promise<void> {
  // Timers of the service do not keep the process alive, and during an outage nothing else may.
  setInterval(() => undefined, 2 ** 30)
  watchOutput()
  const { signal } = stopping
  const service = await start(signal)
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  await service.stop(hurrying.signal)
  endProcess(EXIT.ok)
}

/**
 * The first SIGTERM, SIGINT, or SIGHUP of a closed terminal asks the service to end. A second one, a second later, ends its waits for running work. A third
 * one ends the process at once. Terminals, npm and service managers may deliver one signal several times: signals in the
 * second after one of these steps are part of it.
 */
function handleSignals(): void {
  let ignoredUntil = 0
  const next = (): void => {
    if (performance.now() < ignoredUntil) return
    ignoredUntil = performance.now() + 1000
    if (!stopping.signal.aborted) stopping.abort()
    else if (!hurrying.signal.aborted) hurrying.abort()
    else process.exit(1)
  }
  process.on('SIGHUP', () => {
    isHungUp = true
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, next)
}
