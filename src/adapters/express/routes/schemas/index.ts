import { type Zod, zod } from '../../../shared/zod.js'
import { contentSchemas, operationSchemas, resourceSchemas } from './resource-schemas.js'
import { userSchemas } from './user-schemas.js'

/** The schemas of all routes, built at the first use: importing this package loads no Zod. */
export type Schemas = ReturnType<typeof build>

let built: Schemas | undefined

export function schemas(): Schemas {
  built ??= build(zod())
  return built
}

function build(z: Zod) {
  const { brief, program, viewers, curriculumSummary, job, ...resources } = resourceSchemas(z)
  const { curriculumVersion, curriculumReport } = contentSchemas(z)
  const { user, ...ofUsers } = userSchemas(z)
  return {
    /** Those with a name of their own in the document. */
    components: { brief, program, viewers, curriculumSummary, job, curriculumVersion, curriculumReport, user },
    brief,
    program,
    viewers,
    job,
    curriculumVersion,
    curriculumReport,
    user,
    ...resources,
    ...ofUsers,
    ...operationSchemas(z),
  }
}
