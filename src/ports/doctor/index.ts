export * from './doctor-check.js'
