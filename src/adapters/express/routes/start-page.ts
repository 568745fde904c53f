import { html } from '../../shared/html.js'
import type { Route } from './route.js'

/** The start page: a description of the service and links. */
export function startPage(): readonly Route[] {
  return [{ method: 'get', path: '/', handle: (req, res) => void res.type('html').send(page(req.baseUrl)) }]
}

function page(base: string): string {
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
<li><a href="${base}/health">Health of the service and its stores</a></li>
</ul>
</main>
</body>
</html>
`.toString()
}
