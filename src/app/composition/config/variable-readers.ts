/** Reads a text file as a whole; throws what `node:fs` throws. */
export type ReadTextFile = (path: string) => string

/** From the text of a variable, which is trimmed and not empty, to a value, or to why there is none. */
export type VariableReader = (
  text: string,
  readTextFile: ReadTextFile,
) => { readonly value: unknown } | { readonly fault: string }

// Text that is nothing of the kind stays text, for the schema of the setting to refuse in its own words.

export const asText: VariableReader = (text) => ({ value: text })

export const asNumber: VariableReader = (text) => ({ value: /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text })

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'off'].map((word) => [word, false] as const),
])
export const asFlag: VariableReader = (text) => ({ value: FLAGS.get(text.toLowerCase()) ?? text })

/** How many of something, or `off` for none. */
export const asCount: VariableReader = (text, readTextFile) => {
  return text.toLowerCase() === 'off' ? { value: 0 } : asNumber(text, readTextFile)
}

export const asList: VariableReader = (text) => ({ value: text.split(',').map((part) => part.trim()) })

/** PEM text as it is, or on one line with `\n` written out as many platforms keep it; else the path of a file, maybe in quotes. */
export const asPem: VariableReader = (text, readTextFile) => {
  if (text.includes('-----BEGIN')) return { value: text.replaceAll('\\r', '').replaceAll('\\n', '\n') }
  try {
    return { value: readTextFile(text.replace(/^(["'])(.*)\1$/, '$2')) }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    return { fault: `no file can be read at this path${code === undefined ? '' : ` (${code})`}` }
  }
}
