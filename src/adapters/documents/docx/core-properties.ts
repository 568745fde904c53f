import { parseFragment } from 'parse5'
import type { DocumentDraft } from '../../../domain/knowledge/index.js'

/** What a DOCX says of itself in `docProps/core.xml`. */
export function corePropertiesOf(xml = ''): Pick<DocumentDraft, 'title' | 'author' | 'date' | 'language'> {
  const title = propertyIn(xml, 'dc:title')
  const author = propertyIn(xml, 'dc:creator')
  const date = propertyIn(xml, 'dcterms:created')
  const language = propertyIn(xml, 'dc:language')
  return {
    ...(title === undefined ? {} : { title }),
    ...(author === undefined ? {} : { author }),
    ...(date === undefined ? {} : { date }),
    ...(language === undefined ? {} : { language }),
  }
}

function propertyIn(xml: string, name: string): string | undefined {
  const raw = new RegExp(`<${name}(?:\\s[^>]*)?>([^<]{1,2000})</${name}>`).exec(xml)?.[1]?.trim()
  if (!raw) return undefined
  const [text] = parseFragment(raw).childNodes
  return text !== undefined && 'value' in text ? text.value : undefined
}
