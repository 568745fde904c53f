import type { Response } from 'express'
import type { Session } from '../../../domain/sessions/index.js'
import { loadSession } from './load-session.js'
import type { SessionContext } from './session-context.js'
import type { StoreTime } from './store-time.js'

/** What one request knows of its session. */
export class CurrentSession {
  readonly #context: SessionContext
  readonly #res: Response
  readonly #time: StoreTime
  readonly #onRecalled: () => void
  #known: Promise<Session | undefined> | undefined
  #isRecalled = false

  /** @param onRecalled the answer will depend on what the store said a while ago */
  constructor(context: SessionContext, res: Response, time: StoreTime, onRecalled: () => void) {
    this.#context = context
    this.#res = res
    this.#time = time
    this.#onRecalled = onRecalled
  }

  /** What the store said or is asked already; `undefined` if it was not asked. */
  get known(): Promise<Session | undefined> | undefined {
    return this.#known
  }

  /** Whether what was read last is only what the store said a while ago. */
  get isRecalled(): boolean {
    return this.#isRecalled
  }

  /** What is known, or else what the store says now. */
  read(id: string): Promise<Session | undefined> {
    this.#known ??= this.#load(id)
    return this.#known
  }

  /** The store has just said so. */
  know(session: Session): Session {
    this.#known = Promise.resolve(session)
    this.#isRecalled = false
    return session
  }

  /** The store is to be asked again. */
  forget(): void {
    this.#known = undefined
  }

  #load(id: string): Promise<Session | undefined> {
    // What depends on the cookie is nothing for a cache that others share.
    if (!this.#res.headersSent) this.#res.vary('Cookie')
    const loaded = loadSession(id, this.#res.req, this.#context, this.#time).then(({ session, isRecalled }) => {
      this.#isRecalled = isRecalled
      if (isRecalled) {
        this.#onRecalled()
        askAgain()
      }
      return session
    })
    // Neither a failure nor what was recalled is kept: the next one who asks may get an answer of the store.
    const askAgain = (): void => {
      if (this.#known === loaded) this.#known = undefined
    }
    loaded.catch(askAgain)
    return loaded
  }
}
