/** How the report looks, in light and in dark. Each danger and each state has a word beside its colour. */
export const styles = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --raised: #f5f6f8; --text: #1c2128; --quiet: #545d68; --edge: #c5cbd3; --accent: #0550ae;
  --was: #ffebe9; --was-mark: #ffc1ba; --is: #e2f6e6; --is-mark: #a6e9b4;
  --red: #b3121d; --green: #116329; --amber: #8a4b00; --purple: #7a1fa2; --blue: #0550ae; --line: #767f8a;
  --on-badge: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171c; --raised: #1e232b; --text: #e4e8ee; --quiet: #a3adb9; --edge: #3d4652; --accent: #79b8ff;
    --was: #46181b; --was-mark: #8c2b2f; --is: #12361f; --is-mark: #1f6a38;
    --red: #ff8c86; --green: #6fd58b; --amber: #f2b155; --purple: #d9a2f2; --blue: #8cc2ff; --line: #8792a0;
    --on-badge: #14171c;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 4.5rem; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
header, form, main { max-width: 90rem; margin: 0 auto; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1.5rem 0 0.75rem; }
h2 { font-size: 1.35rem; margin: 0; }
h3 { font-size: 1.1rem; margin: 1.5rem 0 0.5rem; }
h4 { font-size: 1rem; margin: 0.75rem 0 0.25rem; }
p { margin: 0.25rem 0; }
a { color: var(--accent); }
code, pre, .diff td, svg text { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { font-size: 0.92em; overflow-wrap: anywhere; }
pre { margin: 0.25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.85rem; }
ul { margin: 0; padding: 0; list-style: none; }
li { overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
summary { cursor: pointer; }

form {
  display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: end; position: sticky; top: 0; z-index: 1;
  padding-block: 0.6rem; background: var(--page); border-bottom: 1px solid var(--edge);
}
label { display: grid; font-size: 0.85rem; color: var(--quiet); }
select, button {
  font: inherit; font-size: 0.95rem; color: var(--text); background: var(--raised);
  border: 1px solid var(--line); border-radius: 4px; padding: 0.25rem 0.5rem; max-width: 100%; min-height: 2.1rem;
}
output { color: var(--quiet); font-size: 0.9rem; padding-bottom: 0.3rem; }

.legend { margin: 0.5rem 0 1rem; color: var(--quiet); }
.legend dl { margin: 0.5rem 0; }
.legend dl div { display: flex; gap: 0.75rem; margin: 0.25rem 0; }
.legend dd { margin: 0; }

.badge {
  flex: none; align-self: start; min-width: 6.6rem; padding: 0.05rem 0.45rem; border-radius: 4px; text-align: center;
  font-size: 0.8rem; font-weight: 600; line-height: 1.4; background: var(--quiet); color: var(--on-badge);
}
.badge.irreversible { background: var(--purple); }
.badge.outage, .badge.mandatory { background: var(--red); }
.badge.exposure, .badge.advisory { background: var(--amber); }
.badge.relief { background: var(--green); }

.stack { padding: 1.25rem 0; border-bottom: 1px solid var(--edge); }
.stack.quiet { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1rem; }
.tally, .quiet p, .empty { color: var(--quiet); }
.faults { border-left: 4px solid var(--red); padding-left: 1rem; }
.blast li, .policies li { display: flex; gap: 0.75rem; padding: 0.3rem 0; border-top: 1px solid var(--edge); }
.blast li .badge, .policies li .badge { margin-top: 0.15rem; }
.more > summary { padding: 0.4rem 0; color: var(--accent); }

.object { border: 1px solid var(--edge); border-radius: 6px; margin: 0.4rem 0; }
.object > summary {
  display: flex; flex-wrap: wrap; gap: 0.2rem 0.75rem; align-items: baseline; padding: 0.4rem 0.75rem;
  background: var(--raised); border-radius: 6px; list-style: none;
}
.object > summary::before { content: "▸"; color: var(--quiet); }
.object[open] > summary::before { content: "▾"; }
.object > summary::-webkit-details-marker { display: none; }
.object > summary .badge { align-self: center; }
.op { min-width: 4.5rem; }
.title { font-weight: 600; overflow-wrap: anywhere; }
.count { color: var(--quiet); font-size: 0.85rem; margin-left: auto; }

table { width: 100%; border-collapse: collapse; }
th { text-align: left; font-size: 0.85rem; color: var(--quiet); padding: 0.25rem 0.75rem; }
.diff { table-layout: fixed; font-size: 0.85rem; }
.diff td {
  position: relative; padding: 0.05rem 0.75rem 0.05rem 1.6rem; vertical-align: top; line-height: 1.45;
  white-space: pre-wrap; overflow-wrap: anywhere;
}
.diff td + td { border-left: 1px solid var(--edge); }
.diff .across { padding: 0.4rem 0.75rem 0.15rem; color: var(--quiet); border-top: 1px solid var(--edge); }
/* A field that comes or goes has nothing to do with what stands above it. */
.diff .field td { border-top: 1px solid var(--edge); }
.was { background: var(--was); }
.is { background: var(--is); }
.was mark { background: var(--was-mark); }
.is mark { background: var(--is-mark); }
mark { color: inherit; border-radius: 2px; }
.sign { position: absolute; left: 0.6rem; user-select: none; }

.scroll { overflow: auto; max-height: 85vh; border: 1px solid var(--edge); border-radius: 6px; background: var(--page); }
.wiring > summary, .wiring details > summary { padding: 0.25rem 0; }
.key { display: flex; flex-wrap: wrap; gap: 0 1.5rem; font-size: 0.9rem; }
.added { color: var(--green); }
.removed { color: var(--red); }
.changed { color: var(--amber); }
.standing { color: var(--quiet); }
svg { display: block; }
svg text { font-size: 11px; fill: var(--text); }
svg .label, .edge text { font-size: 10px; fill: currentcolor; stroke: var(--page); stroke-width: 4px; paint-order: stroke; }
.node rect { fill: var(--raised); stroke: var(--line); }
.edge path { fill: none; stroke: currentcolor; stroke-width: 1.5; }
.edge.standing { color: var(--line); }
.edge.standing text { fill: var(--quiet); }
.edge.added path, .edge.removed path, .edge.changed path { stroke-width: 2; }
.edge.added path { stroke-dasharray: 9 4; }
.edge.removed path { stroke-dasharray: 2 4; }
.edge.changed path { stroke-dasharray: 9 3 2 3; }
.edge:hover path { stroke-width: 4; }
.edge .head, .edge:hover .head { fill: currentcolor; stroke: none; }
.paths { font-size: 0.9rem; }
.paths td { padding: 0.15rem 0.75rem; border-top: 1px solid var(--edge); overflow-wrap: anywhere; }

@media (max-width: 45rem) {
  html { scroll-padding-top: 1rem; }
  header, form, main { padding-inline: 0.75rem; }
  form { position: static; }
  .blast li, .policies li { flex-direction: column; gap: 0.1rem; }
  .count { margin-left: 0; }
  /* Two columns would be too narrow to read: what was stands above what is. */
  .diff thead { display: none; }
  .diff tbody, .diff tr, .diff td { display: block; }
  .diff td + td { border-left: 0; }
  .diff .none, .diff .same td + td { display: none; }
}
`;
