import fc from 'fast-check'

/** The part of JSON Schema that our document uses for requests. */
export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: JsonSchema
  readonly properties?: { readonly [name: string]: JsonSchema }
  readonly required?: readonly string[]
}

type Components = { readonly [name: string]: JsonSchema }

/** Values of a schema, values with single parts of another kind, and any JSON. */
export function anyValueOf(schema: JsonSchema, components: Components): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 3, arbitrary: valueFor(schema, components, 0) },
    { weight: 3, arbitrary: valueFor(schema, components, 0.1) },
    { weight: 1, arbitrary: hostile },
  )
}

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(null, '', 0, -1, 1e300, true, [], {}, [[]], 'x'.repeat(5_000), '__proto__', '\0', '\ud800'),
  fc.constant(JSON.parse('{"__proto__":1,"constructor":{"prototype":1}}')),
)

/** @param fault how often a part is of another kind, 0 to 1 */
function valueFor(schema: JsonSchema, components: Components, fault: number): fc.Arbitrary<unknown> {
  const right = rightValueFor(schema, components, fault)
  if (fault === 0) return right
  const weight = Math.round(1 / fault) - 1
  return fc.oneof({ weight, arbitrary: right }, { weight: 1, arbitrary: hostile })
}

function rightValueFor(schema: JsonSchema, components: Components, fault: number): fc.Arbitrary<unknown> {
  const { $ref, type, minimum = 0, maximum = 1_000, minLength = 0, maxLength = 50, minItems = 0, maxItems = 3 } = schema
  if ($ref !== undefined) {
    const name = $ref.slice($ref.lastIndexOf('/') + 1)
    const named = components[name]
    if (named === undefined) throw new Error(`there is no schema ${name}`)
    return valueFor(named, components, fault)
  }
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if ('const' in schema) return fc.constant(schema.const)
  switch (type) {
    case 'string':
      return fc.oneof(fc.string({ minLength, maxLength: Math.min(maxLength, 50) }), fc.constantFrom('en', 'Bees', '1'))
    case 'integer':
      return fc.integer({ min: Math.max(minimum, -1_000), max: Math.min(maximum, 10_000) })
    case 'number':
      return fc.double({ min: minimum, max: maximum, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'array':
      return fc.array(valueFor(schema.items ?? {}, components, fault), {
        minLength: minItems,
        maxLength: Math.min(maxItems, 3),
      })
    case 'object': {
      const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => [
        name,
        valueFor(field, components, fault),
      ])
      const requiredKeys = fault === 0 ? [...(schema.required ?? [])] : []
      return fc.record(Object.fromEntries(fields), { requiredKeys } as object)
    }
    default:
      return fc.jsonValue()
  }
}
