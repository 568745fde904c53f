/**
 * The media type of a download by the extension of its name. A fixed list: a type that a client has named could make a
 * browser run the file.
 */
const MEDIA_TYPES: { readonly [extension: string]: string } = {
  md: 'text/markdown',
  markdown: 'text/markdown',
  txt: 'text/plain',
  html: 'text/html',
  htm: 'text/html',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ipynb: 'application/x-ipynb+json',
  adoc: 'text/asciidoc',
  rst: 'text/x-rst',
  csv: 'text/csv',
}

/** The media type of a document, without a charset: the bytes are as they were added. */
export function mediaTypeOf(name: string): string {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(MEDIA_TYPES, extension) ? (MEDIA_TYPES[extension] ?? FALLBACK) : FALLBACK
}

const FALLBACK = 'application/octet-stream'
