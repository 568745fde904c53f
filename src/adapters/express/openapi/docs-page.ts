import type { oas31 } from 'zod-openapi'
import { html, type Markup } from '../../shared/html.js'
import type { Links } from '../routes/links.js'
import type { OpenApiDocument } from './build-document.js'

type Schema = oas31.SchemaObject | oas31.ReferenceObject

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

/** The page of a document. It needs no script. */
export function docsPage(document: OpenApiDocument, links: Links): Markup {
  const { info, tags = [], paths = {}, components } = document
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method]
      return operation === undefined ? [] : [{ method, path, operation }]
    }),
  )
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title}: HTTP API</title>
<link rel="stylesheet" href="${links.to('/docs.css')}">
</head>
<body>
<header>
<h1>${info.title}: HTTP API</h1>
<p>Version ${info.version}. ${info.description}</p>
<p><a href="${links.to('/openapi.json')}">OpenAPI document</a> · base address: <code>${links.base}</code></p>
</header>
<nav aria-label="Routes">
<ul>${tags.map(({ name }) => html`<li><a href="#tag-${name}">${name}</a></li>`)}<li><a href="#schemas">schemas</a></li></ul>
</nav>
<main>
${tags.map(
  ({ name }) => html`<section aria-labelledby="tag-${name}">
<h2 id="tag-${name}">${name}</h2>
${operations.filter(({ operation }) => operation.tags?.includes(name)).map(operationMarkup)}
</section>
`,
)}
<section aria-labelledby="schemas">
<h2 id="schemas">schemas</h2>
${Object.entries(components?.schemas ?? {}).map(
  ([name, schema]) => html`<details id="schema-${name}"><summary>${name}</summary>
<p>${schema.description}</p>
<pre>${JSON.stringify(schema, null, 2)}</pre></details>
`,
)}
</section>
</main>
</body>
</html>
`
}

interface Operation {
  readonly method: string
  readonly path: string
  readonly operation: oas31.OperationObject
}

function operationMarkup({ method, path, operation }: Operation): Markup {
  const { operationId, summary, description, parameters = [], requestBody, responses = {} } = operation
  const role: unknown = Reflect.get(operation, 'x-role')
  const body =
    requestBody !== undefined && 'content' in requestBody ? requestBody.content['application/json']?.schema : undefined
  return html`<article aria-labelledby="${operationId}">
<h3 id="${operationId}"><code>${method.toUpperCase()} ${path}</code></h3>
<p>${summary}. Role: ${String(role)}.</p>
<p>${description}</p>
${
  parameters.length > 0 &&
  html`<table><caption>Parameters</caption>
<thead><tr><th scope="col">name</th><th scope="col">in</th><th scope="col">value</th></tr></thead>
<tbody>${parameters.map(parameterRow)}</tbody></table>`
}
${body !== undefined && html`<p>Body: ${schemaMarkup(body)}</p>`}
<table><caption>Answers</caption>
<thead><tr><th scope="col">status</th><th scope="col">meaning</th><th scope="col">content</th></tr></thead>
<tbody>${Object.entries(responses).map(([status, response]) => responseRow(status, response))}</tbody></table>
</article>
`
}

function parameterRow(parameter: oas31.ParameterObject | oas31.ReferenceObject): Markup | false {
  if (!('name' in parameter)) return false
  const { name, in: place, description, required, schema } = parameter
  const text = description ?? (schema !== undefined && 'description' in schema ? schema.description : undefined)
  return html`<tr><td><code>${name}</code>${!required && ' (optional)'}</td><td>${place}</td><td>${schema && schemaMarkup(schema)} ${text}</td></tr>`
}

function responseRow(status: string, response: oas31.ResponseObject | oas31.ReferenceObject): Markup | false {
  if (!('description' in response) || response.description === undefined) return false
  const content = 'content' in response ? Object.entries(response.content ?? {}) : []
  return html`<tr><td>${status}</td><td>${response.description}</td><td>${content.map(
    ([type, { schema }]) => html`<code>${type}</code> ${schema && schemaMarkup(schema)}`,
  )}</td></tr>`
}

/** A link to a named schema, or its type with its limits. */
function schemaMarkup(schema: Schema): Markup {
  if ('$ref' in schema && schema.$ref !== undefined) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)
    return html`<a href="#schema-${name}">${name}</a>`
  }
  const { type, enum: values, minimum, maximum, minLength, maxLength } = schema as oas31.SchemaObject
  if (values !== undefined) return html`one of ${values.map(String).join(', ')}`
  const limits = [
    [minimum, 'at least '],
    [maximum, 'at most '],
    [minLength, 'length at least '],
    [maxLength, 'length at most '],
  ].flatMap(([limit, words]) => (limit === undefined ? [] : [`${words}${limit}`]))
  return html`${[String(type ?? 'any value'), ...limits].join(', ')}`
}

/** The style sheet of the page, light and dark. */
export const DOCS_STYLES = `:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1rem; list-style: none; padding: 0; }
article { border-top: 1px solid color-mix(in srgb, currentColor 30%, transparent); margin: 1.5rem 0; }
h3 code { font-size: 1.1rem; }
table { border-collapse: collapse; margin: 0.5rem 0; width: 100%; }
caption { font-weight: bold; text-align: left; }
th, td { border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 0.2rem 0.5rem 0.2rem 0; text-align: left; vertical-align: top; }
pre { overflow-x: auto; }
`
