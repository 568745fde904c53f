export * from './round-trips.js'
export * from './run-doctor.js'
