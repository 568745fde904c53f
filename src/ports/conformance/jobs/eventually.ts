import { strict as assert } from 'node:assert'

/** How often a law looks before it believes that something does not happen. */
const LOOKS = 20

/**
 * What `look` sees as soon as it sees anything. Between two looks the event loop turns; nothing sleeps.
 *
 * @param what for the error: what was waited for
 * @throws AssertionError after `deadlineMs`
 */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  deadlineMs: number,
): Promise<T> {
  const end = performance.now() + deadlineMs
  for (;;) {
    // Before the look: a process that stood still looks once more.
    const isLast = performance.now() >= end
    const seen = await look()
    if (seen !== undefined) return seen
    assert.ok(!isLast, `waited ${deadlineMs} ms in vain: ${what}`)
    await turn()
  }
}

/** Looks again and again, and each time it must be as `expected`. */
export async function remains<T>(what: string, look: () => T | Promise<T>, expected: T): Promise<void> {
  for (let n = 0; n < LOOKS; n++) {
    assert.deepEqual(await look(), expected, what)
    await turn()
  }
}

/** One turn of the event loop: whatever can go on does. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** What a call came to: its value, or the code of its error. */
export async function outcome(call: Promise<unknown>): Promise<unknown> {
  return call.catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
    throw error
  })
}
