import { describe, expect, it } from '@jest/globals'
import { Lifecycle } from '../../../../src/app/health/index.js'

describe('Lifecycle', () => {
  it('starts, is ready, drains', () => {
    const lifecycle = new Lifecycle()
    expect(lifecycle.phase).toBe('starting')
    lifecycle.markReady()
    expect(lifecycle.phase).toBe('ready')
    lifecycle.startDraining()
    expect(lifecycle.phase).toBe('draining')
  })

  it('never goes back from draining', () => {
    const lifecycle = new Lifecycle()
    lifecycle.startDraining()
    lifecycle.markReady()
    expect(lifecycle.phase).toBe('draining')
  })
})
