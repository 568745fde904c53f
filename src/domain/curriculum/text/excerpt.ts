/** The beginning of `text` in quotation marks, for messages. */
export function excerpt(text: string, most = 60): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= most ? `"${line}"` : `"${line.slice(0, most - 1).trimEnd()}…"`
}
