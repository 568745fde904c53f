import type { HandedJob } from './job-scripts.js'

/** Notes what a run came to and, if `fetch`, hands out the next job. */
export type EndOfRun = (fetch: boolean) => Promise<HandedJob | undefined>

/** Places in the arguments of Bull's `moveToFinished`, nine keys before them. */
const PROPERTY = 9 + 2
const VALUE = 9 + 3
const FETCH = 9 + 7

/** What Bull takes for "nothing more to do": it then waits for a job. */
const NOTHING: HandedJob = [[], '']

/**
 * What Bull carries from a handler to the end of the job is a ticket; what the run really came to is kept here. Bull's own
 * `moveToFinished` could not tell a retry from a result, takes a refused completion for a failure of the job, and gives
 * up at the first error reply.
 */
export class RunTickets {
  readonly #ends = new Map<string, EndOfRun>()
  #count = 0

  /** The value for Bull to carry: the result of its handler. */
  issue(end: EndOfRun): number {
    this.#count += 1
    this.#ends.set(String(this.#count), end)
    return this.#count
  }

  /** Stands in for Bull's script of this name, with its arguments. */
  readonly moveToFinished = async (args: readonly unknown[]): Promise<HandedJob> => {
    const ticket = String(args[VALUE])
    const end = args[PROPERTY] === 'returnvalue' ? this.#ends.get(ticket) : undefined
    this.#ends.delete(ticket)
    return (await end?.(args[FETCH] === 1)) ?? NOTHING
  }
}
