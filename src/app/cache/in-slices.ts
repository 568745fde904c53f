/** Calls on a store that one batch makes at a time: a connection takes a thousand, and others want some of them. */
const SLICE = 250

/** What `call` gives for each item, in their order. Rejects like the first one that does. */
export async function inSlices<T, R>(items: readonly T[], call: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let at = 0; at < items.length; at += SLICE) {
    const slice = items.slice(at, at + SLICE)
    results.push(...(await Promise.all(slice.map((item, index) => call(item, at + index)))))
  }
  return results
}
