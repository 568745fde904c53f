import { type OutlineProposal, proposeOutline, type RefusedDocument } from '../../domain/curriculum/index.js'
import type { GenerationDeps, GenerationOptions, GenerationRequest } from './generation.js'
import { startRun } from './generation-run.js'
import { validateMaterial } from './stages/material-stages.js'

/** A proposal, and the files that could not be read. */
export interface ProposedOutline extends OutlineProposal {
  readonly refused: readonly RefusedDocument[]
}

/**
 * Reads the documents and proposes the units, without generating a curriculum. A curriculum that is generated from the same
 * brief and documents has these units.
 *
 * @throws AppError `INVALID_PROGRAM`, `NO_USABLE_DOCUMENTS`, `ABORTED`; errors of `source.list`
 */
export async function proposeOutlineOf(
  request: GenerationRequest,
  deps: GenerationDeps,
  options: GenerationOptions = {},
): Promise<ProposedOutline> {
  const run = startRun(request, deps, options)
  const { material, refused } = await validateMaterial(run)
  await deps.analyze?.(material.documents, options.signal === undefined ? {} : { signal: options.signal })
  return { ...proposeOutline(material.documents, material.brief), refused }
}
