/** Repositories on a database: embedded or Postgres. */
export { SqlUserRepository } from './accounts/sql-user-repository.js'
export { SqlCurriculumRepository } from './curriculum/sql-curriculum-repository.js'
export { SqlProgramRepository } from './curriculum/sql-program-repository.js'
export { SqlDatabase, sqlProbe } from './database/sql-database.js'
export { SqlDocumentRepository } from './knowledge/sql-document-repository.js'
