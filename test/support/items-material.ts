import { cite } from '../../src/domain/curriculum/analysis/cite.js'
import type { Unit } from '../../src/domain/curriculum/index.js'
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

function _citationOf(parts: readonly DocumentPart[], sentence: string) {
  for (const { analysis } of parts) {
    const start = analysis.document.text.indexOf(sentence)
    const citation = start < 0 ? undefined : cite(analysis.document, { start, end: start + sentence.length })
    if (citation !== undefined) return citation
  }
  throw new Error(`no document says "${sentence}"`)
}
