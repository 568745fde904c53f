import { strict as assert } from 'node:assert'

/** How many polls without a change prove that something does not happen. */
const POLLS = 20

/**
 * Polls `look` until it returns a value other than `undefined`. Yields to the event loop between polls, without sleeping.
 *
 * @param what the awaited event, for the error message
 * @throws AssertionError after `deadlineMs`
 */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  deadlineMs: number,
): Promise<T> {
  const end = performance.now() + deadlineMs
  for (;;) {
    // Before the poll: a suspended process polls once more after it resumes.
    const isLast = performance.now() >= end
    const seen = await look()
    if (seen !== undefined) return seen
    assert.ok(!isLast, `did not happen within ${deadlineMs} ms: ${what}`)
    await turn()
  }
}

/** Asserts on several polls that `look` returns `expected`. */
export async function remains<T>(what: string, look: () => T | Promise<T>, expected: T): Promise<void> {
  for (let n = 0; n < POLLS; n++) {
    assert.deepEqual(await look(), expected, what)
    await turn()
  }
}

/** Waits for one turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** The value of a call, or the code of its error. */
export async function outcome(call: Promise<unknown>): Promise<unknown> {
  return call.catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
    throw error
  })
}
