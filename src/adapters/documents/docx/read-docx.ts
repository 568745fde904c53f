import { parseFragment } from 'parse5'
import type { DocumentDraft } from '../../../domain/knowledge/index.js'
import type { DocumentLimits } from '../document-limits.js'
import { DocumentReadError, loadModule } from '../document-read-error.js'
import { htmlToDraft } from '../html/html-to-draft.js'
import { statedTitle } from '../stated-title.js'
import { ENTRY_CODE_STYLE, ENTRY_TEXT_STYLE, FORMULA_STYLE, LIST_BREAK_STYLE } from './converter-elements.js'
import { HiddenStyles } from './hidden-styles.js'
import { ListNumbering } from './list-places.js'
import { Omissions } from './omissions.js'
import { visibleDocument } from './visible-content.js'
import { parseXml, writeXml, type XmlElement } from './xml-tree.js'
import { writeZip, ZipArchive } from './zip-archive.js'

const MAIN_PART = /^word\/document\d*\.xml$/
const STYLES_PART = /^word\/styles\d*\.xml$/
const NUMBERING_PART = /^word\/numbering\d*\.xml$/
const FOOTNOTES_PART = /^word\/footnotes\d*\.xml$/
const ENDNOTES_PART = /^word\/endnotes\d*\.xml$/
const NOTE_PART = /^word\/(?:footnotes|endnotes|comments\w*)\d*\.xml$/
const CORE_PART = 'docProps/core.xml'
// The parts that contain text. Pictures, fonts and embedded files are never decompressed.
const TEXT_PARTS =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/_rels\/[\w.]+\.rels|word\/[\w-]+\.xml|docProps\/core\.xml)$/
/** Names of the styles of terms and definitions: of Pandoc, LibreOffice and templates, in four languages. */
const TERM_STYLES = [
  ...['Definition Term', 'Term', 'Key Term', 'Glossary Term', 'Glossary Entry', 'List Heading'],
  ...['Definitionsbegriff', 'Begriff', 'Glossarbegriff', 'Listenkopf'],
  ...['Terme', 'Terme défini', 'Terme de définition', 'Término', 'Término de definición'],
]
const DEFINITION_STYLES = [
  ...['Definition', 'Definition Description', 'Glossary Definition', 'Glossary Text', 'List Contents'],
  ...['Definitionstext', 'Begriffserklärung', 'Glossardefinition', 'Listeninhalt'],
  ...['Définition', 'Definición'],
]
const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  "p[style-name='Code'] => pre:separator('\\n')",
  "p[style-name='Source Code'] => pre:separator('\\n')",
  "p[style-name='HTML Preformatted'] => pre:separator('\\n')",
  ...TERM_STYLES.map((name) => `p[style-name='${name}'] => dl > dt:fresh`),
  ...DEFINITION_STYLES.map((name) => `p[style-name='${name}'] => dl > dd:fresh`),
  ...TERM_STYLES.map((name) => `r[style-name='${name}'] => strong`),
  "r[style-name='Code Char'] => code",
  "r[style-name='Verbatim Char'] => code",
  "r[style-name='HTML Code'] => code",
  `r.${FORMULA_STYLE} => span.math:fresh`,
]
const OTHER_PACKAGES: readonly (readonly [RegExp, string])[] = [
  [/^xl\//, 'it is a workbook'],
  [/^content\.xml$/, 'it is an OpenDocument file'],
  [/^META-INF\/container\.xml$/, 'it is an EPUB'],
]

/** Reads a DOCX: its text, with headings, lists, tables and bold text by its styles. */
export async function readDocx(bytes: Uint8Array, limits: DocumentLimits): Promise<DocumentDraft> {
  const archive = new ZipArchive(bytes, limits)
  const { names } = archive
  if (!names.some((name) => MAIN_PART.test(name))) {
    const other = OTHER_PACKAGES.find(([pattern]) => names.some((name) => pattern.test(name)))
    throw new DocumentReadError('not-a-document', other?.[1] ?? 'it is an archive without a document')
  }
  const parts = new Map<string, Buffer>()
  for (const name of names) {
    if (!TEXT_PARTS.test(name)) continue
    const content = archive.read(name)
    if (content === undefined) continue
    if (/<!(?:DOCTYPE|ENTITY)/i.test(content.toString('latin1').replaceAll('\0', ''))) {
      throw new DocumentReadError('declares-entities', name)
    }
    parts.set(name, content)
  }
  const properties = corePropertiesOf(parts.get(CORE_PART)?.toString('utf8'))
  const omissions = new Omissions()
  const styleMap = [...STYLES, ...showContent(parts, omissions).flatMap(listStyles)]
  const { default: mammoth } = await loadModule(import('mammoth'))
  // The converter gets a new archive that contains only the checked parts.
  const { value, messages } = await mammoth.convertToHtml(
    { buffer: writeZip(parts) },
    { styleMap, includeEmbeddedStyleMap: false, externalFileAccess: false },
  )
  omissions.add('symbol', messages.filter(({ message }) => message.includes('w:sym ')).length)
  const notices = omissions.notices()
  return {
    ...properties,
    format: 'docx',
    blocks: htmlToDraft(parseFragment(value).childNodes),
    ...(notices.length === 0 ? {} : { notices }),
  }
}

/** How the converter nests the paragraphs of a level. Its own rules end at the fifth. */
function listStyles(level: number): readonly string[] {
  const within = 'ul|ol > li > '.repeat(level)
  return [
    `p:unordered-list(${level + 1}) => ${within}ul > li:fresh`,
    `p:ordered-list(${level + 1}) => ${within}ol > li:fresh`,
    `p.${ENTRY_TEXT_STYLE}${level} => ${within}ul|ol > li > p:fresh`,
    `p.${ENTRY_CODE_STYLE}${level} => ${within}ul|ol > li > pre:separator('\\n')`,
    `p.${LIST_BREAK_STYLE}${level} => ${within}hr:fresh`,
  ]
}

/**
 * Replaces the main part by what it shows. The notes become its last paragraphs.
 *
 * @returns the levels of lists that need {@link listStyles}
 */
function showContent(parts: Map<string, Buffer>, omissions: Omissions): readonly number[] {
  const roots = (pattern: RegExp): readonly XmlElement[] =>
    [...parts].flatMap(([name, content]) => (pattern.test(name) ? [parseXml(decodeXml(content))] : []))
  const [styles] = roots(STYLES_PART)
  const [numbering] = roots(NUMBERING_PART)
  const lists = new ListNumbering(numbering, styles)
  const notes = [...roots(FOOTNOTES_PART), ...roots(ENDNOTES_PART)]
  for (const [name, content] of parts) {
    if (!MAIN_PART.test(name)) continue
    const document = parseXml(decodeXml(content))
    const visible = visibleDocument({ document, notes, styles: new HiddenStyles(styles), numbering: lists }, omissions)
    parts.set(name, Buffer.from(writeXml(visible)))
  }
  for (const name of [...parts.keys()]) if (NOTE_PART.test(name)) parts.delete(name)
  return [...lists.ownLevels]
}

/** XML in UTF-8, or in UTF-16 with a byte order mark. */
function decodeXml(content: Buffer): string {
  const mark = content.length < 2 ? 0 : content.readUInt16BE(0)
  if (mark === 0xfffe) return content.toString('utf16le')
  if (mark !== 0xfeff) return content.toString('utf8')
  return Buffer.from(content.subarray(0, content.length & ~1))
    .swap16()
    .toString('utf16le')
}

/** The metadata in `docProps/core.xml`. */
function corePropertiesOf(xml = ''): Pick<DocumentDraft, 'title' | 'author' | 'date' | 'language'> {
  const title = statedTitle(propertyIn(xml, 'dc:title'))
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
