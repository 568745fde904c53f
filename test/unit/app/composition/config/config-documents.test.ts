import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { SETTINGS } from '../../../../../src/app/composition/config/config-settings.js'
import { CONFIG_VARIABLES, readConfig, resolveConfig } from '../../../../../src/app/composition/config/index.js'

const textOf = (path: string) => readFileSync(new URL(`../../../../../${path}`, import.meta.url), 'utf8')
const example = textOf('.env.example').split('\n')
const guide = textOf('docs/reference/configuration.md').split('\n')

describe('the table of variables', () => {
  it.each(CONFIG_VARIABLES)('.env.example has $name with its default and meaning', (variable) => {
    const line = example.indexOf(`# ${variable.name}=${variable.default}`)
    expect(line).toBeGreaterThan(0)
    expect(example[line - 1]).toBe(`# ${variable.meaning.replaceAll('`', '')}`)
  })

  it.each(CONFIG_VARIABLES)('docs/reference/configuration.md has $name with its default and meaning', (variable) => {
    const shown = variable.default === '' ? 'empty' : `\`${variable.default}\``
    expect(guide).toContain(`| \`${variable.name}\` | ${shown} | ${variable.meaning} |`)
  })

  it('has exactly the variables of the two documents', () => {
    const names = CONFIG_VARIABLES.map(({ name }) => name)
    expect(example.flatMap((line) => /^# ([A-Z_]+)=/.exec(line)?.[1] ?? [])).toEqual(names)
    expect(guide.flatMap((line) => /^\| `([A-Z_]+)` \| (?:empty|`[^`]*`) \| [^|]* \|$/.exec(line)?.[1] ?? [])).toEqual(
      names,
    )
  })

  it('has the established names', () => {
    expect(CONFIG_VARIABLES.map(({ name }) => name)).toEqual(
      `REDIS_URL REDIS_CACHE_URL CACHE_MODE REDIS_TLS REDIS_TLS_VERIFY REDIS_TLS_CA REDIS_TLS_FINGERPRINT
       REDIS_KEY_PREFIX REDIS_MAX_RETRIES REDIS_RETRY_DELAY REDIS_REQUIRED REDIS_FALLBACK WORKERS WORKERS_DRAIN SESSION_PEPPER
       ADMIN_EMAIL ADMIN_PASSWORD PUBLIC_URL
       TRUST_PROXY
       NODE_ENV LOG_LEVEL PORT HOST WORKER_PORT DATABASE_URL DATA_DIR
       LLM_BASE_URL LLM_API_KEY LLM_MODEL LLM_EMBEDDING_MODEL`.split(/\s+/),
    )
  })

  it.each(CONFIG_VARIABLES)('$name sets an existing setting', ({ path, expected }) => {
    expect(SETTINGS.has(path)).toBe(true)
    expect(expected).not.toBe('')
  })

  it.each(CONFIG_VARIABLES.filter((variable) => variable.default !== ''))(
    '$name=$default is what counts without it',
    (variable) => {
      expect(resolveConfig(readConfig({ [variable.name]: variable.default }))).toEqual(resolveConfig({}))
    },
  )

  it('.env.example without # gives the defaults', () => {
    const env = Object.fromEntries(
      example.flatMap((line) => {
        const [, name, value] = /^# ([A-Z_]+)=(.*)$/.exec(line) ?? []
        return name === undefined ? [] : [[name, value]]
      }),
    )
    expect(Object.keys(env)).toHaveLength(CONFIG_VARIABLES.length)
    expect(resolveConfig(readConfig(env))).toEqual(resolveConfig({}))
  })

  it('throws the error that the guide shows', () => {
    const env = { PORT: 'http', REDIS_URL: 'rediss://:secret@cache.example.com', REDIS_TLS: 'false' }
    const shown = /```\n(\d+ problems[\s\S]*?)\n```/.exec(guide.join('\n'))?.[1]
    expect(() => readConfig(env)).toThrow(expect.objectContaining({ message: shown }))
  })
})
