/** The namespaces the cache knows from the start. A value is the namespace's name and the prefix of its keys. */
export const CacheNamespace = {
  /** API responses. */
  API_RESPONSE: 'api',
  /** Knowledge-base queries. */
  KNOWLEDGE_BASE: 'kb',
  /** Generated curriculum content. */
  GENERATED_CONTENT: 'content',
  /** Embedding vectors. */
  EMBEDDINGS: 'embeddings',
  /** Answers of language models. */
  LLM_RESPONSE: 'llm',
} as const

/** The name of a built-in namespace. */
export type CacheNamespace = (typeof CacheNamespace)[keyof typeof CacheNamespace]

/** How a namespace is declared. */
export interface NamespaceDeclaration {
  /** Stands before every key in a shared store: 1 to 32 of `a-z`, `0-9`, `-`, `_`; no other namespace has it. */
  readonly prefix: string
  /** Default time to live, in seconds. */
  readonly ttl: number
}

/** Default time to live of each built-in namespace, in seconds. */
export const BUILT_IN_NAMESPACES: { readonly [name in CacheNamespace]: NamespaceDeclaration } = {
  api: { prefix: 'api', ttl: 5 * 60 },
  kb: { prefix: 'kb', ttl: 3600 },
  content: { prefix: 'content', ttl: 24 * 3600 },
  embeddings: { prefix: 'embeddings', ttl: 7 * 24 * 3600 },
  llm: { prefix: 'llm', ttl: 3600 },
}
