import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { CONFIG_VARIABLES, readConfig } from '../../../../../src/app/composition/config/index.js'
import { AppError } from '../../../../../src/domain/platform/index.js'
import { anyCodePoint } from '../../../../support/any-code-point.js'
import { makeCertificates } from '../../../../support/leaf-certificates.js'

type Env = { readonly [name: string]: string | undefined }

const CA = makeCertificates().authority.certificate

function errorOf(env: Env): AppError {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('accepted')
}

/** The problems of an environment, as `variable: found`. */
function problemsOf(env: Env): readonly { setting: string; found: string; expected: string }[] {
  return errorOf(env).details.problems as unknown as { setting: string; found: string; expected: string }[]
}

describe('readConfig', () => {
  it('returns an empty configuration for an empty environment', () => {
    expect(readConfig({})).toEqual({})
    expect(readConfig({ PATH: '/bin', HOME: undefined })).toEqual({})
  })

  it('ignores empty and blank values', () => {
    const blank = Object.fromEntries(CONFIG_VARIABLES.map(({ name }, index) => [name, index % 2 ? '' : ' \t\n']))
    expect(readConfig(blank)).toEqual({})
  })

  it('reads every variable', () => {
    const env = {
      REDIS_URL: ' rediss://:pass@redis.example.com:6380/1 ',
      REDIS_CACHE_URL: 'rediss://cache.example.com',
      CACHE_MODE: 'redis',
      REDIS_TLS: 'TRUE',
      REDIS_TLS_VERIFY: 'strict',
      REDIS_TLS_CA: CA,
      REDIS_TLS_FINGERPRINT: 'ab'.repeat(32),
      REDIS_KEY_PREFIX: 'shop:',
      REDIS_MAX_RETRIES: '5',
      REDIS_RETRY_DELAY: '250',
      REDIS_REQUIRED: 'yes',
      REDIS_FALLBACK: 'off',
      WORKERS: 'on',
      WORKERS_DRAIN: '25000',
      SESSION_PEPPER: 'new, old',
      ADMIN_EMAIL: 'Admin@example.org',
      ADMIN_PASSWORD: 'correct horse',
      PUBLIC_URL: 'https://example.com/app',
      TRUST_PROXY: '2',
      NODE_ENV: 'production',
      LOG_LEVEL: 'debug',
      PORT: '0',
      HOST: '::1',
      WORKER_PORT: '4001',
      DATABASE_URL: 'postgres://u:p@db/name',
      DATA_DIR: '/var/data',
      LLM_BASE_URL: 'http://localhost:8080/v1',
      LLM_API_KEY: 'sk-1',
      LLM_MODEL: 'writer',
      LLM_EMBEDDING_MODEL: 'embedder',
    }
    expect(Object.keys(env)).toEqual(CONFIG_VARIABLES.map(({ name }) => name))
    expect(readConfig(env)).toEqual({
      redis: {
        url: 'rediss://:pass@redis.example.com:6380/1',
        cacheUrl: 'rediss://cache.example.com',
        tls: true,
        tlsVerify: 'strict',
        tlsCa: CA.trim(),
        tlsFingerprint: 'ab'.repeat(32),
        keyPrefix: 'shop:',
        maxRetries: 5,
        retryDelayMs: 250,
        required: true,
        fallback: 'off',
      },
      cache: { mode: 'redis' },
      jobs: { workers: 'on', drainMs: 25_000 },
      sessions: { pepper: ['new', 'old'] },
      accounts: { adminEmail: 'Admin@example.org', adminPassword: 'correct horse' },
      http: { publicUrl: 'https://example.com/app', trustProxy: 2, port: 0, host: '::1', workerPort: 4001 },
      environment: 'production',
      log: { level: 'debug' },
      database: { url: 'postgres://u:p@db/name', dataDir: '/var/data' },
      llm: { baseUrl: 'http://localhost:8080/v1', apiKey: 'sk-1', model: 'writer', embeddingModel: 'embedder' },
    })
  })

  it.each([
    ...['true', 'True', '1', 'yes', 'on'].map((word) => [word, true] as const),
    ...['false', 'FALSE', '0', 'no', 'off'].map((word) => [word, false] as const),
  ])('takes %s for %s', (word, value) => {
    expect(readConfig({ REDIS_URL: 'redis://h', REDIS_TLS: word }).redis?.tls).toBe(value)
  })

  it.each([
    ['REDIS_URL', 'redis//host', '***'],
    ['REDIS_URL', 'localhost:6379', '"localhost:6379"'],
    ['REDIS_URL', 'redis://:s3cret@host:0', '"redis://:***@host:0"'],
    ['REDIS_CACHE_URL', 'redis://:s3cret@', '"redis://:***@"'],
    ['CACHE_MODE', 'memory', '"memory"'],
    ['REDIS_TLS', 'maybe', '"maybe"'],
    ['REDIS_TLS_VERIFY', 'none', '"none"'],
    ['REDIS_TLS_CA', '/no/such/file.pem', '***'],
    ['REDIS_MAX_RETRIES', '0', '0'],
    ['REDIS_MAX_RETRIES', '2.5', '2.5'],
    ['REDIS_MAX_RETRIES', '3x', '"3x"'],
    ['REDIS_RETRY_DELAY', '-1', '-1'],
    ['REDIS_RETRY_DELAY', '5001', '5001'],
    ['REDIS_RETRY_DELAY', '1e3', '"1e3"'],
    ['REDIS_REQUIRED', '2', '"2"'],
    ['REDIS_FALLBACK', 'Memory', '"Memory"'],
    ['WORKERS', '4', '"4"'],
    ['WORKERS_DRAIN', '30s', '"30s"'],
    ['WORKERS_DRAIN', '3600001', '3600001'],
    ['SESSION_PEPPER', 's3cret,,x', '***'],
    ['ADMIN_EMAIL', 'admin', '"admin"'],
    ['ADMIN_PASSWORD', 's3cret', '***'],
    ['HOST', '127.0.0.1:4000', '"127.0.0.1:4000"'],
    ['HOST', '[::1]', '"[::1]"'],
    ['HOST', 'http://localhost', '"http://localhost"'],
    ['HOST', '256.0.0.1', '"256.0.0.1"'],
    ['HOST', '1.2.3', '"1.2.3"'],
    ['HOST', 'a b', '"a b"'],
    ['HOST', '*', '"*"'],
    ['WORKER_PORT', '65536', '65536'],
    ['PUBLIC_URL', 'example.com', '"example.com"'],
    ['PUBLIC_URL', 'ftp://example.com', '"ftp://example.com"'],
    ['PUBLIC_URL', 'https://u:s3cret@example.com', '"https://u:***@example.com"'],
    ['PUBLIC_URL', 'https://example.com/?s3cret', '"https://example.com/?***"'],
    ['TRUST_PROXY', 'true', '"true"'],
    ['TRUST_PROXY', '-1', '-1'],
    ['NODE_ENV', 'prod', '"prod"'],
    ['LOG_LEVEL', 'verbose', '"verbose"'],
    ['PORT', '65536', '65536'],
    ['PORT', 'http', '"http"'],
    ['PORT', '40\n00', '"40\\n00"'],
    ['DATABASE_URL', 'mysql://u:s3cret@host/db', '"mysql://u:***@host/db"'],
    ['DATABASE_URL', 'host', '"***"'],
    ['LLM_BASE_URL', 'https://s3cret@host/v1', '"https://***@host/v1"'],
    ['LLM_API_KEY', 's3cret key', '***'],
  ])('refuses %s=%j and shows %s', (name, value, found) => {
    const alone = name.startsWith('LLM')
      ? { LLM_BASE_URL: 'http://host', LLM_MODEL: 'm' }
      : name.startsWith('ADMIN')
        ? { ADMIN_EMAIL: 'a@example.org', ADMIN_PASSWORD: '0123456789' }
        : {}
    const [problem, ...others] = problemsOf({ ...alone, [name]: value })
    expect(others).toEqual([])
    expect(problem).toMatchObject({
      setting: name,
      found: found === '***' ? expect.stringMatching(/^"?\*\*\*"?$/) : found,
    })
    expect(errorOf({ ...alone, [name]: value }).message).not.toContain('s3cret')
  })

  it.each([
    [{ REDIS_REQUIRED: 'true' }, ['REDIS_REQUIRED']],
    [{ REDIS_URL: 'rediss://host', REDIS_TLS: 'false' }, ['REDIS_TLS']],
    [{ REDIS_URL: 'redis://host', REDIS_CACHE_URL: 'rediss://cache', REDIS_TLS: 'false' }, ['REDIS_TLS']],
    [{ REDIS_URL: 'rediss://host', REDIS_TLS_FINGERPRINT: 'abc' }, ['REDIS_TLS_FINGERPRINT']],
    [
      { REDIS_URL: 'rediss://a', REDIS_CACHE_URL: 'rediss://b', REDIS_TLS_FINGERPRINT: 'abc' },
      ['REDIS_TLS_FINGERPRINT'],
    ],
    [{ REDIS_URL: 'rediss://host', REDIS_TLS_CA: '-----BEGIN CERTIFICATE-----' }, ['REDIS_TLS_CA']],
    [{ LLM_API_KEY: 'sk-1' }, ['LLM_API_KEY']],
    [{ LLM_MODEL: 'm', LLM_EMBEDDING_MODEL: 'e' }, ['LLM_MODEL', 'LLM_EMBEDDING_MODEL']],
    [{ LLM_BASE_URL: 'http://host', LLM_API_KEY: 'sk-1' }, ['LLM_BASE_URL']],
    [{ ADMIN_EMAIL: 'a@example.org' }, ['ADMIN_PASSWORD']],
    [{ ADMIN_PASSWORD: 'sk-1-sk-1-sk-1' }, ['ADMIN_EMAIL']],
    [{ ADMIN_EMAIL: 'sk-1@example.org', ADMIN_PASSWORD: 'SK-1@example.org' }, ['ADMIN_PASSWORD']],
    // What is broken counts as given: one problem, not two.
    [{ REDIS_URL: 'x', REDIS_REQUIRED: 'true' }, ['REDIS_URL']],
    [{ LLM_BASE_URL: 'x', LLM_API_KEY: 'sk-1', LLM_MODEL: 'm' }, ['LLM_BASE_URL']],
  ])('sees that variables contradict each other: %j', (env, names) => {
    expect(problemsOf(env as Env).map(({ setting }) => setting)).toEqual(names)
    expect(errorOf(env as Env).message).not.toContain('sk-1')
  })

  it('reports all problems in one error, one line each', () => {
    const error = errorOf({
      PORT: 'http',
      LOG_LEVEL: 'loud',
      REDIS_URL: 'rediss://:s3cret@host:99999?x',
      REDIS_CACHE_URL: 'rediss://:s3cret@cache.example',
      REDIS_TLS: 'false',
      REDIS_TLS_CA: '/no/such/file.pem',
      SESSION_PEPPER: ',s3cret',
      LLM_API_KEY: 's3cret',
      DATABASE_URL: 'mysql://u:s3cret@h/d',
    })
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', hint: expect.any(String) })
    const [title, ...lines] = error.message.split('\n')
    expect(title).toBe('9 problems in the configuration:')
    const names = [
      'DATABASE_URL',
      'LLM_API_KEY',
      'LOG_LEVEL',
      'PORT',
      'REDIS_TLS',
      'REDIS_TLS_CA',
      'REDIS_URL',
      'REDIS_URL',
    ]
    expect(lines.map((line) => / {2}([A-Z_]+) is .+; expected: .+/.exec(line)?.[1]).sort()).toEqual([
      ...names,
      'SESSION_PEPPER',
    ])
    expect(error.message).toContain('PORT is "http"; expected: a whole number from 0 to 65535')
    expect(`${error.message}${error.hint}${JSON.stringify(error.details)}${error.stack}`).not.toContain('s3cret')
    expect(error.details.problems).toHaveLength(9)
  })

  it('never shows the password of an invalid URL', () => {
    const secret = fc.string({ unit: anyCodePoint, maxLength: 12 }).map((part) => `QQQ${part}QQQ`)
    const encoded = fc.string({ unit: 'grapheme' }).map((part) => encodeURIComponent(`QQQ${part}QQQ`))
    const name = fc.constantFrom('REDIS_URL', 'REDIS_CACHE_URL', 'DATABASE_URL', 'PUBLIC_URL', 'LLM_BASE_URL')
    const scheme = fc.constantFrom('redis', 'rediss', 'http', 'postgres', 'ftp', 'x y')
    const tail = fc.constantFrom('host:0', 'a..b', '', 'host/x', 'host?y', 'host:1/2', 'h@/')
    fc.assert(
      fc.property(name, scheme, fc.oneof(secret, encoded), tail, (variable, protocol, password, rest) => {
        const env = { [variable]: `${protocol}://user:${password}@${rest}`, REDIS_TLS: 'false', PORT: 'x' }
        const error = errorOf(env)
        expect(`${error.message}${JSON.stringify(error.details)}`).not.toContain('QQQ')
      }),
      { numRuns: 300 },
    )
  })

  describe('REDIS_TLS_CA', () => {
    const redis = { REDIS_URL: 'rediss://host.example' }
    const noFile = () => {
      throw new Error('no file may be read')
    }

    it('accepts PEM text, also on one line', () => {
      for (const pem of [CA, CA.replaceAll('\n', '\\n'), CA.replaceAll('\n', '\\r\\n')]) {
        expect(readConfig({ ...redis, REDIS_TLS_CA: pem }, noFile).redis?.tlsCa?.trim()).toBe(CA.trim())
      }
    })

    it('accepts the path of a file', () => {
      const read = (path: string) => (path === '/etc/ca.pem' ? CA : noFile())
      expect(readConfig({ ...redis, REDIS_TLS_CA: '/etc/ca.pem' }, read).redis?.tlsCa).toBe(CA)
    })

    it('reports why the file cannot be read, without a value that may be a key', () => {
      const [problem] = problemsOf({ ...redis, REDIS_TLS_CA: 'MIIs3cret' })
      expect(problem).toMatchObject({ setting: 'REDIS_TLS_CA', expected: expect.stringContaining('(ENOENT)') })
      expect(JSON.stringify(problem)).not.toContain('s3cret')
    })
  })

  describe('warnings', () => {
    it.each([
      [{ REDIS_ULR: 'redis://h' }, ['REDIS_ULR is set, but this service does not read it; did you mean REDIS_URL?']],
      [
        { REDIS_RETRIES: '3' },
        ['REDIS_RETRIES is set, but this service does not read it; did you mean REDIS_MAX_RETRIES?'],
      ],
      [{ CACHE_MOD: 'x' }, ['CACHE_MOD is set, but this service does not read it; did you mean CACHE_MODE?']],
      [
        { SESSION_PEPER: 'x' },
        ['SESSION_PEPER is set, but this service does not read it; did you mean SESSION_PEPPER?'],
      ],
      [{ LLM_APIKEY: 'x' }, ['LLM_APIKEY is set, but this service does not read it; did you mean LLM_API_KEY?']],
      [{ CACHE_SOMETHING_ELSE: 'x' }, ['CACHE_SOMETHING_ELSE is set, but this service does not read it']],
      [{ REDIS_ULR: '', LLM_X: ' ', PORTS: '1', MY_REDIS_URL: 'x', DATABASE_UR: '' }, undefined],
      [{ DATABASE_URI: 'x', DATABASE_URL: 'postgres://h/d' }, undefined],
      [{ REDIS_TLS: 'true' }, ['REDIS_TLS has no effect: REDIS_URL is not set']],
      [{ REDIS_TLS: 'true', REDIS_CACHE_URL: 'redis://h' }, undefined],
      [{ REDIS_TLS: ' ', REDIS_TLS_VERIFY: 'off' }, ['REDIS_TLS_VERIFY has no effect: REDIS_URL is not set']],
      [{ REDIS_TLS_VERIFY: 'auto' }, undefined],
    ])('of %j', (env, warnings) => {
      expect(readConfig(env as Env).warnings).toEqual(warnings)
    })

    it.each([
      ...[...misspelled('DATABASE_UR DATABASE_URI DATABSE_URL database_url DATABASEURL', 'DATABASE_URL')],
      ...[...misspelled('WORKER WROKERS', 'WORKERS'), ...misspelled('WORKER_DRAIN WORKERS_DRIAN', 'WORKERS_DRAIN')],
      ...[...misspelled('LOG_LEVL LOGLEVEL LOG_LEVELS', 'LOG_LEVEL'), ...misspelled('PORTT POTR PRT port', 'PORT')],
      ...[...misspelled('DATADIR DATA_DIRS', 'DATA_DIR'), ...misspelled('NODE_EVN NODEENV', 'NODE_ENV')],
      ...[...misspelled('PUBLIC_ULR PUBLIC_URI', 'PUBLIC_URL'), ...misspelled('TRUSTPROXY TRUST_PROX', 'TRUST_PROXY')],
      ...misspelled('REDISURL', 'REDIS_URL'),
    ])('name %s as a misspelled %s', (name, meant) => {
      expect(readConfig({ [name]: 'x' }).warnings).toEqual([
        `${name} is set, but this service does not read it; did you mean ${meant}?`,
      ])
    })

    it('do not mention the variables of ordinary environments', () => {
      const env = Object.fromEntries(ORDINARY.split(/\s+/).map((name) => [name, 'x']))
      const links = { REDIS_PORT: 'tcp://10.0.0.1:6379', CACHE_PORT_53_UDP: 'udp://10.0.0.2:53' }
      expect(readConfig({ ...env, ...links }).warnings).toBeUndefined()
    })

    it('contain no values', () => {
      expect(JSON.stringify(readConfig({ REDIS_PASSWORD: 's3cret', LLM_APIKEY: 's3cret' }).warnings)).not.toContain(
        's3cret',
      )
    })
  })
})

function misspelled(names: string, meant: string): readonly (readonly [name: string, meant: string])[] {
  return names.split(' ').map((name) => [name, meant] as const)
}

/** Names that shells, systems, runtimes, hosts and continuous integration set. */
const ORDINARY = `
  PATH HOME USER LOGNAME SHELL SHLVL PWD OLDPWD LANG LC_ALL LANGUAGE TERM TERM_PROGRAM TMPDIR TEMP TMP EDITOR PAGER VISUAL MAIL
  DISPLAY SSH_AUTH_SOCK SSH_CONNECTION SSH_TTY XDG_DATA_DIRS XDG_DATA_HOME XDG_RUNTIME_DIR XDG_SESSION_ID XDG_CACHE_HOME TZ PS1 _
  HOSTNAME HOST HOSTTYPE OSTYPE MACHTYPE COLORTERM FORCE_COLOR NO_COLOR COLUMNS LINES GPG_TTY DBUS_SESSION_BUS_ADDRESS UID
  APPDATA LOCALAPPDATA PROGRAMDATA ProgramFiles Path PATHEXT COMSPEC OS SystemRoot USERNAME USERPROFILE WINDIR PSModulePath
  NODE_OPTIONS NODE_PATH NODE_VERSION NODE_EXTRA_CA_CERTS NODE_DEBUG NODE_HOME NODENV_ROOT NVM_DIR NVM_BIN NPM_TOKEN YARN_VERSION
  npm_config_cache npm_config_registry npm_execpath npm_lifecycle_event npm_package_name npm_package_version INIT_CWD COLOR DEBUG
  CI GITHUB_ACTIONS GITHUB_ENV GITHUB_PATH RUNNER_OS RUNNER_TEMP GITLAB_CI BUILD_ID BUILD_NUMBER JOB_NAME WORKSPACE JENKINS_URL
  RENDER RENDER_EXTERNAL_URL RENDER_SERVICE_ID IS_PULL_REQUEST DYNO WEB_CONCURRENCY WEB_MEMORY MEMORY_AVAILABLE HEROKU_APP_NAME
  VERCEL VERCEL_ENV VERCEL_URL FLY_APP_NAME RAILWAY_ENVIRONMENT K_SERVICE K_REVISION GAE_ENV AWS_REGION AWS_ACCESS_KEY_ID
  KUBERNETES_PORT KUBERNETES_SERVICE_HOST KUBERNETES_SERVICE_PORT REDIS_SERVICE_HOST REDIS_SERVICE_PORT REDIS_SERVICE_PORT_REDIS
  REDIS_PORT_6379_TCP REDIS_PORT_6379_TCP_ADDR REDIS_PORT_6379_TCP_PORT REDIS_PORT_6379_TCP_PROTO CACHE_SERVICE_HOST REDIS_NAME
  PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE POSTGRES_USER POSTGRES_PASSWORD POSTGRES_DB DATABASE_USER DATABASE_HOST DATABASE_SSL
  DATABASE_NAME DATABASE_KEY DB_URL MYSQL_DATADIR SENTRY_DSN HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy no_proxy API_URL BASE_URL
  PUBLIC_DIR PUBLIC_KEY PUBLIC_IP LOG_FILE LOG_DIR LOG_FORMAT LOG_LABEL DATE_FMT SORT POST PART PORTS VIRTUAL_ENV JAVA_HOME GOPATH
  PYTHONPATH CARGO_HOME RUSTUP_HOME LD_LIBRARY_PATH MANPATH INFOPATH LESS LS_COLORS WORKDIR WORKER_ID WORKING_DIR TRUSTED_HOSTS
`.trim()
