import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { type ListeningServer, listen } from '../../src/adapters/express/index.js'
import type { App } from '../../src/app/app.js'
import { AppFixture } from '../integration/curriculum-job/app-fixture.js'

const text = readFileSync('docs/guides/http-api.md', 'utf8')
const examples = [...text.matchAll(/^```sh run\n([\s\S]+?)^```$/gm)].map(([, code = '']) => code)

/** The whole page takes a few seconds of a processor. */
const DEADLINE_MS = 300_000

const NOTES = `# The colony

A **colony** is a family of bees that lives in one hive. A **worker** is a female bee that gathers food and cares for the
brood. A **drone** is a male bee that mates with a queen. In autumn the workers drive the drones out of the hive. In winter
the bees form a cluster around the queen and live on the honey that they stored in summer.
`

const fixture = new AppFixture()
let app: App
let server: ListeningServer
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'http-api-'))
  app = await fixture.open({ environment: 'test' })
  await app.startWorkers()
  server = await listen(app, { port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await server?.close()
  await fixture.end()
  rmSync(folder, { recursive: true, force: true })
})

it('docs/guides/http-api.md: the examples run one after the other, as they are', async () => {
  expect(examples.length).toBeGreaterThan(6)
  const address = `http://127.0.0.1:${server.port}`
  const link = `${address}/setup#token=${await app.accounts.createSetupToken()}`
  const shell = new Shell(folder, { API: address, LINK: link })
  try {
    for (const example of examples) {
      if (example.includes('/documents')) {
        const { programs } = await app.programs.listPrograms()
        for (const program of programs) {
          await app.knowledge.addDocument(program.id, {
            name: 'notes/colony.md',
            bytes: new TextEncoder().encode(NOTES),
          })
        }
      }
      expect({ example, ...(await shell.run(example)) }).toMatchObject({ example, failed: '' })
    }
  } finally {
    await shell.end()
  }
})

/** One shell for all examples, as a reader has it. */
class Shell {
  readonly #child
  readonly #ended: Promise<unknown>
  #output = ''

  constructor(cwd: string, env: { readonly [name: string]: string }) {
    this.#child = spawn('bash', ['-u'], { cwd, env: { PATH: process.env.PATH ?? '', ...env }, timeout: DEADLINE_MS })
    this.#child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      this.#output += chunk
    })
    this.#child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      this.#output += chunk
    })
    this.#ended = new Promise((resolve) => this.#child.once('close', resolve))
  }

  /** Runs lines. `failed` is the command that failed first. */
  async run(lines: string): Promise<{ readonly failed: string; readonly output: string }> {
    this.#output = ''
    // A failed command of a pipe counts, and the shell goes on.
    const trap = `failed=; set -o pipefail; trap 'failed=\${failed:-$BASH_COMMAND}' ERR`
    this.#child.stdin.write(`${trap}\n${lines}\ntrap - ERR; printf 'failed=%s\\nDONE\\n' "$failed"\n`)
    while (!this.#output.endsWith('DONE\n')) {
      const more = new Promise((resolve) => this.#child.stdout.once('data', resolve))
      const isOver = await Promise.race([more.then(() => false), this.#ended.then(() => true)])
      if (isOver) return { failed: 'the shell', output: this.#output }
    }
    return { failed: /failed=(.*)\nDONE\n$/s.exec(this.#output)?.[1] ?? 'unknown', output: this.#output }
  }

  async end(): Promise<void> {
    this.#child.stdin.end()
    await this.#ended
  }
}
