export { HtmlExporter } from './html/html-exporter.js'
