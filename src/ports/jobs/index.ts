export * from './cron-schedule.js'
export * from './job-queue.js'
