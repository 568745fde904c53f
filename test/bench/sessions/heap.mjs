// What sessions in memory take of the heap, beside what they count for: many small parts need far more than the few
// characters they are written with. `node --expose-gc heap.mjs`, after `npm run build` in the project. Fails where the
// heap takes more than twice the bound.
import { LruSessionStore } from '../../../dist/adapters/memory/index.js'

const MAX_BYTES = 4_000_000
const BAR = 2
const LIFETIME = { idleMs: 3_600_000, absoluteMs: 3_600_000 }
const PARTS = { arrays: [], objects: {}, 'nested arrays': [[[[[[[[]]]]]]]], numbers: 0.5, texts: 'x' }
const clock = { now: () => Date.now(), monotonic: () => performance.now(), setTimer: () => ({ cancel() {} }) }

if (!globalThis.gc) throw new Error('run it with --expose-gc')
for (const [name, part] of Object.entries(PARTS)) {
  const before = heapUsed()
  const store = new LruSessionStore({ clock, limits: { maxBytes: MAX_BYTES } })
  const bag = Array.from({ length: Math.floor(3000 / (JSON.stringify(part).length + 1)) }, () => part)
  for (let session = 0; session < 1500; session++) {
    await store.create({ userId: 'u1', email: 'u1@example.org', role: 'viewer', bag }, LIFETIME)
  }
  const ratio = (heapUsed() - before) / MAX_BYTES
  const { sessions } = await store.stats()
  console.log(`${name.padEnd(14)} ${String(sessions).padStart(5)} sessions, heap ${ratio.toFixed(2)} times the bound`)
  if (ratio > BAR) process.exitCode = 1
  await store.close()
}

/** What lives on the heap, as V8 finds by collecting everything else. */
function heapUsed() {
  globalThis.gc()
  return process.memoryUsage().heapUsed
}
