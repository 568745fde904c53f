import { checkThat, type QualityRule } from './quality-rule.js'

const LEAST = { activityTypes: 2, representations: 2, methods: 3 } as const

/** R40. */
export const VARIETY_RULE: QualityRule = {
  id: 'R40',
  title:
    'Universal design: two activity types and representations in each unit, three assessment methods in the program',
  hard: false,
  passAt: 1,
  language: 'any',
  checks: ({ curriculum: { units, assessments } }) => {
    const perUnit = units.flatMap(({ lessons }, index) => {
      const activities = lessons.flatMap((lesson) => lesson.activities)
      const types = new Set(activities.map(({ type }) => type)).size
      const representations = new Set(activities.map(({ representation }) => representation)).size
      const pointer = `/units/${index}/lessons`
      return [
        checkThat(
          types >= LEAST.activityTypes,
          pointer,
          `unit ${index + 1} has ${types} types of activity`,
          'let learners do something of another kind',
        ),
        checkThat(
          representations >= LEAST.representations,
          pointer,
          `unit ${index + 1} uses ${representations} representations`,
          'offer the content in another way too',
        ),
      ]
    })
    const methods = new Set(assessments.map(({ method }) => method)).size
    const message = `the program assesses with ${methods} methods`
    return [...perUnit, checkThat(methods >= LEAST.methods, '/assessments', message, 'assess in another way too')]
  },
}
