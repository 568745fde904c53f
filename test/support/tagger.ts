import { loadTagger } from '../../src/adapters/extractive/wink-tagger.js'
import { analyzeDocument, type DocumentAnalysis } from '../../src/domain/curriculum/analysis/analyze-document.js'
import { documentsOf } from './generation-deps.js'

/** The tagger of English texts. */
export const tagger = await loadTagger()

/** The analyses of English documents in Markdown, by file name. */
export function analysesOf(files: { readonly [name: string]: string }): readonly DocumentAnalysis[] {
  return documentsOf(files).map((document) => analyzeDocument({ ...document, language: 'en' }, tagger))
}

/** The analysis of one English document in Markdown. */
export function analyze(text: string): DocumentAnalysis {
  const [analysis] = analysesOf({ 'text.md': text })
  if (analysis === undefined) throw new Error('no document')
  return analysis
}
