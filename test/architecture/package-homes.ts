/**
 * The one folder that may import each package, `dependencies` of package.json included without exception. A package
 * that two folders need is a sign that something belongs behind a port; where it is not, give it a list.
 */
export const PACKAGE_HOMES: { readonly [name: string]: readonly string[] } = {
  '@asciidoctor/core': ['src/adapters/documents'],
  bull: ['src/adapters/redis'],
  commander: ['src/adapters/cli'],
  croner: ['src/adapters/system'],
  docx: ['src/adapters/exports'],
  express: ['src/adapters/express'],
  'express-session': ['src/adapters/express/express-session'],
  'franc-min': ['src/adapters/documents'],
  helmet: ['src/adapters/express'],
  inversify: ['src/app/composition'],
  ioredis: ['src/adapters/redis'],
  kysely: ['src/adapters/sql'],
  libsql: ['src/adapters/sql'],
  'lru-cache': ['src/adapters/memory'],
  mammoth: ['src/adapters/documents'],
  'mdast-util-from-markdown': ['src/adapters/documents'],
  'mdast-util-gfm-table': ['src/adapters/documents'],
  'micromark-extension-gfm-table': ['src/adapters/documents'],
  minisearch: ['src/adapters/memory'],
  parse5: ['src/adapters/documents'],
  pg: ['src/adapters/sql'],
  pino: ['src/adapters/system'],
  'pino-pretty': ['src/adapters/system'],
  redis: ['src/adapters/redis'],
  'reflect-metadata': ['src/app/composition'],
  temml: ['src/adapters/exports'],
  unpdf: ['src/adapters/documents'],
  'wink-eng-lite-web-model': ['src/adapters/extractive'],
  'wink-nlp': ['src/adapters/extractive'],
  yaml: ['src/adapters/documents'],
  // Configuration and routes have schemas. One file loads it, at its first use.
  zod: ['src/app/composition', 'src/adapters/express', 'src/adapters/shared'],
  'zod-openapi': ['src/adapters/express'],
}
