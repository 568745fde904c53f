/** The folder of a file, without the file's name; empty at the top. */
export function folderOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf('/')))
}

/** The number with which the name of a file begins (`03-intro.md`, `chapter_2.md`), if any. */
function numberOf(id: string): number | undefined {
  const name = id.slice(id.lastIndexOf('/') + 1)
  const digits = /^(?:\p{L}{1,12}[ _.-]?)?(\d{1,4})(?!\d)/u.exec(name)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** Whether the names of the files tell the order in which they are to be read. */
export function isNumbered(ids: readonly string[]): boolean {
  const numbered = ids.filter((id) => numberOf(id) !== undefined)
  return ids.length > 1 && numbered.length >= ids.length * 0.6 && new Set(ids.map(numberOf)).size > 1
}
