export * from './curriculum-author.js'
