/** Methods that change nothing, and that links and pictures of other sites may cause. */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether a request with this method changes nothing. */
export function isSafeMethod(method: string): boolean {
  return SAFE.has(method)
}
