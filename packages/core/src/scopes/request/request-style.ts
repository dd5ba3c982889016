/** For the screen and for A4 and Letter paper. */
export const requestStyle: string = `
:root { color-scheme: light dark; --line: #8886; --soft: #8881; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 0.5rem; border-bottom: 1px solid var(--line); padding-bottom: 0.25rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 0.25rem; }
p, ul { margin: 0.5rem 0; max-width: 46rem; }
table { border-collapse: collapse; width: 100%; margin: 0.75rem 0; font-size: 0.9rem; }
th, td { border: 1px solid var(--line); padding: 0.35rem 0.6rem; text-align: left; vertical-align: top; font-weight: normal; }
thead th { background: var(--soft); font-weight: 600; }
[scope="row"] code { white-space: nowrap; }
.facts { width: auto; }
.facts th { font-weight: 600; }
code { font: 0.9em ui-monospace, monospace; overflow-wrap: anywhere; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 4px; padding: 0.75rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.85rem; }
a { overflow-wrap: anywhere; }
@media screen and (max-width: 40rem) {
  table:not(.facts) thead { position: absolute; clip-path: inset(50%); }
  table:not(.facts) :is(tr, th, td) { display: block; border: 0; padding: 0.1rem 0; }
  table:not(.facts) tr { border-bottom: 1px solid var(--line); padding: 0.5rem 0; }
  [scope="row"] code { font-weight: 600; }
  td[data-label]::before { content: attr(data-label) ": "; opacity: 0.75; }
}
@media print {
  :root { color-scheme: light; }
  body { font-size: 10pt; line-height: 1.4; }
  main { max-width: none; padding: 0; }
  p, ul { max-width: none; }
  h2 { margin-top: 1.5rem; }
  h2, h3, p:has(+ :is(pre, table, ul)) { break-after: avoid; }
  tr, li { break-inside: avoid; }
  thead { display: table-header-group; }
  table { font-size: 9pt; }
  pre { font-size: 7.5pt; line-height: 1.3; padding: 0.4rem; orphans: 4; widows: 4; }
  a { color: inherit; text-decoration: none; }
  @page { margin: 18mm; }
}
`;
