export * from './health-monitor.js'
export * from './lifecycle.js'
