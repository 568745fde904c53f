const DOCS = 'https://github.com/curriculum-generator/curriculum-generator/blob/main/docs'

/** The address of a document for a hint: the installed package has no `docs`. `path` is relative to `docs`. */
export function docsUrl(path: string): string {
  return `${DOCS}/${path}`
}
