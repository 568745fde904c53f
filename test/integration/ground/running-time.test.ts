import { spawn } from 'node:child_process'
import { describe, expect, it } from '@jest/globals'
import { runningTime, watching } from '../../support/running-time.js'

describe('the time in which the process runs', () => {
  it('goes on with the clock, and while a handler blocks the event loop', async () => {
    await watching()
    const [begun, running] = [performance.now(), runningTime()]
    while (performance.now() - begun < 200);
    expect(runningTime() - running).toBeGreaterThan(150)
  })

  it('stands still with the process', async () => {
    await watching()
    const [begun, running] = [performance.now(), runningTime()]
    const command = `kill -STOP ${process.pid}; sleep 0.5; kill -CONT ${process.pid}`
    const ended = new Promise((resolve) => spawn('sh', ['-c', command]).once('exit', resolve))
    await ended
    const [wall, own] = [performance.now() - begun, runningTime() - running]
    expect(wall).toBeGreaterThan(450)
    expect(wall - own).toBeGreaterThan(400)
  })
})
