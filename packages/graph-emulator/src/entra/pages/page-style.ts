import { HtmlText } from "./html-text.ts";

export const pageStyle: HtmlText = new HtmlText(`
:root { --ink: #1b1b1f; --soft: #5d5d66; --paper: #ffffff; --ground: #eef1f6; --line: #c9ccd6; --accent: #1257a8; --on-accent: #ffffff; --bad: #a4262c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececf1; --soft: #a9a9b5; --paper: #1e2027; --ground: #12141a; --line: #3c404c; --accent: #8ab8f5; --on-accent: #0b1d33; --bad: #ff9aa0; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: min(28rem, 100%); background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: 2rem; }
h1 { font-size: 1.4rem; line-height: 1.25; margin: .25rem 0 1rem; }
h2 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
.brand, .soft { color: var(--soft); font-size: .875rem; margin: 0; overflow-wrap: anywhere; }
.bad { color: var(--bad); overflow-wrap: anywhere; }
label { display: block; margin: .75rem 0; }
input[type=text], input[type=password] { display: block; width: 100%; margin-top: .25rem; padding: .5rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--soft); border-radius: .25rem; }
ul { padding-left: 1.25rem; }
li { margin: .5rem 0; }
code { font-size: .875rem; color: var(--soft); overflow-wrap: anywhere; }
button { font: inherit; padding: .5rem 1.25rem; border-radius: .25rem; border: 1px solid var(--soft); background: transparent; color: inherit; cursor: pointer; }
button.first { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.account { display: block; width: 100%; margin: .5rem 0; text-align: left; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; justify-content: flex-end; margin-top: 1.5rem; }
a { color: var(--accent); }
`);
