"""The style sheet of reports. Every selector begins with the class of the report, so that nothing of the host page changes.

A report has its own background and its own colors for light and dark, because a notebook does not tell which it shows. Foreign
text is clipped to its own cell: piles of combining marks would draw over the words beside it.
"""

STYLE = """
.pith-report { --paper: #fff; --ink: #1f2328; --soft: #57606a; --line: #d0d7de; --tint: #f6f8fa;
  --good: #116329; --good-tint: #e6f6ea; --bad: #a40e26; --bad-tint: #ffeceb; --open: #7a4d00; --open-tint: #fff5da;
  color-scheme: light; container-type: inline-size; box-sizing: border-box; max-width: 60rem; margin: .5rem 0;
  padding: clamp(.5rem, 2vw, 1rem); border: 1px solid var(--line); border-radius: 8px;
  background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; text-align: start; }
.pith-report *, .pith-report ::before { box-sizing: border-box; overflow-wrap: break-word; hyphens: manual; }
.pith-report p, .pith-report h2, .pith-report h3, .pith-report ul, .pith-report dl, .pith-report dd
  { margin: 0; padding: 0; color: inherit; background: none; }
.pith-report h3 { margin: 1.25rem 0 .5rem; font-size: 1rem; font-weight: 600; line-height: 1.4; }
.pith-report ul { list-style: none; }
.pith-report code { padding: 0; border: 0; background: none; color: inherit;
  font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.pith-report .pith-soft { color: var(--soft); font-size: .875em; font-weight: 400; font-style: normal; }
.pith-report .pith-passed, .pith-report .pith-authenticated { --tone: var(--good); --back: var(--good-tint); }
.pith-report .pith-failed, .pith-report .pith-contradicted { --tone: var(--bad); --back: var(--bad-tint); }
.pith-report .pith-indeterminate, .pith-report .pith-claimed, .pith-report .pith-checked
  { --tone: var(--open); --back: var(--open-tint); }
.pith-report .pith-verdict { padding: .75rem; border-inline-start: 6px solid var(--tone); border-radius: 4px;
  background: var(--back); }
.pith-report .pith-verdict h2 { color: var(--tone); font-size: 1.375rem; font-weight: 700; line-height: 1.3; }
.pith-report .pith-counts { margin-top: .5rem; }
.pith-report .pith-problems > li { margin-top: .5rem; padding: .5rem .75rem; border-inline-start: 4px solid var(--tone);
  background: var(--back); }
.pith-report .pith-tag { display: inline-block; padding: 0 .5em; border: 1px solid var(--tone); border-radius: 1em;
  color: var(--tone); font-size: .8125em; line-height: 1.5; white-space: nowrap; }
.pith-report .pith-authenticated .pith-tag, .pith-report .pith-contradicted .pith-tag
  { background: var(--tone); color: var(--paper); }
.pith-report .pith-claimed .pith-tag { border-style: dashed; }
.pith-report .pith-card { border: 1px solid var(--line); border-radius: 6px; }
.pith-report .pith-card > div { display: grid; grid-template: "label how" auto "value value" auto / minmax(0, 1fr) auto;
  gap: .125rem .75rem;
  padding: .5rem .75rem; border-inline-start: 6px solid var(--tone); break-inside: avoid; }
.pith-report .pith-card > div + div { border-top: 1px solid var(--line); }
.pith-report .pith-card > .pith-checked, .pith-report .pith-card > .pith-claimed { border-inline-start-style: dotted; }
.pith-report .pith-value { grid-area: value; }
.pith-report .pith-how { grid-area: how; }
.pith-report .pith-card dt { grid-area: label; color: var(--soft); font-size: .875em; font-weight: 400; }
.pith-report .pith-card .pith-authenticated .pith-value { font-weight: 600; }
.pith-report .pith-card .pith-claimed .pith-value, .pith-report .pith-card .pith-checked .pith-value { font-style: italic; }
.pith-report .pith-card .pith-contradicted .pith-value { color: var(--bad); }
.pith-report .pith-value > * { display: block; }
.pith-report .pith-value, .pith-report .pith-problems > li, .pith-report li > span { overflow: clip; }
.pith-report .pith-legend { margin-top: .5rem; }
.pith-report .pith-legend li { margin-top: .25rem; }
.pith-report details { margin-top: .5rem; border: 1px solid var(--line); border-radius: 6px; }
.pith-report summary { padding: .5rem .75rem; cursor: pointer; }
.pith-report summary:focus-visible { outline: 3px solid var(--tone, var(--soft)); outline-offset: 1px; border-radius: 6px; }
.pith-report details[open] > summary { border-bottom: 1px solid var(--line); }
.pith-report details > ul > li { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 .75rem; align-items: baseline;
  padding: .375rem .75rem; }
.pith-report details > ul > li + li { border-top: 1px solid var(--line); }
.pith-report .pith-outcome { color: var(--tone); white-space: nowrap; }
.pith-report .pith-foot { margin-top: 1.25rem; padding-top: .5rem; border-top: 1px solid var(--line); }
@container (min-width: 38rem) {
  .pith-report .pith-card > div { grid-template: "label value how" auto / 8.5rem minmax(0, 1fr) 9rem; align-items: baseline; }
  .pith-report .pith-card .pith-how { text-align: end; }
  .pith-report .pith-checks > li { grid-template-columns: 8.5rem 11rem minmax(0, 1fr); }
  .pith-report .pith-names { grid-column: 2 / 4; }
  .pith-report .pith-sections > li { grid-template-columns: 15rem minmax(0, 1fr); }
}
@media (prefers-color-scheme: dark) {
  .pith-report { --paper: #0d1117; --ink: #e6edf3; --soft: #9aa4af; --line: #3d444d; --tint: #161b22;
    --good: #56d364; --good-tint: #10261a; --bad: #ff8e86; --bad-tint: #33161a; --open: #e3b341; --open-tint: #2b2412;
    color-scheme: dark; }
}
@media print {
  .pith-report { --paper: #fff; --ink: #000; --soft: #444; --line: #999; --good: #0b4a1e; --good-tint: #fff; --bad: #8a0c20;
    --bad-tint: #fff; --open: #5c3a00; --open-tint: #fff; color-scheme: light; max-width: none; border: 0; padding: 0; }
  .pith-report details::details-content { content-visibility: visible; block-size: auto; }
}
"""
"""The style sheet of a fragment."""

PAGE_STYLE = """
:root { color-scheme: light dark; }
body { margin: 0; background: #eef1f4; }
main { max-width: 62rem; margin: 0 auto; padding: .5rem; font: 15px/1.5 system-ui, sans-serif; color: #1f2328; }
h1 { margin: 0; font-size: 1.125rem; font-weight: 600; }
@media (prefers-color-scheme: dark) { body { background: #010409; } main { color: #e6edf3; } }
@media print { body { background: #fff; } main { padding: 0; color: #000; } }
"""
"""What a page has besides."""
