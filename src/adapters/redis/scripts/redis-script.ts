import { createHash } from 'node:crypto'
import type { RedisClient } from '../connection/index.js'

/** What a script is given and gives: texts, or bytes where the client was told so. */
export type ScriptArgument = string | Buffer

/** A Lua script that is sent by its digest, and in full to a server that does not know it yet. */
export class RedisScript {
  readonly #source: string
  readonly #digest: string

  constructor(source: string) {
    this.#source = source
    this.#digest = createHash('sha1').update(source).digest('hex')
  }

  /** Runs it once. A server that does not know the script has done nothing, so sending it again is safe. */
  async run(client: RedisClient, keys: readonly string[], args: readonly ScriptArgument[]): Promise<unknown> {
    const given = { keys: [...keys], arguments: args as ScriptArgument[] }
    try {
      return await client.evalSha(this.#digest, given)
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
      return client.eval(this.#source, given)
    }
  }
}
