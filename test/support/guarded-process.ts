import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'

/** Reads nothing until the test process is gone, however it went, SIGKILL too; then clears up after it. */
const GUARD = 'read -r _ && exit 0; kill -9 "$1" 2>/dev/null; rm -rf -- "$2"'

/**
 * A child that never outlives this process. Exit handlers would not do: the test runner hands its tests a copy of
 * `process` whose `exit` never comes, and a worker that is killed runs none at all.
 */
export class GuardedProcess {
  readonly pid: number
  readonly #child: ChildProcess
  readonly #ended: Promise<unknown>
  #running = true

  /** @param folder removed with the child if this process ends first */
  private constructor(child: ChildProcess, pid: number, folder: string) {
    this.#child = child
    this.pid = pid
    const guard = spawn('/bin/sh', ['-c', GUARD, 'sh', String(pid), folder], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    })
    guard.unref()
    // The guard may be gone before it reads that it is not needed any more.
    guard.stdin?.on('error', () => undefined)
    this.#ended = once(child, 'exit').finally(() => {
      this.#running = false
      guard.stdin?.end('done\n')
    })
    child.unref()
  }

  /**
   * @param log file that everything it prints is appended to
   * @param user to run as; default: the user of this process
   */
  static async start(
    command: string,
    args: readonly string[],
    folder: string,
    log: string,
    user: { readonly uid?: number; readonly gid?: number } = {},
  ): Promise<GuardedProcess> {
    const output = openSync(log, 'a')
    const child = spawn(command, args, { stdio: ['ignore', output, output], cwd: folder, ...user })
    closeSync(output)
    // Rejects with the reason if it cannot be started.
    await once(child, 'spawn')
    if (child.pid === undefined) throw new Error(`${command} has no process id`)
    return new GuardedProcess(child, child.pid, folder)
  }

  get running(): boolean {
    return this.#running
  }

  signal(signal: NodeJS.Signals): void {
    if (!this.#child.kill(signal)) throw new Error(`process ${this.pid} is gone, it cannot get ${signal}`)
  }

  /** Ends it at once, also when it is frozen. */
  async kill(): Promise<void> {
    if (!this.#running) return
    this.#child.ref()
    this.#child.kill('SIGKILL')
    await this.#ended
  }
}
