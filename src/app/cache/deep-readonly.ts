import type { CachedArray } from '../../domain/cache/index.js'

type Primitive = string | number | boolean | bigint | symbol | null | undefined

/**
 * `T`, read-only at every level: what a cache gives out is frozen and shared among its readers. Arrays stay arrays and
 * tuples tuples. A typed array, which cannot be frozen, is the reader's own copy and stays as it is.
 */
export type DeepReadonly<T> = unknown extends T
  ? T
  : T extends Primitive | CachedArray
    ? T
    : T extends readonly (infer E)[]
      ? ReadonlyList<T, E>
      : ReadonlyParts<T>

/** Written with brackets, which the compiler looks into only when it must: a list may hold lists of its own kind. */
type ReadonlyList<T, E> = E[] extends T ? readonly DeepReadonly<E>[] : ReadonlyParts<T>

type ReadonlyParts<T> = { readonly [K in keyof T]: DeepReadonly<T[K]> }
