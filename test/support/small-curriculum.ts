import { CURRICULUM_FORMAT, type Curriculum, type GeneratedCurriculum } from '../../src/domain/curriculum/index.js'
import { SOUND_TEXT } from './garden/garden-report.js'

/**
 * The smallest curriculum that has each part once, with nothing but `text` in every field that a brief, a document or an
 * author's words can reach: small enough that a test can say all that an export makes of it.
 */
export function smallCurriculum(text: string): GeneratedCurriculum {
  const citations = [{ docId: text, quote: text, start: 0, end: text.length, section: text }]
  const part = { origin: 'generated' } as const
  const outcome = { ...part, basis: 'stated', text, verb: text, bloom: 'apply', dok: 2, citations } as const
  const rubric = { criteria: [{ name: text, weight: 100, outcomeIds: ['u1-o1'], description: text }] }
  const doubts = [{ check: 'one-kind', message: text }]
  const asked = {
    ...part,
    basis: 'derived',
    doubts,
    stem: text,
    material: text,
    outcomeId: 'u1-o1',
    bloom: 'apply',
    dok: 2,
    citations,
  } as const
  const options = ['a', 'b', 'c'].map((id) => ({ id, text }))
  const assessed = {
    ...part,
    citations,
    title: text,
    instructions: text,
    bloom: 'apply',
    outcomeIds: ['u1-o1'],
    rubric,
  } as const
  const curriculum: Curriculum = {
    format: CURRICULUM_FORMAT,
    generator: { author: text, version: text, model: text, seed: 1, remarks: [text] },
    program: {
      id: 'program',
      title: text,
      audience: text,
      level: 'introductory',
      totalHours: 2,
      aims: [text],
      language: 'en',
      credits: { system: 'ECTS', value: 1, hoursPerCredit: 25 },
      reference: { title: text, units: [{ title: text, topics: [text], hours: 2 }] },
      outcomes: [{ ...outcome, id: 'po-1', supports: [] }],
    },
    placement: { reason: text, confidence: 0.5 },
    scale: [2, 1].map((points) => ({ label: text, points, descriptor: text })),
    units: [
      {
        ...part,
        id: 'u1',
        title: text,
        placement: { reason: text, confidence: 0.5 },
        minutes: 100,
        openMinutes: 10,
        prerequisites: [],
        topics: [text],
        outcomes: [{ ...outcome, id: 'u1-o1', supports: ['po-1'] }],
        keyPoints: [{ ...part, id: 'u1-k1', text, citations }],
        glossary: [{ ...part, id: 'u1-t1', term: text, definition: text, citations }],
        lessons: [
          {
            ...part,
            id: 'u1-l1',
            title: text,
            minutes: 60,
            readings: [{ docId: text, words: 100, minutes: 1, section: text }],
            activities: [
              {
                ...part,
                id: 'u1-l1-a1',
                citations,
                type: 'practice',
                representation: 'hands-on',
                minutes: 59,
                description: text,
                outcomeIds: ['u1-o1'],
              },
            ],
          },
        ],
      },
    ],
    assessments: [
      {
        ...assessed,
        id: 'a1',
        unitId: 'u1',
        type: 'formative',
        method: 'quiz',
        weight: 0,
        minutes: 30,
        itemIds: ['i1'],
      },
      { ...assessed, id: 'a2', type: 'summative', method: 'project', weight: 100, minutes: 30, itemIds: [] },
    ],
    items: [
      { ...asked, id: 'i1', kind: 'multiple-choice', confidence: 0.9, format: 'choice', options, key: 'b' },
      { ...asked, id: 'i2', kind: 'order-steps', confidence: 0.5, format: 'order', options, key: ['c', 'a', 'b'] },
      { ...asked, id: 'i3', kind: 'predict-output', confidence: 0.7, format: 'open', answer: text, rubric },
    ],
    blueprint: { cells: [{ unitId: 'u1', bloom: 'apply', items: 3 }] },
    skillBook: [
      { ...part, id: 's1', skill: text, level: 'working', outcomeIds: ['u1-o1'], evidence: [text, text], citations },
    ],
    sources: [{ docId: text, title: text, apa: text }],
  }
  const finding = { pointer: '/units/0/title', message: text, hint: text }
  return {
    curriculum,
    documents: [{ id: text, title: text, text, words: 100, author: text, year: 2024 }],
    report: {
      readiness: {
        verdict: 'needs-work',
        total: 50,
        dimensions: [{ dimension: 'items', score: 50, explanation: text, pointers: ['/units/0'] }],
      },
      hours: { plannedMinutes: 120, filledMinutes: 60 },
      gaps: [{ kind: 'practice', pointer: '/units/0/outcomes/0', text }],
      preparation: [{ pointer: '/units/0', minutes: 10, tasks: [text] }],
      review: [{ pointer: '/items/0', reasons: [text] }],
      checks: {
        blocked: false,
        passed: 0,
        failed: 1,
        notApplicable: 0,
        results: [
          { id: 'R48', title: 'Titles', hard: false, status: 'fail', threshold: 1, checked: 1, failing: [finding] },
        ],
      },
    },
    sourcing: {
      aims: [{ aim: text, covered: false, missing: [text], passages: [{ docId: text, section: text }] }],
      unused: [{ docId: text, reason: text }],
      refused: [{ name: text, code: 'UNREADABLE_DOCUMENT', reason: text, hint: text }],
      text: SOUND_TEXT,
    },
    benchmark: {
      against: { kind: 'reference', title: text },
      coverage: 0.5,
      order: 1,
      hours: 0.9,
      rows: [{ title: text, unitId: 'u1', hours: { reference: 2, ours: 1.5 } }, { title: text }],
      added: ['u1'],
    },
    repairs: [{ ruleId: 'R04', action: 'fixed', what: text }],
  }
}
