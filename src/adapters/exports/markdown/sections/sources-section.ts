import { blocks, bullets, quotation, table } from '../blocks.js'
import { documentName } from '../document-name.js'
import type { MarkdownContext } from '../markdown-context.js'
import { type Markup, md, NOTHING } from '../markup.js'

/** The bibliography, and what became of the other files. */
export function sourcesSection({ generated }: MarkdownContext): Markup {
  const { curriculum, sourcing } = generated
  return blocks(
    md`## Sources`,
    bullets(curriculum.sources.map(({ apa }) => md`${apa}`)),
    sourcing.unused.length === 0 ? NOTHING : md`### Documents that were not used`,
    table(
      ['Document', 'Why'],
      sourcing.unused.map(({ docId, reason }) => [md`${docId}`, md`${reason}`]),
    ),
    sourcing.refused.length === 0 ? NOTHING : md`### Files that could not be read`,
    table(
      ['File', 'Why', 'What helps'],
      sourcing.refused.map(({ name, reason, hint }) => [md`${name}`, md`${reason}`, md`${hint}`]),
    ),
  )
}

/** The passages that were cited, by number. To be written when everything that cites is. */
export function quotesSection({ generated, quotes }: MarkdownContext): Markup {
  return blocks(
    md`## Quotes`,
    md`Each passage word for word, as it stands in the document.`,
    ...quotes.cited.map(({ quote, docId, section }, index) => {
      const place = documentName(generated.documents, docId)
      return blocks(
        md`### Quote ${index + 1}`,
        quotation(quote),
        section === undefined ? md`From ${place}.` : md`From ${place}, section “${section}”.`,
      )
    }),
  )
}
