import { html, type Markup } from '../../shared/html.js'
import { type DeclaredRoute, declareRoute } from './declare-route.js'
import type { Links } from './links.js'

/** The start page: a description of the service and links. */
export function startPage(): DeclaredRoute {
  return declareRoute({
    id: 'getStartPage',
    method: 'get',
    path: '/',
    role: 'public',
    tag: 'pages',
    summary: 'The start page',
    params: {},
    query: 'ignored',
    body: 'none',
    answers: { 200: { description: 'The page', content: 'page' } },
    problems: [],
    handle: ({ links }) => ({ status: 200, page: page(links) }),
  })
}

function page(links: Links): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Curriculum Generator</title>
</head>
<body>
<main>
<h1>Curriculum Generator</h1>
<p>Turns a program brief and a folder of teaching material into a complete, checkable curriculum.</p>
<ul>
<li><a href="${links.to('/docs')}">Documentation of the HTTP API</a></li>
<li><a href="${links.to('/health')}">Health of the service and its stores</a></li>
</ul>
</main>
</body>
</html>
`
}
