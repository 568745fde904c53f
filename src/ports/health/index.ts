export * from './event-loop-lag.js'
export * from './health-probe.js'
