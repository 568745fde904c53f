export * from './generate-curriculum.js'
export * from './propose-outline.js'
