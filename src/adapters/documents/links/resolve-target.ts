/**
 * The file that a link leads to, named from the folder of all documents; `undefined` if it leads elsewhere.
 *
 * @param from the name of the document with the link
 */
export function resolveTarget(from: string, link: string): string | undefined {
  const bare = decoded(link.trim()).replace(/[?#].*$/s, '')
  if (bare === '' || /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(bare)) return undefined
  const steps = bare.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const step of bare.split('/')) {
    if (step === '' || step === '.') continue
    if (step === '..' && steps.length === 0) return undefined
    if (step === '..') steps.pop()
    else steps.push(step)
  }
  return steps.length === 0 ? undefined : steps.join('/')
}

function decoded(link: string): string {
  try {
    return decodeURIComponent(link)
  } catch {
    return link
  }
}
