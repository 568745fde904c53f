import { cite } from '../../src/domain/curriculum/analysis/cite.js'
import type { GlossaryEntry, Outcome, Unit } from '../../src/domain/curriculum/index.js'
import {
  type DocumentPart,
  type UnitMaterial,
  wholeDocument,
} from '../../src/domain/curriculum/outline/document-part.js'
import { analysesOf } from './tagger.js'

/** The parts of documents in Markdown, by file name. */
export function partsOf(files: { readonly [name: string]: string }): readonly DocumentPart[] {
  return analysesOf(files).map(({ document }) => wholeDocument(document))
}

/** A glossary entry with a definition that quotes a sentence. */
export function glossaryEntry(
  parts: readonly DocumentPart[],
  term: string,
  definition: string,
  sentence: string,
): GlossaryEntry {
  return { id: `t-${term}`, origin: 'generated', term, definition, citations: [citationOf(parts, sentence)] }
}

/** An outcome that cites the first sentence of the first part. */
export function outcome(parts: readonly DocumentPart[], text: string): Outcome {
  const first = parts[0]?.analysis.document.sentences[0]?.text ?? ''
  const verb = text.split(' ')[0]?.toLowerCase() ?? ''
  return {
    id: `o-${verb}`,
    origin: 'generated',
    basis: 'stated',
    text,
    verb,
    bloom: 'understand',
    dok: 1,
    supports: [],
    citations: [citationOf(parts, first)],
  }
}

/** A unit with nothing but what items are made of. */
export function unitMaterial(
  parts: readonly DocumentPart[],
  { title = 'A unit', ...given }: Partial<Pick<Unit, 'title' | 'outcomes' | 'glossary'>>,
  id = 'u1',
): UnitMaterial {
  const unit: Unit = {
    id,
    origin: 'generated',
    title,
    placement: { reason: 'given', confidence: 1 },
    minutes: 60,
    openMinutes: 0,
    prerequisites: [],
    topics: [],
    outcomes: [],
    keyPoints: [],
    glossary: [],
    lessons: [],
    ...given,
  }
  return { unit, parts }
}

function citationOf(parts: readonly DocumentPart[], sentence: string) {
  for (const { analysis } of parts) {
    const start = analysis.document.text.indexOf(sentence)
    const citation = start < 0 ? undefined : cite(analysis.document, { start, end: start + sentence.length })
    if (citation !== undefined) return citation
  }
  throw new Error(`no document says "${sentence}"`)
}
