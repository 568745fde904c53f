import type { ExportFormat } from '../../domain/curriculum/index.js'
import type { JobStatus, QueueStats } from '../../domain/jobs/index.js'
import type { SessionSummary } from '../../domain/sessions/index.js'
import type { ListUsersQuery, User, UserPage } from '../../ports/accounts/index.js'
import type {
  CurriculumSummary,
  ExportedFile,
  ListCurriculaQuery,
  ListProgramsQuery,
  ProgramPage,
  ReadProgramQuery,
  StoredCurriculum,
  StoredProgram,
} from '../../ports/curriculum/index.js'
import type { CancelResult, JobReceipt } from '../../ports/jobs/index.js'
import type { DocumentFile, StoredFile } from '../../ports/knowledge/index.js'
import type { Digest } from '../../ports/platform/index.js'

// The methods of the facades that {@link Access} limits. A capability does not import another one.

export interface ProgramService {
  createProgram(brief: unknown, options: { readonly ownerId: string }): Promise<StoredProgram>
  getProgram(id: string, query?: ReadProgramQuery): Promise<StoredProgram | undefined>
  listPrograms(query: ListProgramsQuery): Promise<ProgramPage>
  updateProgram(id: string, brief: unknown, write: { readonly since: number }): Promise<StoredProgram>
  deleteProgram(id: string): Promise<boolean>
  getViewers(id: string): Promise<readonly string[]>
  setViewers(id: string, viewers: readonly string[]): Promise<void>
}

export interface DocumentService {
  addDocument(programId: string, file: DocumentFile): Promise<{ readonly file: StoredFile; readonly created: boolean }>
  listDocuments(programId: string): Promise<readonly StoredFile[]>
  getDocument(programId: string, name: string): Promise<DocumentFile | undefined>
  removeDocument(programId: string, name: string): Promise<boolean>
}

export interface CurriculumService {
  requestCurriculum(
    programId: string,
    options: { readonly userId: string; readonly jobId?: string | undefined },
  ): Promise<JobReceipt>
  getCurriculum(programId: string, version: number): Promise<StoredCurriculum>
  listVersions(programId: string, query: ListCurriculaQuery): Promise<readonly CurriculumSummary[]>
  exportCurriculum(programId: string, version: number, format: ExportFormat): Promise<readonly ExportedFile[]>
}

export interface JobService {
  getJobStatus(type: string, id: string): Promise<JobStatus | undefined>
  cancelJob(type: string, id: string): Promise<CancelResult>
  retryJob(type: string, id: string): Promise<JobStatus>
  getQueueStats(type: string): Promise<QueueStats>
}

export interface SessionService {
  listUserSessions(userId: string): Promise<readonly SessionSummary[]>
  revokeUserSessions(userId: string, options: { readonly handle: string }): Promise<number>
}

export interface AccountService {
  getUser(id: string): Promise<User | undefined>
  listUsers(query: ListUsersQuery): Promise<UserPage>
  addUser(account: unknown): Promise<User>
  updateUser(id: string, changes: unknown, write: { readonly since: number }): Promise<User>
  setPassword(id: string, password: string): Promise<void>
  changePassword(
    id: string,
    current: string,
    password: string,
    options: { readonly except?: string | undefined },
  ): Promise<void>
}

/** The dependencies of `Access`. */
export interface AccessDeps<Statistics> {
  readonly programs: ProgramService
  readonly knowledge: DocumentService
  readonly curricula: CurriculumService
  readonly jobs: JobService
  readonly sessions: SessionService
  readonly accounts: AccountService
  readonly cache: { getStats(): Promise<Statistics> }
  readonly digest: Digest
}
