// What one session read with a throttled touch costs a request: nothing at all, ours, and express-session on
// connect-redis. Each variant is a process of its own; rounds are interleaved, so that what else the machine does falls
// on all; the figures are medians over the rounds, of the ratios too. `node benchmark.mjs [rounds] [requests]`
import { execFileSync, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from 'redis'
import { load } from './load.mjs'

const ROUNDS = Number(process.argv[2] ?? 15)
const REQUESTS = Number(process.argv[3] ?? 4000)
const CONNECTIONS = 32
const BAR = 0.67
const VARIANTS = ['none', 'ours', 'express-session']

if (!existsSync(new URL('../../../dist/adapters/express/index.js', import.meta.url))) {
  throw new Error('there is no dist/: run `npm run build` in the project first')
}
const folder = mkdtempSync(join(tmpdir(), 'sessions-benchmark-'))
const redisPort = await freePort()
const redisArguments = ['--port', redisPort, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]
const redis = spawn('redis-server', redisArguments.map(String), { stdio: 'ignore' })
const servers = []
try {
  const client = await createClient({ url: `redis://127.0.0.1:${redisPort}` })
    .on('error', () => {})
    .connect()
  for (const variant of VARIANTS) servers.push(await start(variant))
  const rounds = []
  for (let round = -1; round < ROUNDS; round++) {
    const figures = {}
    for (let turn = 0; turn < servers.length; turn++) {
      const server = servers[(turn + Math.max(0, round)) % servers.length]
      figures[server.variant] = await measure(server, client)
    }
    // The first warms everything up.
    if (round >= 0) rounds.push(figures)
  }
  report(rounds)
  client.destroy()
} finally {
  for (const { process } of servers) process.kill()
  redis.kill()
  await once(redis, 'exit')
  rmSync(folder, { recursive: true, force: true })
}

async function start(variant) {
  const child = fork(new URL('server.mjs', import.meta.url), [variant, String(redisPort)], {
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const [{ port }] = await once(child, 'message')
  const answer = await fetch(`http://127.0.0.1:${port}/sign-in`, { method: 'POST' })
  const [cookie] = answer.headers.getSetCookie()[0].split(';')
  return { variant, process: child, port, cookie }
}

async function measure({ process, port, cookie }, client) {
  const before = [await cpuOf(process), await redisUse(client)]
  const seconds = await load(port, cookie, REQUESTS, CONNECTIONS)
  const after = [await cpuOf(process), await redisUse(client)]
  return {
    perSecond: REQUESTS / seconds,
    cpu: (after[0] - before[0]) / REQUESTS,
    commands: (after[1].commands - before[1].commands) / REQUESTS,
    redisCpu: (after[1].cpu - before[1].cpu) / REQUESTS,
  }
}

/** CPU of a process in microseconds. */
async function cpuOf(child) {
  child.send('cpu')
  const [{ cpu }] = await once(child, 'message')
  return cpu.user + cpu.system
}

/** Commands that were sent, scripts counting as one, and CPU of Redis in microseconds. */
async function redisUse(client) {
  const info = await client.sendCommand(['INFO', 'everything'])
  const number = (name) => Number(new RegExp(`^${name}:(?:calls=)?([\\d.]+)`, 'm').exec(info)?.[1] ?? 0)
  const scripts = number('cmdstat_evalsha') + number('cmdstat_eval')
  const plain = ['get', 'set', 'expire'].reduce((sum, name) => sum + number(`cmdstat_${name}`), 0)
  return { commands: scripts + plain, cpu: (number('used_cpu_user') + number('used_cpu_sys')) * 1e6 }
}

function report(rounds) {
  const of = (variant, figure) => median(rounds.map((round) => round[variant][figure]))
  const added = (round, variant) => round[variant].cpu - round.none.cpu
  const processor = cpus()[0]?.model.trim()
  const version = execFileSync('redis-server', ['--version'], { encoding: 'utf8' }).split(' ')[2]
  console.log(`${rounds.length} rounds of ${REQUESTS} requests, ${CONNECTIONS} connections`)
  console.log(`Node ${process.version}, Redis ${version}, ${availableParallelism()} x ${processor}\n`)
  console.log('| | requests/s | CPU a request | added by sessions | commands sent to Redis | CPU of Redis |')
  console.log('|---|---|---|---|---|---|')
  for (const variant of VARIANTS) {
    const cells = [
      of(variant, 'perSecond').toFixed(0),
      `${of(variant, 'cpu').toFixed(1)} µs`,
      variant === 'none' ? '' : `${median(rounds.map((round) => added(round, variant))).toFixed(1)} µs`,
      of(variant, 'commands').toFixed(2),
      `${of(variant, 'redisCpu').toFixed(1)} µs`,
    ]
    console.log(`| ${variant} | ${cells.join(' | ')} |`)
  }
  const ratio = median(rounds.map((round) => added(round, 'ours') / added(round, 'express-session')))
  const speed = median(rounds.map((round) => round.ours.perSecond / round['express-session'].perSecond))
  console.log(`\nCPU that sessions add, ours to express-session: ${ratio.toFixed(2)} (bar: ${BAR})`)
  console.log(`requests a second, ours to express-session: ${speed.toFixed(2)}`)
  if (ratio > BAR) process.exitCode = 1
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}
