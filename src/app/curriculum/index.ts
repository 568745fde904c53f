export * from './generate-curriculum.js'
