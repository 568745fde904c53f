import { ContainerModule } from 'inversify'
import {
  SqlCurriculumRepository,
  SqlDatabase,
  SqlDocumentRepository,
  SqlProgramRepository,
  SqlUserRepository,
  sqlProbe,
} from '../../../adapters/sql/index.js'
import type { ResolvedConfig } from '../config/index.js'
import type { Overrides } from '../overrides.js'
import {
  CLOCK,
  CURRICULUM_REPOSITORY,
  DATABASE_PROBE,
  DOCUMENT_REPOSITORY,
  LOGGER,
  PROGRAM_REPOSITORY,
  SQL_DATABASE,
  USER_REPOSITORY,
} from '../tokens.js'
import type { OnClose } from './capability-module.js'

/** The repositories that the embedder does not pass, on one database. The first call opens it. */
export function sqlModule(
  { database, closeStepMs }: Pick<ResolvedConfig, 'database' | 'closeStepMs'>,
  { programs, documents, curricula, users }: Overrides,
  onClose: OnClose,
): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(SQL_DATABASE)
      .toResolvedValue(
        (clock, logger) => {
          const { url, dataDir, openDeadlineMs: openMs, deadlineMs: operationMs } = database
          const place = url === undefined ? { dataDir } : { url }
          const opened = new SqlDatabase({ ...place, clock, logger, openMs, operationMs })
          onClose('the database', () => opened.close(closeStepMs))
          return opened
        },
        [CLOCK, LOGGER],
      )
      .inSingletonScope()
    bind(DATABASE_PROBE).toResolvedValue(sqlProbe, [SQL_DATABASE]).inSingletonScope()
    if (!programs) {
      bind(PROGRAM_REPOSITORY)
        .toResolvedValue((shared) => new SqlProgramRepository({ database: shared }), [SQL_DATABASE])
        .inSingletonScope()
    }
    if (!documents) {
      bind(DOCUMENT_REPOSITORY)
        .toResolvedValue((shared) => new SqlDocumentRepository({ database: shared }), [SQL_DATABASE])
        .inSingletonScope()
    }
    if (!curricula) {
      bind(CURRICULUM_REPOSITORY)
        .toResolvedValue((shared) => new SqlCurriculumRepository({ database: shared }), [SQL_DATABASE])
        .inSingletonScope()
    }
    if (!users) {
      bind(USER_REPOSITORY)
        .toResolvedValue((shared) => new SqlUserRepository({ database: shared }), [SQL_DATABASE])
        .inSingletonScope()
    }
  })
}
