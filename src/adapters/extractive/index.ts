export * from './extractive-author.js'
