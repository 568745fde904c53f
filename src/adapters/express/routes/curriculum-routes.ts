import { curriculumId } from '../../../domain/curriculum/index.js'
import { VERSION } from '../../../domain/platform/index.js'
import type { CurriculumSummary, ExportedFile } from '../../../ports/curriculum/index.js'
import { HttpProblem } from '../problem-details.js'
import { type DeclaredRoute, declareRoute, JsonText } from './declare-route.js'
import { isoTime } from './program-routes.js'
import type { ResponseCache } from './response-cache.js'
import { schemas } from './schemas/index.js'

const ETAG = { ETag: 'The digest of the content' }
const NEXT = { Link: 'The next page, with `rel="next"`' }
const DEFAULT_PAGE = 50

/** Curricula: generation, versions, content, reports and exports. */
export function curriculumRoutes(cache: ResponseCache): readonly DeclaredRoute[] {
  const s = schemas()
  return [
    declareRoute({
      id: 'requestCurriculum',
      method: 'post',
      path: '/api/programs/:id/curricula',
      role: 'author',
      tag: 'curricula',
      summary: 'Generate a curriculum in the background',
      description:
        'Answers with the job that generates it. While the program has an unfinished job, answers with that one. A repeated request with the same `Idempotency-Key` gets the same job, also after it has ended.',
      params: { id: s.id },
      query: {},
      headers: { 'idempotency-key': s.idempotencyKey },
      body: { schema: s.noOptions, optional: true },
      answers: {
        202: { description: 'The job', content: s.jobReceipt, headers: { Location: 'The job' } },
      },
      problems: ['PROGRAM_NOT_FOUND', 'NO_USABLE_DOCUMENTS', 'QUEUE_FULL'],
      handle: async ({ params, headers, acting, links }) => {
        const request = { idempotencyKey: headers['idempotency-key'] }
        const { id, created } = await acting.curricula.request(params.id, request)
        const type = 'curriculum_generation'
        const Location = links.to(`/api/jobs/${type}/${encodeURIComponent(id)}`)
        return { status: 202, body: { type, id, created }, headers: { Location } }
      },
    }),
    declareRoute({
      id: 'listCurricula',
      method: 'get',
      path: '/api/programs/:id/curricula',
      role: 'viewer',
      tag: 'curricula',
      summary: 'The versions of the curriculum of a program, newest first',
      params: { id: s.id },
      query: { limit: s.limit, below: s.below },
      body: 'none',
      answers: { 200: { description: 'A page', content: s.curricula, headers: NEXT } },
      problems: ['PROGRAM_NOT_FOUND'],
      handle: async ({ params, query, acting, links }) => {
        const { limit = DEFAULT_PAGE, below } = query
        const range = below === undefined ? {} : { below }
        const versions = await acting.curricula.list(params.id, { limit, ...range })
        const last = versions.length < limit ? undefined : versions.at(-1)?.version
        // Versions count from 1 without a gap.
        const next = last === undefined || last <= 1 ? undefined : last
        const path = `/api/programs/${encodeURIComponent(params.id)}/curricula?limit=${limit}&below=${next}`
        return {
          status: 200,
          body: { curricula: versions.map(summaryJson), ...(next === undefined ? {} : { next }) },
          headers: { Link: next === undefined ? undefined : `<${links.to(path)}>; rel="next"` },
        }
      },
    }),
    declareRoute({
      id: 'getCurriculum',
      method: 'get',
      path: '/api/curricula/:id',
      role: 'viewer',
      tag: 'curricula',
      summary: 'A version of a curriculum with its content',
      params: { id: s.id },
      query: {},
      body: 'none',
      answers: { 200: { description: 'The version', content: s.curriculumVersion, headers: ETAG } },
      problems: ['CURRICULUM_NOT_FOUND'],
      handle: async ({ params, acting }) => {
        const { programId, contentKey, read } = await acting.curricula.open(params.id)
        const { text, etag } = await cache.json(programId, ['curriculum', VERSION, contentKey], async () => {
          const { summary, generated } = await read()
          return { ...summaryJson(summary), curriculum: generated.curriculum }
        })
        return { status: 200, body: new JsonText(text), headers: { ETag: etag } }
      },
    }),
    declareRoute({
      id: 'getCurriculumReport',
      method: 'get',
      path: '/api/curricula/:id/report',
      role: 'viewer',
      tag: 'curricula',
      summary: 'How far a curriculum is ready, and what is missing',
      params: { id: s.id },
      query: {},
      body: 'none',
      answers: { 200: { description: 'The report', content: s.curriculumReport, headers: ETAG } },
      problems: ['CURRICULUM_NOT_FOUND'],
      handle: async ({ params, acting }) => {
        const { programId, contentKey, read } = await acting.curricula.open(params.id)
        const { text, etag } = await cache.json(programId, ['report', VERSION, contentKey], async () => {
          const { report, sourcing, benchmark, repairs } = (await read()).generated
          return { report, sourcing, ...(benchmark === undefined ? {} : { benchmark }), repairs }
        })
        return { status: 200, body: new JsonText(text), headers: { ETag: etag } }
      },
    }),
    declareRoute({
      id: 'exportCurriculum',
      method: 'get',
      path: '/api/curricula/:id/exports/:format',
      role: 'viewer',
      tag: 'curricula',
      summary: 'A curriculum in a format, as a download',
      description: 'Some formats have several files: `file` names one of them. Default: the first.',
      params: { id: s.id, format: s.exportFormat },
      query: { file: s.fileName },
      body: 'none',
      answers: { 200: { description: 'The file', content: 'file', headers: ETAG } },
      problems: ['CURRICULUM_NOT_FOUND', 'not-found'],
      handle: async ({ params: { id, format }, query, acting }) => {
        const { programId, contentKey, export: exported } = await acting.curricula.open(id)
        const key = ['export', VERSION, contentKey, format, query.file ?? '']
        const { etag, ...file } = await cache.file(programId, key, async () =>
          fileNamed(query.file, await exported(format)),
        )
        return { status: 200, file, headers: { ETag: etag } }
      },
    }),
  ]
}

/** @throws HttpProblem `not-found` that names the files of the format */
function fileNamed(name: string | undefined, files: readonly ExportedFile[]): ExportedFile {
  const file = name === undefined ? files[0] : files.find((each) => each.name === name)
  if (file) return file
  throw new HttpProblem('not-found', {
    detail: `the files of this format: ${files.map((each) => each.name).join(', ')}`,
  })
}

function summaryJson(summary: CurriculumSummary) {
  const { fingerprint: _, createdAt, ...facts } = summary
  return { id: curriculumId(summary), ...facts, createdAt: isoTime(createdAt) }
}
