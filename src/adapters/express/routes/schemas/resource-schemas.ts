import { EXPORT_FORMATS } from '../../../../domain/curriculum/index.js'
import { JOB_STATES } from '../../../../domain/jobs/index.js'
import type { Zod } from '../../../shared/zod.js'
import { briefSchemas } from './brief-schemas.js'
import { curriculumSchemas, namesOf } from './curriculum-schemas.js'
import { reportSchemas } from './report-schemas.js'

/** What routes take and answer, apart from curricula. */
export function resourceSchemas(z: Zod) {
  const { brief } = briefSchemas(z)
  const { verdict, score } = reportSchemas(z)
  const time = z.iso.datetime()
  const count = z.int().min(0)
  const userId = z.string().min(1).max(256)
  const program = z
    .strictObject({
      id: z.string(),
      ownerId: z.string(),
      version: z.int().min(1).describe('Increases with every change'),
      createdAt: time,
      updatedAt: time,
      brief,
    })
    .describe('A program')
  const viewers = z.strictObject({ viewers: z.array(userId).max(200) }).describe('The users who may view a program')
  const document = z.strictObject({
    name: z.string().describe('With its folders, separated by `/`'),
    bytes: count,
    digest: z.string().describe('SHA-256 in hex'),
    addedAt: time,
  })
  const curriculumSummary = z
    .strictObject({
      id: z.string(),
      programId: z.string(),
      version: z.int().min(1),
      createdBy: z.string(),
      createdAt: time,
      title: z.string(),
      units: count,
      items: count,
      verdict,
      readiness: score,
    })
    .describe('A version of a curriculum without its content')
  const job = z
    .strictObject({
      id: z.string(),
      type: z.string(),
      state: z.enum(JOB_STATES),
      progress: z.strictObject({
        percent: z.number().min(0).max(100),
        stage: z.string().optional(),
        message: z.string().optional(),
      }),
      attempts: count,
      maxAttempts: count,
      cancelRequested: z.boolean(),
      createdAt: time,
      dueAt: time.optional(),
      startedAt: time.optional(),
      finishedAt: time.optional(),
      revision: count.describe('Increases with every change'),
      result: z.unknown().optional().describe('Of a completed job'),
      curriculumId: z.string().optional().describe('The curriculum that a completed job generated'),
      error: z
        .strictObject({ code: z.string(), title: z.string(), detail: z.string().optional() })
        .optional()
        .describe('Why the latest failed run failed'),
    })
    .describe('A background job')
  const session = z.strictObject({
    handle: z.string().describe('Names the session; it cannot be used to sign in'),
    current: z.boolean().describe('Whether it is the session of this request'),
    role: z.string(),
    createdAt: time,
    lastActivity: time,
    expiresAt: time,
  })
  return {
    brief,
    program,
    viewers,
    curriculumSummary,
    job,
    programs: z.strictObject({ programs: z.array(program), next: z.string().optional() }),
    documents: z.strictObject({ documents: z.array(document) }),
    curricula: z.strictObject({ curricula: z.array(curriculumSummary), next: z.int().optional() }),
    sessions: z.strictObject({ sessions: z.array(session) }),
    jobReceipt: z
      .strictObject({ type: z.string(), id: z.string(), created: z.boolean() })
      .describe('`created` is false if the program or the key has this job already'),
    queueStats: z.strictObject({
      ...(Object.fromEntries(JOB_STATES.map((state) => [state, count])) as {
        [state in (typeof JOB_STATES)[number]]: typeof count
      }),
      paused: z.boolean(),
    }),
    cancelResult: z.strictObject({ outcome: z.enum(['cancelled', 'requested', 'unchanged']) }),
    noOptions: z.strictObject({}),
    // Of paths, queries and headers.
    id: z.string().min(1).max(300),
    exportFormat: z.enum(namesOf(EXPORT_FORMATS)),
    limit: z.int().min(1).max(200).optional().describe('Default 50'),
    cursor: z.string().min(1).max(1_000).optional().describe('`next` of the previous page'),
    below: z.int().min(1).optional().describe('Only versions below this one'),
    fileName: z.string().min(1).max(100).optional(),
    documentName: z.string().min(1).max(500).describe('Encoded: `part-1%2Fintro.md`'),
    ifMatch: z.string().min(1).max(1_000).optional().describe('The `ETag` of the state that the request changes'),
    idempotencyKey: z
      .string()
      .regex(/^[\x21-\x7e]{1,255}$/)
      .optional()
      .describe('1 to 255 visible ASCII characters: a repeated request with it gets the same job'),
  }
}

/** What operators read. */
export function operationSchemas(z: Zod) {
  const count = z.number().min(0)
  const counters = {
    hits: count,
    misses: count,
    errors: count,
    sets: count,
    deletes: count,
    stale: count,
    loads: count,
    loadErrors: count,
    oversized: count,
    hitRate: count,
  }
  const cacheStatistics = z.strictObject({
    connected: z.boolean(),
    dbSize: count,
    memoryUsed: z.string(),
    evictions: count,
    ...counters,
    namespaces: z.record(z.string(), z.strictObject(counters)),
  })
  const status = z.enum(['healthy', 'degraded', 'unhealthy'])
  const tls = { enabled: z.boolean(), verified: z.boolean(), why: z.string() }
  const health = z.strictObject({
    status,
    services: z.record(
      z.string(),
      z.strictObject({
        status,
        responseTime: z.number(),
        adapter: z.string(),
        reason: z.string().optional(),
        warning: z.string().optional(),
      }),
    ),
    process: z.strictObject({ eventLoopLagMs: z.number(), uptimeSeconds: z.number() }),
    tls: z.strictObject({ ...tls, connections: z.record(z.string(), z.strictObject(tls)) }).optional(),
    warnings: z.array(z.string()),
  })
  const phase = z.strictObject({ status: z.enum(['starting', 'ready', 'draining']) })
  return { cacheStatistics, health, phase, live: z.strictObject({ status: z.literal('live') }) }
}

/** All schemas of curricula in answers. */
export function contentSchemas(z: Zod) {
  const { curriculum } = curriculumSchemas(z)
  const { curriculumReport } = reportSchemas(z)
  const { curriculumSummary } = resourceSchemas(z)
  return {
    curriculumReport,
    curriculumVersion: curriculumSummary.extend({ curriculum }).describe('A version of a curriculum with its content'),
  }
}
