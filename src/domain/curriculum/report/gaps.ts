import { excerpt } from '../../text/plain-text.js'
import { reachesBloom } from '../bloom.js'
import type { Evidence } from './readiness/readiness.js'
import type { ReportContext } from './report-context.js'

/** What kind of thing is missing. */
export const GAP_KINDS = ['aim', 'outcomes', 'level', 'practice', 'assessment', 'time'] as const

/** One of {@link GAP_KINDS}. */
export type GapKind = (typeof GAP_KINDS)[number]

/** Something that a course needs and the material does not have. */
export interface Gap {
  readonly kind: GapKind
  /** JSON pointer to the aim, outcome or unit that lacks it. */
  readonly pointer: string
  /** For people, without a full stop: "no material to practise O3.2". */
  readonly text: string
}

/** All gaps, those of aims first, then by unit. */
export function findGaps(context: ReportContext, { aims, outcomes }: Evidence): readonly Gap[] {
  const { curriculum, labelOf } = context
  const ofAims = aims.flatMap(({ aim, pointer, material, taught, assessed }): readonly Gap[] => {
    const lacks = !material
      ? 'no material'
      : !taught
        ? 'only mentions, and no unit'
        : assessed
          ? undefined
          : 'nothing that assesses it'
    return lacks === undefined ? [] : [{ kind: 'aim', pointer, text: `the aim ${excerpt(aim)} has ${lacks}` }]
  })
  const ofUnits = curriculum.units.flatMap((unit, index): readonly Gap[] => {
    const pointer = `/units/${index}`
    const own = outcomes.filter(({ unitIndex }) => unitIndex === index)
    const label = labelOf(pointer)
    const assessed =
      own.some((each) => each.assessed) || curriculum.assessments.some(({ unitId }) => unitId === unit.id)
    return [
      ...(own.length === 0 ? [{ kind: 'outcomes' as const, pointer, text: `no outcomes for ${label}` }] : []),
      ...own.flatMap(({ outcome, pointer: at, atLevel, practised }): readonly Gap[] => {
        if (!reachesBloom(outcome.bloom, 'apply')) return []
        const named = labelOf(at)
        return [
          ...(practised ? [] : [{ kind: 'practice' as const, pointer: at, text: `no material to practise ${named}` }]),
          ...(atLevel || !practised
            ? []
            : [{ kind: 'level' as const, pointer: at, text: `nothing shows ${named} at the level ${outcome.bloom}` }]),
        ]
      }),
      ...(assessed ? [] : [{ kind: 'assessment' as const, pointer, text: `nothing assesses ${label}` }]),
      ...(unit.openMinutes > 0
        ? [
            {
              kind: 'time' as const,
              pointer,
              text: `no material for ${unit.openMinutes} of the ${unit.minutes} minutes of ${label}`,
            },
          ]
        : []),
    ]
  })
  return [...ofAims, ...ofUnits]
}
