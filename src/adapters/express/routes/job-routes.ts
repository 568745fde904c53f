import { curriculumId } from '../../../domain/curriculum/index.js'
import type { JobStatus } from '../../../domain/jobs/index.js'
import { ERROR_CODES, type ErrorCode } from '../../../domain/platform/index.js'
import { ERROR_MAPPING, type ProblemKind } from '../error-mapping.js'
import { type DeclaredRoute, declareRoute } from './declare-route.js'
import { isoTime } from './program-routes.js'
import { schemas } from './schemas/index.js'

/** Background jobs. */
export function jobRoutes(): readonly DeclaredRoute[] {
  const s = schemas()
  const params = { type: s.id, id: s.id }
  return [
    declareRoute({
      id: 'getJob',
      method: 'get',
      path: '/api/jobs/:type/:id',
      role: 'viewer',
      tag: 'jobs',
      summary: 'State and progress of a job',
      description: 'You see the jobs of the programs that you own or view; an administrator sees all.',
      params,
      query: {},
      body: 'none',
      answers: { 200: { description: 'The job', content: s.job } },
      problems: ['UNKNOWN_JOB_TYPE', 'JOB_NOT_FOUND'],
      handle: async ({ params: { type, id }, acting }) => ({
        status: 200,
        body: jobJson(await acting.jobs.get(type, id)),
      }),
    }),
    declareRoute({
      id: 'cancelJob',
      method: 'delete',
      path: '/api/jobs/:type/:id',
      role: 'author',
      tag: 'jobs',
      summary: 'Cancel a job',
      description: '`requested`: it runs, and ends soon. `unchanged`: it had ended.',
      params,
      query: {},
      body: 'none',
      answers: { 200: { description: 'What happened', content: s.cancelResult } },
      problems: ['UNKNOWN_JOB_TYPE', 'JOB_NOT_FOUND'],
      handle: async ({ params: { type, id }, acting }) => ({
        status: 200,
        body: { outcome: await acting.jobs.cancel(type, id) },
      }),
    }),
    declareRoute({
      id: 'retryJob',
      method: 'post',
      path: '/api/jobs/:type/:id/retry',
      role: 'author',
      tag: 'jobs',
      summary: 'Retry a failed job with all its attempts',
      params,
      query: {},
      body: 'none',
      answers: { 202: { description: 'The job', content: s.job, headers: { Location: 'The job' } } },
      problems: ['UNKNOWN_JOB_TYPE', 'JOB_NOT_FOUND', 'ILLEGAL_JOB_STATE', 'QUEUE_FULL'],
      handle: async ({ params: { type, id }, acting, links }) => {
        const job = await acting.jobs.retry(type, id)
        const Location = links.to(`/api/jobs/${encodeURIComponent(type)}/${encodeURIComponent(id)}`)
        return { status: 202, body: jobJson(job), headers: { Location } }
      },
    }),
  ]
}

/** Without the payload, and without messages of errors: they can contain addresses and paths of the service. */
function jobJson({ timestamps, payload: _, key: __, priority: ___, error, ...job }: JobStatus) {
  const { createdAt, dueAt, startedAt, finishedAt } = timestamps
  const generated = curriculumOf(job)
  return {
    ...job,
    createdAt: isoTime(createdAt),
    ...(dueAt === undefined ? {} : { dueAt: isoTime(dueAt) }),
    ...(startedAt === undefined ? {} : { startedAt: isoTime(startedAt) }),
    ...(finishedAt === undefined ? {} : { finishedAt: isoTime(finishedAt) }),
    ...(generated === undefined ? {} : { curriculumId: generated }),
    ...(error === undefined ? {} : { error: failureJson(error.code) }),
  }
}

function curriculumOf({ type, result }: Pick<JobStatus, 'type' | 'result'>): string | undefined {
  if (type !== 'curriculum_generation' || typeof result !== 'object' || result === null) return undefined
  if (!('programId' in result && 'version' in result)) return undefined
  const { programId, version } = result
  return typeof programId === 'string' && typeof version === 'number' ? curriculumId({ programId, version }) : undefined
}

function failureJson(code: string | undefined) {
  const known = code !== undefined && Object.hasOwn(ERROR_CODES, code) ? (code as ErrorCode) : 'INTERNAL'
  const { code: shown, title, detail }: ProblemKind = ERROR_MAPPING[known]
  return { code: shown, title, ...(detail === undefined ? {} : { detail }) }
}
