import { deflateSync } from 'node:zlib'

/** Text on a page, in points from the lower left corner. */
export interface PdfText {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly text: string
  readonly font?: 'plain' | 'bold' | 'mono'
}

const FONTS = { plain: 'Helvetica', bold: 'Helvetica-Bold', mono: 'Courier' }

/** A PDF of some pages, written by hand. Text is WinAnsi. */
export function pdfFile(
  pages: readonly (readonly PdfText[])[],
  {
    title = '',
    author = '',
    trailer = '',
    count = pages.length,
    deflate = false,
    content = undefined as Buffer | undefined,
    /** What the dictionary of each content says of its filters; `content` is given as they made it. */
    filter = undefined as string | undefined,
  } = {},
): Buffer {
  const fonts = Object.values(FONTS).map((name) =>
    Buffer.from(`<</Type/Font/Subtype/Type1/BaseFont/${name}/Encoding/WinAnsiEncoding>>`),
  )
  const firstPage = 4 + fonts.length
  const info = `<</Title(${escaped(title)})/Author(${escaped(author)})/CreationDate(D:20230405120000Z)>>`
  const kids = pages.map((_, index) => `${firstPage + index * 2} 0 R`).join(' ')
  const objects: Buffer[] = [
    Buffer.from('<</Type/Catalog/Pages 2 0 R>>'),
    Buffer.from(`<</Type/Pages/Kids[${kids}]/Count ${count}>>`),
    Buffer.from(info, 'latin1'),
    ...fonts,
  ]
  for (const [index, page] of pages.entries()) {
    const resources = Object.keys(FONTS).map((name, at) => `/${name} ${4 + at} 0 R`)
    objects.push(
      Buffer.from(
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${firstPage + index * 2 + 1} 0 R` +
          `/Resources<</Font<<${resources.join('')}>>>>>>`,
      ),
    )
    const raw = content ?? Buffer.from(operators(page), 'latin1')
    const stream = deflate && content === undefined ? deflateSync(raw) : raw
    objects.push(
      Buffer.concat([
        Buffer.from(`<</Length ${stream.length}${filter ?? (deflate ? '/Filter/FlateDecode' : '')}>>\nstream\n`),
        stream,
        Buffer.from('\nendstream'),
      ]),
    )
  }
  return written(objects, trailer)
}

function operators(page: readonly PdfText[]): string {
  const lines = page.map(
    ({ x, y, size, text, font = 'plain' }) => `/${font} ${size} Tf 1 0 0 1 ${x} ${y} Tm (${escaped(text)}) Tj`,
  )
  return `BT\n${lines.join('\n')}\nET`
}

function written(objects: readonly Buffer[], trailer: string): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')]
  const offsets: number[] = []
  let length = parts[0]?.length ?? 0
  const push = (part: Buffer) => {
    parts.push(part)
    length += part.length
  }
  for (const [index, object] of objects.entries()) {
    offsets.push(length)
    push(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]))
  }
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const xref = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`
  const root = `trailer\n<</Size ${objects.length + 1}/Root 1 0 R/Info 3 0 R${trailer}>>`
  push(Buffer.from(`${xref}${root}\nstartxref\n${length}\n%%EOF`))
  return Buffer.concat(parts)
}

function escaped(text: string): string {
  return text.replaceAll('•', '\x95').replace(/[\\()]/g, '\\$&')
}
