import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'

const server = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '--port', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
let printed = ''
const origin = await new Promise((resolve, reject) => {
  server.once('exit', () => reject(new Error(`next start ended: ${printed}`)))
  server.stdout.on('data', (chunk) => {
    printed += chunk
    const [found] = /http:\/\/localhost:\d+/.exec(printed) ?? []
    if (found) resolve(found)
  })
})
const answer = await fetch(`${origin}/api/curriculum`)
assert.deepEqual([answer.status, (await answer.json()).code], [422, 'invalid-program'])
server.removeAllListeners('exit')
server.kill()
