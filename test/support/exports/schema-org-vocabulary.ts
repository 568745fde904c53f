/** The types of schema.org that the export uses, each with the type above it. */
const PARENTS: { readonly [type: string]: readonly string[] } = {
  Thing: [],
  CreativeWork: ['Thing'],
  LearningResource: ['CreativeWork'],
  Course: ['CreativeWork', 'LearningResource'],
  Syllabus: ['LearningResource'],
  Quiz: ['LearningResource'],
  Event: ['Thing'],
  CourseInstance: ['Event'],
  Intangible: ['Thing'],
  Audience: ['Intangible'],
  EducationalAudience: ['Audience'],
  StructuredValue: ['Intangible'],
  QuantitativeValue: ['StructuredValue'],
}

/** Its properties: the types that have them, and what they hold. Texts are `Text`; a `Duration` is of ISO 8601. */
const PROPERTIES: {
  readonly [name: string]: { readonly of: readonly string[]; readonly holds: readonly string[] }
} = {
  name: { of: ['Thing'], holds: ['Text'] },
  description: { of: ['Thing'], holds: ['Text'] },
  identifier: { of: ['Thing'], holds: ['Text'] },
  audience: { of: ['CreativeWork', 'Event'], holds: ['Audience'] },
  audienceType: { of: ['Audience'], holds: ['Text'] },
  educationalRole: { of: ['EducationalAudience'], holds: ['Text'] },
  educationalLevel: { of: ['LearningResource'], holds: ['Text'] },
  educationalUse: { of: ['LearningResource'], holds: ['Text'] },
  learningResourceType: { of: ['LearningResource'], holds: ['Text'] },
  teaches: { of: ['LearningResource'], holds: ['Text'] },
  assesses: { of: ['LearningResource'], holds: ['Text'] },
  competencyRequired: { of: ['LearningResource'], holds: ['Text'] },
  inLanguage: { of: ['CreativeWork', 'Event'], holds: ['Text'] },
  timeRequired: { of: ['CreativeWork'], holds: ['Duration'] },
  keywords: { of: ['CreativeWork'], holds: ['Text'] },
  position: { of: ['CreativeWork'], holds: ['Integer'] },
  hasPart: { of: ['CreativeWork'], holds: ['CreativeWork'] },
  citation: { of: ['CreativeWork'], holds: ['Text'] },
  syllabusSections: { of: ['Course'], holds: ['Syllabus'] },
  hasCourseInstance: { of: ['Course'], holds: ['CourseInstance'] },
  courseWorkload: { of: ['CourseInstance'], holds: ['Text'] },
  numberOfCredits: { of: ['Course'], holds: ['Integer', 'StructuredValue'] },
  value: { of: ['QuantitativeValue'], holds: ['Number'] },
  unitText: { of: ['QuantitativeValue'], holds: ['Text'] },
}

/** A thing said of a node: its property as a full address, and the value or the type of the node it leads to. */
export interface Statement {
  readonly subject: string
  readonly property: string
  readonly value: unknown
}

/**
 * What a document says in full words, as JSON-LD's expansion would have it.
 *
 * @throws Error for a type or property that schema.org does not have, or that stands where it does not belong
 */
export function expand(node: Readonly<Record<string, unknown>>): readonly Statement[] {
  const type = String(node['@type'])
  if (!(type in PARENTS)) throw new Error(`schema.org has no type ${type}`)
  return Object.entries(node).flatMap(([name, value]): readonly Statement[] => {
    if (name.startsWith('@')) return []
    const known = PROPERTIES[name]
    if (known === undefined) throw new Error(`schema.org has no property ${name}`)
    if (!known.of.some((owner) => isA(type, owner))) throw new Error(`${name} is no property of ${type}`)
    return [value].flat().flatMap((single: unknown): readonly Statement[] => {
      if (!known.holds.some((range) => fits(single, range))) throw new Error(`${name} holds ${JSON.stringify(single)}`)
      const inner = isNode(single)
      const value = inner ? String(single['@type']) : single
      const statement = { subject: type, property: `https://schema.org/${name}`, value }
      return inner ? [statement, ...expand(single)] : [statement]
    })
  })
}

function isA(type: string, ancestor: string): boolean {
  return type === ancestor || (PARENTS[type] ?? []).some((parent) => isA(parent, ancestor))
}

function isNode(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function fits(value: unknown, range: string): boolean {
  if (range === 'Text') return typeof value === 'string'
  if (range === 'Number') return typeof value === 'number'
  if (range === 'Integer') return Number.isInteger(value)
  if (range === 'Duration') return typeof value === 'string' && /^PT(?:\d+H)?(?:\d+M)?$/.test(value) && value !== 'PT'
  return isNode(value) && isA(String(value['@type']), range)
}
