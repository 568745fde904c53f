/** Where the embedded database lies in the folder that was given. */
export function embeddedFile(dataDir: string): string {
  return `${dataDir.replace(/\/+$/, '')}/curriculum.db`
}
