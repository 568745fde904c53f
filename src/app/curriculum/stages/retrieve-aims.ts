import { CacheNamespace } from '../../../domain/cache/index.js'
import { type AimCoverage, coverAim } from '../../../domain/curriculum/index.js'
import type { FoundPassage, KnowledgeIndex } from '../../../ports/knowledge/index.js'
import type { DigestedMaterial, GenerationRun } from '../generation-run.js'

/** Raised when the same documents and query are answered otherwise. */
const ANSWERS_VERSION = 2

/** Passages that are looked at for an aim. */
const PASSAGES = 10

/** Finds what the documents say on each aim of the brief. */
export async function retrieveAims(
  run: GenerationRun,
  { material, documentsDigest }: DigestedMaterial,
): Promise<readonly AimCoverage[]> {
  const { track, results, deps } = run
  const { aims } = material.brief
  track.begin('retrieve', 'Looking for the aims in the documents')
  // Made by the first query that the cache cannot answer.
  let index: Promise<KnowledgeIndex> | undefined
  const indexed = async (): Promise<KnowledgeIndex> => {
    const made = deps.makeIndex()
    await made.add(material.documents)
    return made
  }
  const covered: AimCoverage[] = []
  for (const [at, aim] of aims.entries()) {
    const inputs = ['passages', ANSWERS_VERSION, documentsDigest, aim, PASSAGES]
    const { value } = await results.obtain(CacheNamespace.KNOWLEDGE_BASE, inputs, async () => {
      index ??= indexed()
      return (await index).search({ text: aim, limit: PASSAGES })
    })
    covered.push(coverAim(aim, titled(value, material)))
    track.advance((at + 1) / aims.length, `Looking for the aims in the documents: ${at + 1} of ${aims.length}`)
    await run.pause()
  }
  return covered
}

/** A title counts with the text below it: a page on loans need not say "loan" in each paragraph. */
function titled(passages: readonly FoundPassage[], { documents }: DigestedMaterial['material']) {
  const titles = new Map(documents.map(({ id, title }) => [id, title]))
  return passages.map(({ documentId, path, text }) => ({
    docId: documentId,
    headings: [titles.get(documentId) ?? '', ...path],
    section: path.join(' > '),
    text,
  }))
}
