/** What the sections are made of. */
export const COMPONENTS = `.note { color: var(--quiet); font-size: .875rem; font-weight: 400; font-family: var(--sans); }
p.note { margin-bottom: .5rem; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
.good, .warn, .bad { font-weight: 600; white-space: nowrap; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.lines { white-space: pre-wrap; max-width: 70ch; margin-bottom: 1rem; }
.code { white-space: nowrap; }
.code, .number { color: var(--quiet); font-variant-numeric: tabular-nums; font-weight: 400; }
.cite { font-size: .75rem; white-space: nowrap; color: var(--quiet); }
.cite a { color: var(--quiet); padding: .25rem 0; }
.wide { overflow-x: auto; margin: 0 0 1.5rem; }
.wide table { min-width: 38rem; margin: 0; }
.bar rect { fill: var(--accent); opacity: .75; }
.aims > li { margin-bottom: .9rem; }
.aims p { margin: 0; }
.unit { padding-bottom: 1rem; }
.unit .coded .note { display: block; }
#answers .lines { margin-bottom: .25rem; }
.unit + .unit { border-top: 1px solid var(--line); }
.unit > h3 { font-size: 1.5rem; }
.unit > h3 .number { display: block; font: .875rem/1.6 var(--sans); }
.coded, .steps { list-style: none; padding: 0; }
.coded > li, .steps > li { display: grid; grid-template-columns: 3.5rem minmax(0, 1fr); margin-bottom: .45rem; max-width: none; }
.steps > li { grid-template-columns: 5.25rem minmax(0, 1fr); }
.coded > li > div, .steps > li > div { max-width: 70ch; min-width: 0; }
#answers .coded > li > div { max-width: none; }
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
.score { font: 1.125rem var(--sans); margin: 0 0 .25rem; }
.score strong { font: 600 2.5rem/1 var(--serif); }
.rule h4 { font-weight: 600; }
details { margin: 0 0 1.5rem; }
summary { color: var(--accent); cursor: pointer; font-size: .875rem; padding: .25rem 0; }
details[open] > summary { margin-bottom: .75rem; }
@media (max-width: 30rem) {
  .wide caption { max-width: calc(100vw - 2.5rem); }
  .bar { width: 3.5rem; }
  .glossary > div { grid-template-columns: minmax(0, 1fr); }
  .steps > li { grid-template-columns: minmax(0, 1fr); }
}
`
