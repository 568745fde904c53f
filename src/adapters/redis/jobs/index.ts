export * from './bull-job-queue.js'
export * from './bull-job-queue-options.js'
