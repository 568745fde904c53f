export * from './docx/docx-exporter.js'
