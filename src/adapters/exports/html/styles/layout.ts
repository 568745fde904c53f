/** The page: cover, contents beside the text where there is room, editions. */
export const LAYOUT = `.skip { position: absolute; left: -99rem; background: var(--paper); padding: .5rem 1rem; z-index: 1; }
.skip:focus { left: .5rem; top: .5rem; }
header, .page { max-width: 74rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: clamp(2.5rem, 7vw, 5.5rem); }
.kind { color: var(--quiet); font-size: .8125rem; letter-spacing: .12em; text-transform: uppercase; margin: 0 0 .75rem; }
.audience { font-size: 1.125rem; color: var(--quiet); max-width: 60ch; }
.facts { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 2rem 0; padding: 1rem 0; border: solid var(--line); border-width: 1px 0; }
.facts dt { font-size: .8125rem; color: var(--quiet); }
.facts dd { font-weight: 600; }
.editions { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; font-size: .9375rem; }
.editions legend { float: left; padding: 0; margin-right: 1.5rem; color: var(--quiet); }
.editions label { display: inline-flex; flex-wrap: wrap; gap: 0 .4rem; align-items: center; min-height: 1.75rem; }
.editions input { width: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--accent); }
.editions small { color: var(--quiet); }
body:has(#learner-edition:checked) .teacher { display: none; }
nav a { text-decoration: none; }
nav { margin: 2.5rem 0; font-size: .9375rem; }
nav h2 { font: 600 .8125rem/1.4 var(--sans); color: var(--quiet); margin: 0 0 .5rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav ul ul { padding-left: .9rem; font-size: .875rem; line-height: 1.35; }
nav li { margin: 0; }
nav a { display: block; padding: .2rem 0; min-height: 1.5rem; }
nav a:hover { text-decoration: underline; }
main { min-width: 0; }
main > section { padding-top: 3.5rem; }
@media (min-width: 64rem) {
  .page { display: grid; grid-template-columns: 14.5rem minmax(0, 1fr); gap: 3.5rem; }
  nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; margin: 0; padding: 3.5rem .5rem 2rem 0; }
}
`
