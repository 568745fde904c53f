import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from '@jest/globals'
import { type AppConfig, AppError, createApp } from '../../src/index.js'
import { freePort } from '../support/free-port.js'
import { patient } from '../support/patient-config.js'
import { RecordingLogger } from '../support/recording-logger.js'
import { RedisServer } from '../support/redis-server.js'

type Message = { readonly [field: string]: unknown }

const closing: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** What the document says each message holds, by channel. */
const documented = new Map(
  readFileSync('docs/reference/events.md', 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const fields = [...section.matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)]
      return [/^`(.+)`/.exec(section)?.[1] ?? '', new Map(fields.map(([, name = '', holds = '']) => [name, holds]))]
    }),
)

async function open(config: AppConfig) {
  const app = await createApp(config, { logger: new RecordingLogger() })
  closing.push(() => app.close())
  return app
}

function listen(channel: string): Message[] {
  const messages: Message[] = []
  const onMessage = (message: unknown): void => void messages.push(message as Message)
  subscribe(channel, onMessage)
  closing.push(() => void unsubscribe(channel, onMessage))
  return messages
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'list'
  if (value instanceof AppError) return 'AppError'
  return typeof value === 'string' ? 'text' : typeof value
}

/** Something that makes each channel tell something. */
const OCCASIONS: { readonly [channel: string]: () => Promise<void> } = {
  'curriculum-generator:cache:error': async () => {
    const { cache } = await open({ redis: { url: `redis://127.0.0.1:${await freePort()}` } })
    await cache.get('k')
    await expect(cache.set('k', 1)).rejects.toThrow()
  },
  'curriculum-generator:cache:oversized': async () => {
    const { cache } = await open({ cache: { maxEntryBytes: 10 } })
    await expect(cache.set('k', 'x'.repeat(20))).rejects.toThrow()
  },
  'curriculum-generator:cache:eviction': async () => {
    const { cache } = await open({ cache: { maxEntries: 1 } })
    await cache.mset(['a', 'b'].map((key) => ({ key, value: 1 })))
  },
  'curriculum-generator:cache:corrupt-entry': async () => {
    const server = await RedisServer.start()
    closing.push(() => server.stop())
    const { cache, ready } = await open(patient({ redis: { url: server.url } }))
    await ready
    await cache.set('k', 1)
    const [name = ''] = JSON.parse(await server.cli('KEYS', '*:k')) as string[]
    await server.cli('SET', name, 'of another client')
    expect(await cache.get('k')).toBeUndefined()
  },
  'curriculum-generator:cache:load-error': async () => {
    const { cache } = await open({})
    await expect(cache.getOrSet('k', () => Promise.reject(new Error('no source')))).rejects.toThrow()
  },
  'curriculum-generator:sessions:eviction': async () => {
    const { sessions } = await open({ sessions: { maxSessions: 1 } })
    for (const userId of ['a', 'b']) await sessions.createSession(undefined, { userId, email: 'e', role: 'viewer' })
  },
  'curriculum-generator:redis:state': async () => {
    const { ready } = await open({ redis: { url: `redis://127.0.0.1:${await freePort()}`, maxRetries: 1 } })
    await expect(ready).rejects.toThrow()
  },
}

describe('docs/reference/events.md', () => {
  it('lists exactly the channels of the source', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
    const source = files.map((path) => readFileSync(`src/${path}`, 'utf8')).join('\n')
    const channels = new Set(source.match(/curriculum-generator:(?:cache|redis|sessions|jobs):[a-z-]+/g))
    expect([...documented.keys()].sort()).toEqual([...channels].sort())
    expect(Object.keys(OCCASIONS).sort()).toEqual([...channels].sort())
  })

  it.each(Object.keys(OCCASIONS))('lists the fields of %s', async (channel) => {
    const messages = listen(channel)
    await OCCASIONS[channel]?.()
    expect(messages.length).toBeGreaterThan(0)
    for (const message of messages) {
      const fields = [...(documented.get(channel) ?? [])]
      const free = new Set(fields.filter(([, holds]) => holds === 'any').map(([name]) => name))
      const published = Object.entries(message).map(
        ([name, value]) => `${name}: ${free.has(name) ? 'any' : kindOf(value)}`,
      )
      const expected = fields.filter(([name, holds]) => !holds.endsWith(', optional') || name in message)
      expect(published.sort()).toEqual(
        expected.map(([name, holds]) => `${name}: ${holds.replace(', optional', '')}`).sort(),
      )
    }
  })
})
