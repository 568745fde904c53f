/** The begin of `text`, at most `length` characters, as a text of its own. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text
  // A slice alone would keep all of the text it was cut from in memory.
  return JSON.parse(JSON.stringify(text.slice(0, length))) as string
}
