import { CacheNamespace } from '../../../domain/cache/index.js'
import { CURRICULUM_FORMAT } from '../../../domain/curriculum/index.js'
import type { AuthoredPart, AuthorOptions } from '../../../ports/curriculum/index.js'
import type { GenerationStage } from '../generation.js'
import type { DigestedMaterial, GenerationRun } from '../generation-run.js'
import type { StageResult } from '../stage-results.js'

/** A part that the author writes. */
export interface AuthorStage<T> {
  readonly stage: GenerationStage
  /** For people: "Writing units". */
  readonly doing: string
  /** The parts that this one builds on. */
  readonly builtOn: readonly StageResult<unknown>[]
  write(options: AuthorOptions): Promise<AuthoredPart<T>>
}

/**
 * Has the author write a part, or takes it from the cache. Its key holds all that the author gets, who it is, and of which
 * software: the material, and the parts before.
 */
export async function authorStage<T>(
  { parts, results, track, signal }: GenerationRun,
  { material, documentsDigest }: DigestedMaterial,
  { stage, doing, builtOn, write }: AuthorStage<T>,
): Promise<StageResult<AuthoredPart<T>>> {
  const { programId, brief, seed, documents } = material
  const total = documents.length
  track.begin(stage, doing)
  const inputs = [
    stage,
    CURRICULUM_FORMAT,
    parts.software,
    parts.author.facts,
    seed,
    programId,
    brief,
    documentsDigest,
    ...builtOn.map(({ digest }) => digest),
  ]
  const result = await results.obtain(CacheNamespace.GENERATED_CONTENT, inputs, () =>
    write({
      ...(signal === undefined ? {} : { signal }),
      // Documents are gone through before the part is put together: the end is told when it is there.
      onProgress: (share) =>
        track.advance(share * 0.95, `${doing}: ${Math.round(share * total)} of ${total} documents`),
    }),
  )
  track.end(`${doing}: done`)
  return result
}
