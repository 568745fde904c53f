import type { DocumentBlock } from '../document-block.js'
import { cleanText, type DocumentDraft } from '../draft/index.js'
import { guessLanguage } from '../guess-language.js'
import type { DocumentPage, DocumentSection, KnowledgeDocument } from '../knowledge-document.js'
import { spanOf } from '../text-span.js'
import { countWords } from '../words.js'
import type { BlockSink } from './block-sink.js'
import { DraftWalk } from './draft-walk.js'
import { innermost, placeRegions } from './place-regions.js'

/**
 * The document that a draft describes: its text is written once, and every range is taken while it is written.
 *
 * @param id the name of the file, with its folders separated by `/`
 */
export function assembleDocument(id: string, draft: DocumentDraft): KnowledgeDocument {
  const walk = new DraftWalk()
  walk.walk(draft.blocks)
  walk.end()
  const { sink } = walk
  const text = sink.text()
  const { sections: written, newIndex } = withoutEmpty(sink.sections)
  const regions = placeRegions(sink.regions, written)
  const sections = within(written, regions)
  const source = id.slice(id.lastIndexOf('/') + 1)
  const author = line(draft.author)
  const year = yearOf(draft.date)
  const language = languageOf(draft.language) ?? guessLanguage(text)
  return {
    id,
    title: line(draft.title) ?? firstTitle(sections) ?? (source.replace(/\.[^.]+$/, '') || source),
    ...(author === undefined ? {} : { author }),
    ...(year === undefined ? {} : { year }),
    source,
    format: draft.format,
    ...(language === undefined ? {} : { language }),
    text,
    words: countWords(text),
    sections,
    blocks: within(
      sink.blocks.map((block): DocumentBlock => ({ ...block, section: newIndex[block.section] ?? 0 })),
      regions,
    ),
    sentences: sink.sentences,
    definitions: sink.definitions,
    marks: sink.marks,
    regions,
    pages: pagesOf(text, sink.pageStarts),
  }
}

/** The text before the first heading counts as a section only if there is some. */
function withoutEmpty(all: readonly DocumentSection[]): {
  readonly sections: readonly DocumentSection[]
  readonly newIndex: readonly number[]
} {
  let kept = 0
  const newIndex = all.map(({ start, end }) => (end > start ? kept++ : -1))
  const sections = all.flatMap(({ parent, ...section }) => {
    if (section.end <= section.start) return []
    const around = parent === undefined ? -1 : (newIndex[parent] ?? -1)
    return [around < 0 ? section : { ...section, parent: around }]
  })
  return { sections, newIndex }
}

function within<Part extends DocumentSection | DocumentBlock>(
  parts: readonly Part[],
  regions: KnowledgeDocument['regions'],
): readonly Part[] {
  const around = innermost(regions, parts)
  return parts.map((part, index) => {
    const region = around[index]
    return region === undefined ? part : { ...part, region }
  })
}

/** The first heading of the first level, else the first of any; those of exercises and the like only for want of others. */
function firstTitle(sections: readonly DocumentSection[]): string | undefined {
  const named = sections.filter(({ heading }) => heading !== undefined)
  const outer = named.filter(({ region }) => region === undefined)
  return (outer.find(({ level }) => level === 1) ?? outer[0] ?? named[0])?.heading?.text
}

function pagesOf(text: string, starts: BlockSink['pageStarts']): readonly DocumentPage[] {
  return starts.flatMap(({ number, at }, index) => {
    const span = spanOf(text, at, starts[index + 1]?.at ?? text.length)
    return span === undefined ? [] : [{ number, start: span.start, end: span.end }]
  })
}

function line(text: string | undefined): string | undefined {
  return text === undefined ? undefined : cleanText(text).replace(/\s+/g, ' ').trim() || undefined
}

function yearOf(date: string | undefined): number | undefined {
  const year = /(?<!\d)(1[4-9]|20|21)\d\d(?!\d)/.exec(date ?? '')?.[0]
  return year === undefined ? undefined : Number(year)
}

function languageOf(tag: string | undefined): string | undefined {
  const lower = tag?.trim().toLowerCase().replaceAll('_', '-')
  return lower !== undefined && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(lower) ? lower : undefined
}
