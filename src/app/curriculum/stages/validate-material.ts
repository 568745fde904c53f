import { type DocumentReadError, type Program, readProgram } from '../../../domain/curriculum/index.js'
import type { TeachingMaterial } from '../../../ports/curriculum/index.js'
import { abortable } from '../abort.js'
import type { DigestedMaterial, GenerationRun } from '../generation-run.js'

/** What is there to work with. */
export interface ValidMaterial extends DigestedMaterial {
  /** As it was given, with its reference outline. */
  readonly brief: Program
  readonly refused: readonly DocumentReadError[]
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
  const { documents, refused } = await abortable(signal, () =>
    deps.readDocuments(request.source, {
      ...(signal === undefined ? {} : { signal }),
      // The end of the stage is told when the documents are digested too.
      onFile: (done, total) => track.advance((done / total) * 0.9, `Reading documents: ${done} of ${total} files`),
    }),
  )
  const digests: string[] = []
  for (const document of documents) {
    digests.push(deps.digest.sha256(JSON.stringify(document)))
    await run.pause()
  }
  const put = refused.length === 0 ? '' : `, ${refused.length} put aside`
  track.end(`Read ${count(documents.length, 'document')}${put}`)
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

/** An author does not see what its work is compared with. */
function withoutReference({ reference: _, ...brief }: Program): TeachingMaterial['brief'] {
  return brief
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
