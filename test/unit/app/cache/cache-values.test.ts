import { describe, expect, it } from '@jest/globals'
import type { DeepReadonly, MutableJson } from '../../../../src/app/cache/index.js'
import type { JsonValue } from '../../../../src/domain/platform/index.js'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Fails to compile unless it is given `true`. */
function holds<T extends true>(): T[] {
  return []
}

type Nested = number | Nested[]
interface Tree {
  name: string
  parent?: Tree
  children: Tree[]
}
type Brand = string & { readonly brand: 'id' }

describe('DeepReadonly', () => {
  it('keeps what cannot be changed anyway, and what is a copy', () => {
    holds<Same<DeepReadonly<string>, string>>()
    holds<Same<DeepReadonly<'a' | 1 | true | null | undefined>, 'a' | 1 | true | null | undefined>>()
    holds<Same<DeepReadonly<Brand>, Brand>>()
    holds<Same<DeepReadonly<unknown>, unknown>>()
    holds<Same<DeepReadonly<never>, never>>()
    holds<Same<DeepReadonly<Float32Array>, Float32Array>>()
    holds<Same<DeepReadonly<BigInt64Array>, BigInt64Array>>()
    holds<Same<DeepReadonly<{ vector: Float64Array }>, { readonly vector: Float64Array }>>()
    expect(holds).toBeInstanceOf(Function)
  })

  it('makes arrays, tuples and objects read-only at every level', () => {
    holds<Same<DeepReadonly<number[]>, readonly number[]>>()
    holds<Same<DeepReadonly<readonly { a: string }[]>, readonly { readonly a: string }[]>>()
    holds<Same<DeepReadonly<[string, { a: 1 }]>, readonly [string, { readonly a: 1 }]>>()
    holds<Same<DeepReadonly<[string, ...number[][]]>, readonly [string, ...(readonly number[])[]]>>()
    holds<Same<DeepReadonly<[a: string, b?: number]>, readonly [a: string, b?: number]>>()
    holds<
      Same<
        DeepReadonly<{ a: { b: number[] }; c?: 1 }>,
        { readonly a: { readonly b: readonly number[] }; readonly c?: 1 }
      >
    >()
    holds<Same<DeepReadonly<string | string[]>, string | readonly string[]>>()
    holds<Same<DeepReadonly<Record<string, number[]>>, { readonly [x: string]: readonly number[] }>>()
    expect(holds).toBeInstanceOf(Function)
  })

  it('follows types that hold themselves', () => {
    const nested: DeepReadonly<Nested> = [1, [2, [3]]]
    const json: DeepReadonly<JsonValue> = { a: [1, null, { b: true }] }
    const same: JsonValue = json
    const mutable: DeepReadonly<MutableJson> = json
    const tree: DeepReadonly<Tree> = { name: 'root', children: [{ name: 'leaf', children: [] }] }
    const list: DeepReadonly<Nested[]> = [1, [2]]
    const change = (leaf = tree.children[0]): void => {
      // @ts-expect-error it is read-only
      if (leaf) leaf.name = 'other'
      // @ts-expect-error it is read-only
      tree.children.push(tree)
      // @ts-expect-error it is read-only
      list[0] = 2
    }
    expect([nested, same, mutable, tree, typeof change]).toHaveLength(5)
  })
})
