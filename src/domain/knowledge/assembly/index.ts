export * from './assemble-document.js'
