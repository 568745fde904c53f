export * from './health-monitor.js'
export * from './lifecycle.js'
export * from './store-probe.js'
