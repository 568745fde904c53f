import { Markup } from '../../shared/html.js'

/** Colours, type and the plain elements. Contrast is 4.5 to 1 or more in both schemes. */
const BASE = `:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1d242c; --quiet: #55606c; --line: #d8dde3; --soft: #f4f6f8; --accent: #1d5a8c;
  --good: #1b6b3a; --warn: #8a5300; --bad: #a3271f; --mark: #fff0b3; --mark-ink: #1d242c; --target: #ffd54a;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, Georgia, "Liberation Serif", serif;
  --sans: -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --ink: #e3e7eb; --quiet: #a5afba; --line: #343c45; --soft: #1d232a; --accent: #8fc1ee;
    --good: #7fce9c; --warn: #f0bb6b; --bad: #f5a097; --mark: #4f4415; --mark-ink: #fff3c4; --target: #7a6410;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1.5rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 var(--sans); overflow-wrap: break-word; }
h1, h2, h3, h4, h5 { line-height: 1.25; text-wrap: balance; }
h1, h2, h3 { font-family: var(--serif); font-weight: 600; }
h1 { font-size: clamp(2rem, 1.4rem + 2.6vw, 3.25rem); margin: 0 0 .75rem; letter-spacing: -.01em; }
h2 { font-size: 1.75rem; margin: 0 0 1rem; }
h3 { font-size: 1.3rem; margin: 2.25rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.75rem 0 .5rem; }
h5 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p, ul, ol, dl { margin: 0 0 1rem; }
p, li, dd, blockquote { max-width: 70ch; }
ul, ol { padding-left: 1.5rem; }
li { margin-bottom: .3rem; }
dd { margin: 0; }
blockquote { margin: 0 0 .5rem; }
small { font-size: .875rem; }
a { color: var(--accent); text-decoration: underline 1px color-mix(in srgb, currentColor 45%, transparent); text-underline-offset: .18em; }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1.5rem; font-size: .9375rem; line-height: 1.4; }
caption { text-align: left; color: var(--quiet); font-size: .875rem; padding-bottom: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: .8125rem; color: var(--quiet); border-bottom-color: var(--quiet); vertical-align: bottom; }
tbody th { font-weight: 400; }
.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.s { white-space: nowrap; }
.total > * { font-weight: 600; border-bottom: 0; }
.group > th { font-weight: 600; padding-top: 1.1rem; }
math { font-size: 1.05em; }
math[display="block"] { max-width: 100%; overflow-x: auto; }
`

/** The page: cover, contents beside the text where there is room, editions. */
const LAYOUT = `.skip { position: absolute; left: -99rem; background: var(--paper); padding: .5rem 1rem; z-index: 1; }
.skip:focus { left: .5rem; top: .5rem; }
header, .page { max-width: 74rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: clamp(1.5rem, 4vw, 3rem); }
.kind { color: var(--quiet); font-size: .8125rem; letter-spacing: .12em; text-transform: uppercase; margin: 0 0 .75rem; }
.audience { font-size: 1.125rem; color: var(--quiet); max-width: 60ch; }
.facts { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 1.25rem 0; padding: .75rem 0; border: solid var(--line); border-width: 1px 0; }
.facts dt { font-size: .8125rem; color: var(--quiet); }
.facts dd { font-weight: 600; }
.editions { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; font-size: .9375rem; }
.editions legend { float: left; padding: 0; margin-right: 1.5rem; color: var(--quiet); }
.editions label { display: inline-flex; flex-wrap: wrap; gap: 0 .4rem; align-items: center; min-height: 1.75rem; }
.editions input { width: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--accent); }
.editions small { color: var(--quiet); }
body:has(#learner-edition:checked) .teacher { display: none; }
nav a { text-decoration: none; }
nav { margin: 1.5rem 0 0; font-size: .9375rem; }
nav h2 { font: 600 .8125rem/1.4 var(--sans); color: var(--quiet); margin: 0 0 .5rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav ul ul { padding-left: .9rem; font-size: .875rem; line-height: 1.35; }
nav li { margin: 0; }
nav a { display: block; padding: .2rem 0; min-height: 1.5rem; }
nav a:hover { text-decoration: underline; }
main { min-width: 0; }
main > section { padding-top: 2.5rem; }
@media (min-width: 64rem) {
  .page { display: grid; grid-template-columns: 14.5rem minmax(0, 1fr); gap: 3.5rem; }
  nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; margin: 0; padding: 2.5rem .5rem 2rem 0; }
}
@media (max-width: 63.99rem) {
  nav > ul { display: flex; flex-wrap: wrap; gap: 0 1.1rem; }
  nav ul ul { display: none; }
}
`

/** What the sections are made of. */
const COMPONENTS = `.note { color: var(--quiet); font-size: .875rem; font-weight: 400; font-family: var(--sans); }
p.note { margin-bottom: .5rem; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
.good, .warn, .bad { font-weight: 600; }
td > :is(.good, .warn, .bad) { white-space: nowrap; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.lines { white-space: pre-wrap; max-width: 70ch; margin-bottom: 1rem; }
.code { white-space: nowrap; }
.code, .number { color: var(--quiet); font-variant-numeric: tabular-nums; font-weight: 400; }
.cite { font-size: .75rem; color: var(--quiet); display: inline; margin: 0; }
.cite > summary { display: inline-block; padding: .25rem .15rem; font-size: .75rem; color: var(--quiet); list-style: none; text-decoration: underline dotted; }
.cite > summary::-webkit-details-marker { display: none; }
.cite:not([open])::details-content { display: none; }
.cite[open] > summary { margin: 0; color: var(--accent); }
.cite > blockquote { display: block; margin: .25rem 0; padding-left: .75rem; border-left: 3px solid var(--line); font: .9375rem/1.45 var(--serif); color: var(--ink); white-space: pre-line; }
.cite > .note { padding-left: .75rem; margin-bottom: .5rem; }
.scroll { overflow-x: auto; margin: 0 0 1.5rem; }
.scroll > table { margin: 0; }
.wide > table { min-width: 36rem; }
.wide:has(#outline-table) > table { min-width: 0; }
.wide th:first-child { position: sticky; left: 0; background: var(--paper); }
.wide .group > th { position: static; }
.wide .group > th > span { position: sticky; left: 0; }
.bar rect { fill: var(--accent); opacity: .75; }
.aims > li { margin-bottom: .9rem; }
.aims p { margin: 0; }
.unit { padding-bottom: 1rem; }

.unit + .unit { border-top: 1px solid var(--line); }
.unit > h3 { font-size: 1.5rem; }
.unit > h3 .number { display: block; font: .875rem/1.6 var(--sans); }
.steps { list-style: none; padding: 0; }
.steps > li { display: grid; grid-template-columns: 5.25rem minmax(0, 1fr); margin-bottom: .45rem; max-width: none; }
.steps > li > div { max-width: 70ch; min-width: 0; }
.answer { display: grid; grid-template-columns: 3.5rem minmax(0, 1fr); margin-bottom: .6rem; }
.answer > div { min-width: 0; }
.answer > p, .answer .note, .answer .lines { margin: 0 0 .1rem; }
.time { color: var(--quiet); font-variant-numeric: tabular-nums; }
.lesson h5 { margin-bottom: .5rem; }
.steps strong { font-weight: 600; }
.glossary > div { display: grid; grid-template-columns: minmax(0, 11rem) minmax(0, 1fr); gap: .25rem 1rem; padding: .3rem 0; }
.glossary dt { font-weight: 600; }
.question { padding: .9rem 0 .25rem; max-width: 70ch; }
.question .stem { display: grid; grid-template-columns: 3.5rem minmax(0, 1fr); margin-bottom: .4rem; font-weight: 600; }
.question > .note { padding-left: 3.5rem; }
.question ol { padding-left: 5rem; margin: 0 0 .4rem; }
.question ol.order { padding-left: 7rem; }
.order li { position: relative; }
.order li::before { content: ""; position: absolute; left: -3.9rem; top: .15em; width: 1.5rem; height: 1.15em; border: 1px solid var(--quiet); }
.material { border-left: 3px solid var(--line); padding-left: 1rem; margin: 0 0 .6rem 3.5rem; }
.material .lines { margin: 0; }
.code-text { font: .875rem/1.5 ui-monospace, "SF Mono", Consolas, "Liberation Mono", monospace; }
.space { display: none; }
.references { list-style: none; padding: 0; }
.references li { padding-left: 2rem; text-indent: -2rem; }
.passage { padding: .75rem 0; border-bottom: 1px solid var(--line); max-width: 44rem; }
.passage p { margin: 0 0 .25rem; }
.passage blockquote { margin: 0 0 .35rem; font-family: var(--serif); font-size: 1.0625rem; color: var(--quiet); }
mark { background: var(--mark); color: var(--mark-ink); padding: .05em 0; }
:target { background: var(--soft); box-shadow: 0 0 0 .4rem var(--soft); }
main > :target, .unit:target, header:target { background: none; box-shadow: none; }
mark:target { background: var(--target); box-shadow: none; outline: 2px solid var(--accent); outline-offset: 1px; }
summary { cursor: pointer; }
.verdict > h3 { display: none; }
.verdict > p { font-size: 1.0625rem; margin-bottom: .35rem; }
.verdict > p.note { font-size: .875rem; margin-bottom: 1rem; }
@media (max-width: 30rem) {
  .scroll caption { max-width: calc(100vw - 2.5rem); }
  .wide tbody th:not([scope="colgroup"]) { min-width: 8.5rem; max-width: 45vw; }
  .group > th > span { display: inline-block; max-width: calc(100vw - 2.5rem); }
  th:has(> .hidden), td:has(> .bar), tr:has(> td > .bar) + .total > td:nth-child(3) { display: none; }
  .s { white-space: normal; }
  .glossary > div { grid-template-columns: minmax(0, 1fr); }
  .steps > li { grid-template-columns: minmax(0, 1fr); }
}
`

/** On paper: A4 and Letter, black on white, no links, nothing torn apart that belongs together. */
const PRINT = `@page { margin: 18mm 17mm 20mm; }
@media print {
  html { font-size: 10pt; }
  body { line-height: 1.42; }
  body { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  a { color: inherit; text-decoration: none; }
  h1 { font-size: 2rem; margin-bottom: .4rem; }
  h2 { font-size: 1.5rem; }
  p, li, dd, blockquote { max-width: none; }
  .kind { display: none; }
  .facts { margin: .5rem 0; padding: .4rem 0; gap: .3rem 1.6rem; font-size: .875rem; }
  .bar { width: 3.5rem; }
  #outline h3 { margin-top: .75rem; font-size: 1.1rem; }
  #outline-table { display: none; }
  .audience { font-size: 1rem; margin-bottom: .5rem; }
  header, .page { max-width: none; padding: 0; }
  .skip, .editions, .cite > :not(summary) { display: none; }
  .cite > summary { padding: 0; text-decoration: none; color: var(--quiet); }
  body:not(:has(#print-quotes:checked)) :is(.cite, #sources) { display: none; }
  nav { margin: 0; font-size: .75rem; }
  nav h2 { display: none; }
  nav > ul { display: flex; flex-wrap: wrap; gap: 0 .9rem; }
  nav ul ul { display: none; }
  nav a { padding: 0; min-height: 0; color: var(--quiet); }
  main > section { padding-top: 0; margin-top: 1.75rem; }
  main > section:first-child { margin-top: .75rem; }
  main > .new-page { break-before: page; margin-top: 0; }
  .unit + .unit { padding-top: .5rem; }
  h3 { margin-top: 1.25rem; }
  h4 { margin-top: .9rem; }
  h5 { margin-top: .6rem; }
  p, ul, ol, dl { margin-bottom: .5rem; }
  li { margin-bottom: .15rem; }
  h2, h3, h4, h5, caption, thead, thead tr, h3 + .note { break-after: avoid; }
  thead { display: table-header-group; }
  tr, li, .question, .answer, .passage, .glossary > div { break-inside: avoid; }
  p, blockquote { orphans: 3; widows: 3; }
  table { font-size: .875rem; }
  th, td { padding-top: .25rem; padding-bottom: .25rem; }
  .passage { padding: .35rem 0; max-width: none; }
  .passage blockquote { font-size: .9375rem; line-height: 1.4; max-width: none; }
  .question { padding: .5rem 0 0; max-width: none; }
  .question li { margin-bottom: .1rem; }
  .scroll { overflow: visible; margin-bottom: .75rem; }
  .wide > table { min-width: 0; }
  .wide th:first-child { position: static; }
  :target, mark:target { background: none; box-shadow: none; outline: 0; }
  mark, mark:target { background: var(--mark); }
  body:has(#learner-edition:checked) .space { display: block; height: 4.2rem; margin: .5rem 0; background: repeating-linear-gradient(transparent 0 calc(1.4rem - 1px), var(--quiet) calc(1.4rem - 1px) 1.4rem); }
}
`

/** The style sheet of the page. It holds constants alone, so it needs no escaping. */
export const STYLES = Markup.trusted([BASE, LAYOUT, COMPONENTS, PRINT].join(''))
