#!/usr/bin/env node
import { buildProgram, EXIT, exitCodeOf, failureText, initBrief, interruptSignal } from '../adapters/cli/index.js'
import { isAppError, VERSION } from '../domain/platform/index.js'
import type { Service } from './composition/serve.js'

/** Fires when a signal asks a service or worker to end. */
const stopping = new AbortController()

const program = buildProgram(VERSION, {
  serve: async ({ port }) => {
    const { serve } = await import('./composition/serve.js')
    const { loadEnvFile } = await import('./composition/config/index.js')
    const env = { ...loadEnvFile(process.cwd(), process.env), ...(port === undefined ? {} : { PORT: port }) }
    const { signal } = stopping
    const starting = serve({ env, version: VERSION, signal, print: (text) => process.stdout.write(text) })
    stopAtSignals(starting)
    await starting
  },
  worker: async (options) => {
    const { work } = await import('./composition/work.js')
    const { loadEnvFile } = await import('./composition/config/index.js')
    const env = loadEnvFile(process.cwd(), process.env)
    const { signal } = stopping
    const starting = work({ env, ...options, signal, print: (text) => process.stdout.write(text) })
    stopAtSignals(starting)
    await starting
  },
  doctor: async (flags) => {
    const { doctor } = await import('./composition/doctor.js')
    const { loadEnvFile } = await import('./composition/config/index.js')
    const readEnv = () => loadEnvFile(process.cwd(), process.env)
    watchOutput()
    const exitCode = await doctor({ readEnv, flags, print: (text) => process.stdout.write(text) })
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
  init: async (path) => {
    watchOutput()
    await initBrief(path, (text) => process.stdout.write(text))
  },
})

try {
  await program.parseAsync(process.argv)
} catch (error) {
  // A signal stopped it during the start, which is no failure.
  if (stopping.signal.aborted && isAppError(error, 'APP_CLOSED')) process.exit(EXIT.ok)
  process.stderr.write(failureText(error))
  process.exit(exitCodeOf(error))
}

/** Ignores EPIPE: the reader may have read enough (`| head`). Any other error of writing ends the process. */
function watchOutput(): void {
  const endUnlessUnread = ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE') process.exit(EXIT.failed)
  }
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endUnlessUnread)
}

/** Ends the process when its output is written. */
function endWhenPrinted(exitCode: number): void {
  // The event of a failed write comes after the end of the write and before the next turn of the event loop.
  process.stdout.write('', () => setImmediate(() => process.exit(exitCode)))
}

/** Called before the start has finished, so that a signal during the start is handled like a later one. */
function stopAtSignals(starting: Promise<Service>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      // A second signal: end at once.
      if (stopping.signal.aborted) process.exit(EXIT.failed)
      stopping.abort()
      starting.then(
        (service) => service.stop().then(() => process.exit(EXIT.ok)),
        // The caller of the start reports the failure and ends the process.
        () => undefined,
      )
    })
  }
}
