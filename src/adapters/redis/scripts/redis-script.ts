import { createHash } from 'node:crypto'
import type { RedisClient } from '../connection/index.js'
import { type LuaConstants, type LuaScriptName, loadLua } from './load-lua.js'

/** A Lua script on node-redis. It is sent as its digest; in full only to a server that does not know it yet. */
export class RedisScript {
  readonly #source: string
  readonly #digest: string

  constructor(name: LuaScriptName, constants?: LuaConstants) {
    this.#source = loadLua(name, constants)
    this.#digest = createHash('sha1').update(this.#source).digest('hex')
  }

  /** Runs the script once. After NOSCRIPT nothing was executed, so sending it again is safe. */
  async run(client: RedisClient, keys: readonly string[], args: readonly string[]): Promise<unknown> {
    const options = { keys: [...keys], arguments: args as string[] }
    try {
      return await client.evalSha(this.#digest, options)
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
      return client.eval(this.#source, options)
    }
  }
}
