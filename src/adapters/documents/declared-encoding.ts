/** The standard lets a browser look at 1024 bytes first. Pages that declare their encoding later still do so early. */
const MAX_BYTES = 16_384
const CONTENT_CHARSET = /charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))/i
/** Elements whose content is text, not markup. */
const RAW_TEXT = new Set(['script', 'style', 'title', 'textarea', 'noscript', 'template'])

/**
 * The encoding label that a page declares about itself: by `<meta>`, as the prescan of the HTML standard finds it
 * (outside of comments, attributes and scripts), else by its XML declaration.
 *
 * @param bytes the start of the file, in an encoding that includes ASCII
 * @returns the label as written, or `undefined`
 * @example declaredEncoding(Buffer.from('<!-- <meta charset=a> --><meta charset="b">')) // 'b'
 */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, MAX_BYTES)).toString('latin1')
  return metaEncoding(head) ?? xmlEncoding(head)
}

function xmlEncoding(head: string): string | undefined {
  const declaration = /^\s*<\?xml\s[^>]*/.exec(head)?.[0] ?? ''
  const [, double, single] = /\sencoding\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(declaration) ?? []
  return (double ?? single)?.trim() || undefined
}

function metaEncoding(head: string): string | undefined {
  for (let at = head.indexOf('<'); at >= 0; at = head.indexOf('<', at)) {
    if (head.startsWith('<!--', at)) {
      // `<!-->` is a complete comment.
      const end = head.indexOf('-->', at + 2)
      if (end < 0) return undefined
      at = end + 3
      continue
    }
    const [tag = '', slash = '', name = ''] = /^<(\/?)([a-z][^\s/>]*)/i.exec(head.slice(at, at + 100)) ?? []
    if (tag === '') {
      const end = /^<[!/?]/.test(head.slice(at, at + 2)) ? head.indexOf('>', at) : at
      if (end < 0) return undefined
      at = end + 1
      continue
    }
    const { attributes, end } = readAttributes(head, at + tag.length)
    at = end
    const lower = name.toLowerCase()
    if (slash !== '') continue
    if (lower === 'meta') {
      const label = labelOf(attributes)
      if (label !== undefined) return label
    } else if (RAW_TEXT.has(lower)) {
      const close = head.toLowerCase().indexOf(`</${lower}`, at)
      if (close < 0) return undefined
      at = close
    }
  }
  return undefined
}

function labelOf(attributes: ReadonlyMap<string, string>): string | undefined {
  const charset = attributes.get('charset')?.trim()
  if (charset) return charset
  if (attributes.get('http-equiv')?.trim().toLowerCase() !== 'content-type') return undefined
  const [, double, single, bare] = CONTENT_CHARSET.exec(attributes.get('content') ?? '') ?? []
  return (double ?? single ?? bare)?.trim() || undefined
}

/** The attributes of a tag from `start`, the first of each name, and the offset after the tag. */
function readAttributes(
  head: string,
  start: number,
): { readonly attributes: ReadonlyMap<string, string>; readonly end: number } {
  const attributes = new Map<string, string>()
  const pattern = /[\s/]*(?:(>)|([^\s/>=][^\s/>=]*|=[^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)?))?)/y
  pattern.lastIndex = start
  for (let found = pattern.exec(head); found !== null; found = pattern.exec(head)) {
    const [, close, name = '', double, single, bare = ''] = found
    if (close !== undefined) return { attributes, end: pattern.lastIndex }
    if (!attributes.has(name.toLowerCase())) attributes.set(name.toLowerCase(), double ?? single ?? bare)
  }
  return { attributes, end: head.length }
}
