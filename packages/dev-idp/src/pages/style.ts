import { Html } from "./html.js";

/** The style sheet of all pages; part of each page, because the Content-Security-Policy loads nothing. */
export const style = new Html(`
:root {
  color-scheme: light dark;
  --paper: #ffffff; --desk: #f3f5f9; --ink: #16202e; --quiet: #546073; --line: #d5dbe5; --soft: #eef2f8;
  --accent: #1d4ed8; --accent-ink: #ffffff; --accent-soft: #e6edff;
  --warn: #fff3c9; --warn-ink: #5a4300; --bad: #b42318; --bad-soft: #fef0ee;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #182130; --desk: #0e141d; --ink: #e8edf5; --quiet: #a3b0c2; --line: #344155; --soft: #202c3e;
    --accent: #8fb0ff; --accent-ink: #0b1730; --accent-soft: #22345c;
    --warn: #4a3a0a; --warn-ink: #ffe9a8; --bad: #ffaaa1; --bad-soft: #46201d;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--desk); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
.banner { display: flex; flex-wrap: wrap; gap: 0 .6em; justify-content: center; padding: .55rem 1rem;
  background: var(--warn); color: var(--warn-ink); font-size: .9rem; text-align: center; }
main { width: min(100% - 2rem, 60rem); margin: 1.5rem auto 3rem; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 14px; padding: 1.25rem;
  box-shadow: 0 1px 2px rgb(15 23 42 / .05), 0 8px 24px rgb(15 23 42 / .06); }
.narrow { max-width: 34rem; margin-inline: auto; }
h1 { margin: 0 0 .35rem; font-size: 1.45rem; line-height: 1.25; letter-spacing: -.01em; overflow-wrap: anywhere; }
h2 { margin: 0 0 .75rem; font-size: 1rem; }
p { margin: 0 0 .9rem; }
.quiet { color: var(--quiet); font-size: .9rem; overflow-wrap: anywhere; }
.scopes { display: flex; flex-wrap: wrap; gap: .35rem; margin: 0 0 1.1rem; padding: 0; list-style: none; }
.scopes li, .tag { padding: .05rem .55rem; border-radius: 999px; background: var(--soft); color: var(--quiet);
  font-size: .8rem; overflow-wrap: anywhere; }
.tag.stop { background: var(--bad-soft); color: var(--bad); }
.columns { display: grid; gap: 1.5rem; }
@media (min-width: 46rem) {
  .card { padding: 2rem; }
  .columns { grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); gap: 2.5rem; }
  .columns > section + section { border-left: 1px solid var(--line); padding-left: 2.5rem; }
}
label { display: block; margin: 0 0 .3rem; font-weight: 600; font-size: .92rem; }
input { width: 100%; min-height: 2.75rem; margin: 0 0 1rem; padding: .5rem .75rem; border: 1px solid #7b8798;
  border-radius: 9px; background: var(--paper); color: inherit; font: inherit; }
input[aria-invalid="true"] { border-color: var(--bad); }
button { min-height: 2.75rem; border-radius: 9px; font: inherit; cursor: pointer; }
.primary { width: 100%; border: 0; background: var(--accent); color: var(--accent-ink); font-weight: 600; }
.primary:hover { filter: brightness(1.1); }
.plain { width: 100%; margin-top: .6rem; border: 1px solid var(--line); background: none; color: inherit; }
.plain:hover { background: var(--soft); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.alert { margin: 0 0 1rem; padding: .65rem .85rem; border-left: 4px solid var(--bad); border-radius: 6px;
  background: var(--bad-soft); color: var(--bad); overflow-wrap: anywhere; }
.people { display: grid; gap: .5rem; margin: 0; padding: 0; list-style: none; }
.person { display: grid; grid-template-columns: 2.5rem minmax(0, 1fr); gap: 0 .75rem; align-items: center; width: 100%;
  padding: .55rem .7rem; border: 1px solid var(--line); border-radius: 11px; background: var(--paper); color: inherit;
  text-align: left; }
button.person:hover { border-color: var(--accent); background: var(--accent-soft); }
.person.hinted { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.initial { grid-row: 1 / span 3; display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: 50%;
  background: var(--accent-soft); color: var(--accent); font-weight: 700; }
.name { font-weight: 600; overflow-wrap: anywhere; }
.tags { display: flex; flex-wrap: wrap; gap: .3rem; margin-top: .2rem; }
code, pre { font: .88em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { margin: 0 0 1rem; padding: .8rem; border-radius: 9px; background: var(--soft); white-space: pre-wrap; }
`);
