#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { CommanderError } from 'commander'
import { buildProgram, EXIT, exitCodeOf, failureLines } from '../adapters/cli/index.js'
import { loadEnvFile } from './composition/config/index.js'
import { serve } from './composition/serve.js'

// Two folders up both from src/app and from dist/app.
const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }

const program = buildProgram(manifest.version, {
  serve: async ({ port }) => {
    const env = { ...loadEnvFile(process.cwd(), process.env), ...(port === undefined ? {} : { PORT: port }) }
    const service = await serve({ env, version: manifest.version, print: (text) => process.stdout.write(text) })
    let stopping = false
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        // Asked twice: whoever asks does not want to wait.
        if (stopping) process.exit(EXIT.failed)
        stopping = true
        void service.stop().then(() => process.exit(EXIT.ok))
      })
    }
  },
  doctor: async (flags) => {
    const { doctor } = await import('./composition/doctor.js')
    const readEnv = () => loadEnvFile(process.cwd(), process.env)
    const exitCode = await doctor({ readEnv, flags, print: (text) => process.stdout.write(text) })
    // A name that the resolver never answers would hold the process up; what was printed goes out first.
    process.stdout.write('', () => process.exit(exitCode))
  },
})

try {
  await program.parseAsync(process.argv)
} catch (error) {
  // Commander has printed its own message; help and version end with 0.
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? EXIT.ok : EXIT.usage)
  process.stderr.write(failureLines(error))
  process.exit(exitCodeOf(error))
}
