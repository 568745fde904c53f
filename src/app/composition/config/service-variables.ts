import { asCount, asList, asNumber } from './variable-readers.js'
import type { VariableRow } from './variable-row.js'

export const SERVICE_VARIABLES: readonly VariableRow[] = [
  {
    name: 'WORKERS',
    path: 'jobs.workers',
    default: 'auto',
    meaning: 'whether the serving process runs jobs: `on`, `off`; `auto`: when there is no Redis',
  },
  {
    name: 'WORKERS_DRAIN',
    path: 'jobs.drainMs',
    read: asNumber,
    default: '8000',
    meaning: 'how long running jobs may go on when the process is told to end, in milliseconds, up to 3600000',
  },
  {
    name: 'SESSION_PEPPER',
    path: 'sessions.pepper',
    read: asList,
    secrecy: 'secret',
    meaning: 'key for hashing session ids at rest; several with commas, the newest first; empty: plain SHA-256',
  },
  {
    name: 'PUBLIC_URL',
    path: 'http.publicUrl',
    secrecy: 'url',
    meaning: 'where users reach the service, for links and Origin checks: `https://host` or `https://host/path`',
  },
  {
    name: 'TRUST_PROXY',
    path: 'http.trustProxy',
    read: asCount,
    default: 'off',
    meaning: 'how many proxies stand before the service, up to 100; `off`: none, forwarded addresses are ignored',
  },
  {
    name: 'NODE_ENV',
    path: 'environment',
    default: 'development',
    meaning: '`development`, `production` or `test`',
  },
  {
    name: 'LOG_LEVEL',
    path: 'log.level',
    default: 'info',
    meaning: '`debug`, `info`, `warn`, `error` or `silent`',
  },
  {
    name: 'PORT',
    path: 'http.port',
    read: asNumber,
    default: '4000',
    meaning: 'port for HTTP; `0`: any free one',
  },
  {
    name: 'DATABASE_URL',
    path: 'database.url',
    secrecy: 'url',
    meaning: '`postgres://user:password@host/name`; empty: the embedded database in `DATA_DIR`',
  },
  {
    name: 'DATA_DIR',
    path: 'database.dataDir',
    default: './data',
    meaning: 'folder of the embedded database, documents included',
  },
  {
    name: 'LLM_BASE_URL',
    path: 'llm.baseUrl',
    secrecy: 'url',
    meaning: 'any OpenAI-compatible server, like `https://host/v1`; empty: the offline generator',
  },
  {
    name: 'LLM_API_KEY',
    path: 'llm.apiKey',
    secrecy: 'secret',
    meaning: 'the key for that server; empty: none is sent',
  },
  {
    name: 'LLM_MODEL',
    path: 'llm.model',
    meaning: 'the model there that is to write; not used yet: the offline author writes',
  },
  {
    name: 'LLM_EMBEDDING_MODEL',
    path: 'llm.embeddingModel',
    meaning: 'the model there that makes embeddings; empty: none',
  },
]
