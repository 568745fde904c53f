import { CacheNamespace } from '../../../domain/cache/index.js'
import {
  type AimCoverage,
  checkOutline,
  coverAim,
  type Program,
  type RefusedDocument,
  readProgram,
} from '../../../domain/curriculum/index.js'
import { teachingDocuments } from '../../../domain/knowledge/index.js'
import { pluralize } from '../../../domain/platform/index.js'
import type { TeachingMaterial } from '../../../ports/curriculum/index.js'
import type { FoundPassage, KnowledgeIndex } from '../../../ports/knowledge/index.js'
import { untilAborted } from '../abort.js'
import type { DigestedMaterial, GenerationRun } from '../generation-run.js'

/** The checked inputs of a run. */
export interface ValidMaterial extends DigestedMaterial {
  /** With its reference outline. */
  readonly brief: Program
  readonly refused: readonly RefusedDocument[]
}

/**
 * Checks the brief and reads the files.
 *
 * @throws AppError `INVALID_PROGRAM`, `NO_USABLE_DOCUMENTS`
 */
export async function validateMaterial(run: GenerationRun): Promise<ValidMaterial> {
  const { request, deps, track, signal } = run
  track.begin('validate', 'Checking the brief and listing the documents')
  const brief = readProgram(request.brief)
  const { documents, refused } = await untilAborted(signal, () =>
    deps.readDocuments(request.source, {
      ...(signal === undefined ? {} : { signal }),
      // The last 10 % are for digesting the documents.
      onFile: (done, total) => track.advance((done / total) * 0.9, `Reading documents: ${done} of ${total} files`),
    }),
  )
  checkOutline(brief, documents)
  const digests: string[] = []
  for (const document of documents) {
    digests.push(deps.digest.sha256(JSON.stringify(document)))
    await run.pause()
  }
  const unusable = refused.length === 0 ? '' : `, ${refused.length} unusable`
  track.end(`Read ${pluralize(documents.length, 'document')}${unusable}`)
  return {
    brief,
    material: { programId: request.programId, brief: withoutReference(brief), documents, seed: request.seed ?? 1 },
    documentsDigest: deps.digest.sha256(digests.join('\n')),
    refused: refused.map(({ name, error }) => ({
      name,
      code: error.code,
      reason: error.message,
      hint: error.hint ?? '',
    })),
  }
}

/** The author must not see the reference outline. */
function withoutReference({ reference: _, ...brief }: Program): TeachingMaterial['brief'] {
  return brief
}

/** Increased when the same documents and query give another answer. */
const ANSWERS_VERSION = 2

/** The maximum number of passages for an aim. */
const PASSAGES = 10

/** Finds the passages for each aim of the brief. */
export async function retrieveAims(
  run: GenerationRun,
  { material, documentsDigest }: DigestedMaterial,
): Promise<readonly AimCoverage[]> {
  const { track, results, deps } = run
  const { aims } = material.brief
  track.begin('retrieve', 'Searching the documents for the aims')
  // Built for the first query that is not in the cache.
  let index: Promise<KnowledgeIndex> | undefined
  const indexed = async (): Promise<KnowledgeIndex> => {
    const made = deps.makeIndex()
    await made.add(teachingDocuments(material.documents))
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
    track.advance((at + 1) / aims.length, `Searching the documents for the aims: ${at + 1} of ${aims.length}`)
    await run.pause()
  }
  return covered
}

/** Adds the title as a heading: a page on loans need not say "loan" in each paragraph. */
function titled(passages: readonly FoundPassage[], { documents }: DigestedMaterial['material']) {
  const titles = new Map(documents.map(({ id, title }) => [id, title]))
  return passages.map(({ documentId, path, text }) => ({
    docId: documentId,
    headings: [titles.get(documentId) ?? '', ...path],
    section: path.join(' > '),
    text,
  }))
}
