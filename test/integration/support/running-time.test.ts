import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { describe, expect, it } from '@jest/globals'
import { runningTime, watching } from '../../support/running-time.js'

/** Processor time of this process, which others cannot take from it. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

describe('runningTime', () => {
  it('advances while a handler blocks the event loop', async () => {
    await watching()
    const start = runningTime()
    const used = cpuMs()
    // Until this process has really had a processor for that long.
    while (cpuMs() - used < 500);
    expect(runningTime() - start).toBeGreaterThan(100)
  })

  it('does not advance while the process is stopped', async () => {
    await watching()
    const [start, running] = [performance.now(), runningTime()]
    const command = `kill -STOP ${process.pid}; sleep 0.5; kill -CONT ${process.pid}`
    await new Promise((resolve) => spawn('sh', ['-c', command]).once('exit', resolve))
    const [wall, own] = [performance.now() - start, runningTime() - running]
    expect(wall).toBeGreaterThan(450)
    expect(wall - own).toBeGreaterThan(400)
  })

  it('does not advance while others have the processors', async () => {
    await watching()
    const spin = 'for (const end = Date.now() + 60000; Date.now() < end; );'
    const others = Array.from({ length: 4 * availableParallelism() }, () => spawn(process.execPath, ['-e', spin]))
    try {
      const [start, running, used] = [performance.now(), runningTime(), cpuMs()]
      while (cpuMs() - used < 500);
      const [wall, own] = [performance.now() - start, runningTime() - running]
      // Other systems than Linux do not tell how long a thread waited.
      if (existsSync(`/proc/${process.pid}/schedstat`)) expect(own).toBeLessThan(0.9 * wall)
      expect(own).toBeGreaterThan(100)
    } finally {
      for (const child of others) child.kill('SIGKILL')
    }
  })
})
