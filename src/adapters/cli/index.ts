export * from './banner.js'
export * from './doctor-report.js'
export * from './failure-lines.js'
export * from './program.js'
