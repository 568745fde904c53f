/** An object whose state is not in its fields. */
class Account {
  readonly #balance = 5

  get balance(): number {
    return this.#balance
  }
}

/** A promise of another library: a query that was not awaited. */
class Query {
  readonly text = 'select 1'

  // biome-ignore lint/suspicious/noThenProperty: the law is about thenables
  then(): void {}
}

/**
 * Values that JSON reduces to `{}`, or leaves out, without an error: stored, they would be wrong for every reader. All ports
 * refuse them with `UNSERIALISABLE`, by themselves and within a value.
 */
export function lossyValues(): readonly unknown[] {
  return [
    ...[Promise.resolve({ name: 'Ada' }), new Query(), new Account()],
    ...[
      new Error('e'),
      Object.assign(new TypeError('e'), { code: 'E' }),
      new DOMException('e'),
      new AggregateError([]),
    ],
    ...[/a/, new URLSearchParams('a=1'), new Headers({ a: '1' }), new FormData(), new Blob(['a'])],
    ...[new Map([[1, 2]]), new Set([1]), new WeakMap(), new WeakSet(), new Map().keys()],
    ...[new ArrayBuffer(1), new DataView(new ArrayBuffer(1)), new AbortController().signal, new TextEncoder()],
    ...[() => 1, Symbol('s'), 1n],
  ]
}

/** Values of classes that keep their meaning as JSON, and the JSON. */
export function faithfulValues(): readonly (readonly [value: unknown, json: unknown])[] {
  class Point {
    readonly x = 1
    readonly #hidden = 2
    get sum(): number {
      return this.x + this.#hidden
    }
  }
  return [
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new URL('https://example.org/a'), 'https://example.org/a'],
    [new Point(), { x: 1 }],
    [Object.create(null), {}],
    [Object.assign(new Error('e'), { toJSON: () => ({ message: 'e' }) }), { message: 'e' }],
    [Object(1), 1],
    [Object('text'), 'text'],
  ]
}
