// A process of its own with an app on Redis. Each line of its input is a load to do, each line of its output what came
// of one: { loads, values } or { error }.
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { createApp } from '../../../dist/index.js'

const quiet = { debug() {}, info() {}, warn() {}, error() {} }
const app = await createApp({ redis: { url: process.argv[2] } }, { logger: quiet })
await app.ready
const tell = (message) => process.stdout.write(`${JSON.stringify(message)}\n`)
tell({ ready: true })

for await (const line of createInterface({ input: process.stdin })) {
  const { key, callers, loadMs, hardTimeout } = JSON.parse(line)
  let loads = 0
  const load = async () => {
    loads += 1
    if (loads === 1) tell({ loading: true })
    await delay(loadMs)
    return process.pid
  }
  try {
    const calls = Array.from({ length: callers }, () => app.cache.getOrSet(key, load, { hardTimeout }))
    const values = [...new Set(await Promise.all(calls))]
    tell({ loads, values })
  } catch (error) {
    tell({ error: String(error) })
  }
}
await app.close()
