// The style sheet of the HTML report. In an editor the theme's own colours hold.
#pragma once

#include <string_view>

namespace whyspec::cli {

inline constexpr std::string_view kHealthStyle = R"css(
:root { color-scheme: light dark; --bg: var(--vscode-editor-background, #fdfdfc); --fg: var(--vscode-editor-foreground, #1d1f23); --soft: var(--vscode-descriptionForeground, #5c626b); --line: var(--vscode-widget-border, var(--vscode-contrastBorder, #dcdfe3)); --card: var(--vscode-textBlockQuote-background, #f4f5f6); --link: var(--vscode-textLink-foreground, #0b5cad); --ok: #2a7a37; --weak: #8a5a00; --bad: #b3261e; --heat: 42, 122, 55; }
@media (prefers-color-scheme: dark) { :root { --bg: var(--vscode-editor-background, #181a1d); --fg: var(--vscode-editor-foreground, #e4e6e9); --soft: var(--vscode-descriptionForeground, #9fa6b0); --line: var(--vscode-widget-border, var(--vscode-contrastBorder, #33373d)); --card: var(--vscode-textBlockQuote-background, #212429); --link: var(--vscode-textLink-foreground, #7ab7f5); --ok: #7bc788; --weak: #e0b057; --bad: #f28b82; --heat: 123, 199, 136; } }
body.vscode-light { --ok: #2a7a37; --weak: #8a5a00; --bad: #b3261e; --heat: 42, 122, 55; }
body.vscode-dark, body.vscode-high-contrast { --ok: #7bc788; --weak: #e0b057; --bad: #f28b82; --heat: 123, 199, 136; }
body.vscode-high-contrast-light { --ok: #1d5b27; --weak: #6b4600; --bad: #8f1d17; --heat: 42, 122, 55; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--fg); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 2.2rem 2rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.25; font-weight: 650; letter-spacing: -.01em; margin: .2rem 0 .6rem; max-width: 60rem; text-wrap: balance; }
h2 { font-size: 1.15rem; font-weight: 600; margin: 2.8rem 0 .3rem; }
h3 { font-size: 1rem; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
p { margin: 0 0 .6rem; max-width: 46rem; }
a { color: var(--link); text-decoration: none; } a:hover, a:focus-visible { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.kicker, .soft, caption { color: var(--soft); } .kicker { margin: 0; font-size: .87rem; }
.figures { font-size: 1.05rem; margin-bottom: 1.2rem; }
.bar { display: block; width: 100%; max-width: 46rem; height: .7rem; border-radius: .35rem; margin: 0 0 .5rem; }
.bar .ok { fill: var(--ok); } .bar .weak { fill: var(--weak); } .bar .bad { fill: var(--bad); } .bar .none { fill: var(--line); }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; margin: 0 0 1.6rem; padding: 0; font-size: .93rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr)); gap: .8rem; margin: 0; }
.tiles div { background: var(--card); border-radius: 8px; padding: .8rem 1rem; }
.tiles dt { color: var(--soft); font-size: .85rem; } .tiles dd { margin: 0; font-size: 1.3rem; font-weight: 600; line-height: 1.3; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.tiles dd small { display: block; font-size: .82rem; font-weight: 400; color: var(--soft); line-height: 1.4; }
.ok { color: var(--ok); } .weak { color: var(--weak); } .bad { color: var(--bad); }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: 0 0 .7rem; max-width: 46rem; }
th, td { text-align: left; vertical-align: top; padding: .6rem .8rem .6rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); font-size: .82rem; vertical-align: bottom; white-space: nowrap; }
th[scope=row] { min-width: 12rem; } th[scope=row] a { font-weight: 600; overflow-wrap: anywhere; }
.meta { display: block; color: var(--soft); font-size: .85rem; overflow-wrap: anywhere; }
.badge { display: inline-block; border: 1px solid currentColor; border-radius: 1em; padding: 0 .65em; font-size: .82rem; white-space: nowrap; }
.line { display: block; } .nowrap { white-space: nowrap; }
.scroll { overflow-x: auto; max-width: 100%; }
.matrix { width: auto; border-collapse: separate; border-spacing: 0; } .matrix td, .matrix thead th { text-align: center; padding: .45rem .5rem; min-width: 3.2rem; }
.matrix thead th { white-space: normal; vertical-align: bottom; font-size: .8rem; line-height: 1.25; max-width: 8.5rem; overflow-wrap: break-word; }
.matrix thead th { color: var(--fg); font-weight: 600; } .matrix thead th { min-width: 5.6rem; } .matrix thead .meta { font-weight: 400; font-size: .95em; overflow-wrap: break-word; }
.matrix th[scope=row], .matrix thead th:first-child { position: sticky; left: 0; background: var(--bg); text-align: left; max-width: 17rem; z-index: 1; padding-left: 0; }
.matrix td span { display: block; border-radius: 4px; padding: .05rem .3rem; }
.n1 { background: rgba(var(--heat), .14); } .n2 { background: rgba(var(--heat), .26); } .n3 { background: rgba(var(--heat), .4); }
.asks { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1rem; margin-top: .8rem; }
.ask { background: var(--card); border-radius: 8px; padding: 1rem 1.2rem; }
.ask .meta { margin-bottom: .7rem; } .asks + p { margin-top: .8rem; }
figure { margin: 0 0 .8rem; } blockquote { margin: 0; padding-left: .8rem; border-left: 3px solid var(--line); overflow-wrap: anywhere; } figcaption { font-size: .85rem; color: var(--soft); padding-left: calc(.8rem + 3px); overflow-wrap: anywhere; }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .92em; overflow-wrap: anywhere; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .87rem; }
footer dl { margin: 0 0 .6rem; } footer dt { float: left; clear: left; margin-right: .6rem; } footer dd { margin: 0 0 .25rem; }
@media (max-width: 46rem) {
  main { padding: 1.2rem 1rem 3rem; } h1 { font-size: 1.4rem; }
  .specs, .specs tbody, .specs tr, .specs th, .specs td, .calls, .calls tbody, .calls tr, .calls th, .calls td { display: block; }
  .specs thead, .calls thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .specs tr, .calls tr { padding: .9rem 0; border-bottom: 1px solid var(--line); }
  .specs th, .specs td, .calls th, .calls td { border: 0; padding: .1rem 0; }
  .specs td { display: grid; grid-template-columns: 7.2rem 1fr; gap: .6rem; } .specs td::before { content: attr(data-label); color: var(--soft); }
  .calls caption, .specs caption { display: block; }
  .matrix th[scope=row] { max-width: 9.5rem; min-width: 9.5rem; } .matrix { font-size: .85rem; }
  .asks { grid-template-columns: 1fr; } .tiles { grid-template-columns: 1fr 1fr; gap: .6rem; } .tiles div { padding: .6rem .8rem; }
}
@media print {
  :root { --bg: #fff; --fg: #000; --soft: #444; --line: #bbb; --card: #f3f3f3; --link: #000; --ok: #1d5b27; --weak: #6b4600; --bad: #8f1d17; --heat: 42, 122, 55; }
  main { max-width: none; padding: 0; } body { font-size: 10pt; } .scroll { overflow: visible; }
  tr, .ask, figure, .tiles div { break-inside: avoid; } h2 { break-after: avoid; } thead { display: table-header-group; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";

}  // namespace whyspec::cli
