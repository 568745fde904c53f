/** On paper: A4 and Letter, black on white, no links, nothing torn apart that belongs together. */
export const PRINT = `@page { margin: 18mm 17mm 20mm; }
@media print {
  html { font-size: 10.5pt; }
  body { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  a { color: inherit; text-decoration: none; }
  header { min-height: 60vh; display: flex; flex-direction: column; justify-content: center; }
  header, .page { max-width: none; padding: 0; }
  .skip, .editions, details { display: none; }
  nav { margin: 0; columns: 2; break-after: page; }
  nav h2 { column-span: all; font-size: 1rem; }
  nav a { padding: .1rem 0; min-height: 0; }
  nav > ul > li { break-inside: avoid-column; }
  main > section { padding-top: 0; margin-top: 2.5rem; }
  #alignment, #units, #assessments, #questions, #answers, #sources, #quality, .unit + .unit { break-before: page; margin-top: 0; }
  .unit + .unit { border-top: 0; }
  h2, h3, h4, h5, caption, thead, thead tr, h3 + .note { break-after: avoid; }
  thead { display: table-header-group; }
  tr, li, .question, .passage, .glossary > div, .matrix, .score { break-inside: avoid; }
  p, blockquote { orphans: 3; widows: 3; }
  table { font-size: .875rem; }
  th, td { padding-top: .25rem; padding-bottom: .25rem; }
  .passage { padding: .35rem 0; max-width: none; }
  .passage blockquote { font-size: .9375rem; line-height: 1.4; max-width: none; }
  .question { padding: .5rem 0 0; max-width: none; }
  .question li { margin-bottom: .1rem; }
  .wide { overflow: visible; }
  .wide table { min-width: 0; }
  .matrix { max-width: 100%; }
  :target, mark:target { background: none; box-shadow: none; outline: 0; }
  mark, mark:target { background: var(--mark); }
  body:has(#learner-edition:checked) .space { display: block; height: 4.2rem; margin: .5rem 0; background: repeating-linear-gradient(transparent 0 calc(1.4rem - 1px), var(--quiet) calc(1.4rem - 1px) 1.4rem); }
}
`
