/** `text` on one line, without the white space around it. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
