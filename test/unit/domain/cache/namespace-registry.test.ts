import { describe, expect, it } from '@jest/globals'
import { BUILT_IN_NAMESPACES, CacheNamespace, NamespaceRegistry } from '../../../../src/domain/cache/index.js'

const made = (own: ConstructorParameters<typeof NamespaceRegistry>[0]) => () => new NamespaceRegistry(own)

describe('NamespaceRegistry', () => {
  it.each([
    ['API_RESPONSE', 'api', 5 * 60_000],
    ['KNOWLEDGE_BASE', 'kb', 3_600_000],
    ['GENERATED_CONTENT', 'content', 24 * 3_600_000],
    ['EMBEDDINGS', 'embeddings', 7 * 24 * 3_600_000],
    ['LLM_RESPONSE', 'llm', 3_600_000],
  ] as const)('knows %s from the start', (member, prefix, ttlMs) => {
    expect(CacheNamespace[member]).toBe(prefix)
    expect(new NamespaceRegistry().get(CacheNamespace[member])).toEqual({ name: prefix, prefix, ttlMs })
  })

  it('lists configured namespaces after the built-in ones', () => {
    const registry = new NamespaceRegistry({ prices: { prefix: 'p-1_x', ttl: 1.5 } })
    expect(registry.get('prices')).toEqual({ name: 'prices', prefix: 'p-1_x', ttlMs: 1500 })
    expect(registry.all().map(({ name }) => name)).toEqual([...Object.keys(BUILT_IN_NAMESPACES), 'prices'])
  })

  it('can change the TTL of a built-in namespace', () => {
    expect(new NamespaceRegistry({ api: { prefix: 'api', ttl: 60 } }).get('api').ttlMs).toBe(60_000)
  })

  it.each(['nope', '', '__proto__', 'constructor', 'toString'])('does not know %p', (name) => {
    expect(() => new NamespaceRegistry().get(name)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_NAMESPACE', details: { name } }),
    )
  })

  it('rejects the prefix of another namespace', () => {
    expect(made({ mine: { prefix: 'kb', ttl: 1 } })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }))
    expect(made({ mine: { prefix: 'kb', ttl: 1 } })).toThrow(
      'cache.namespaces.mine.prefix "kb" belongs to namespace "kb"',
    )
  })

  it.each(['', 'A', 'a:b', 'a*', 'ä', 'a b', 'a\n', 'x'.repeat(33)])('rejects the prefix %p', (prefix) => {
    expect(made({ mine: { prefix, ttl: 1 } })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }))
  })

  it('rejects an invalid TTL and names it', () => {
    expect(made({ mine: { prefix: 'm', ttl: 0 } })).toThrow('cache.namespaces.mine.ttl is 0')
  })
})
