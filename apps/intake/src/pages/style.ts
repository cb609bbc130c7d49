import { createHash } from 'node:crypto';

/** The whole look of the pages; light and dark, one column, no fonts to load. */
export const style = `:root{color-scheme:light dark;--ink:#1a2230;--soft:#566174;--paper:#fff;--page:#f3f5f8;--line:#d5dbe4;--brand:#a3172a;--brand-ink:#fff;--mark:#fff4d6;--ok:#1d6b3f}
@media(prefers-color-scheme:dark){:root{--ink:#e8ecf2;--soft:#a6b0c0;--paper:#1a2029;--page:#12161c;--line:#36404f;--brand:#f2788a;--brand-ink:#1a0509;--mark:#3a3116;--ok:#7fd3a3}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:1.05rem/1.55 system-ui,sans-serif}
a{color:var(--brand)}header,main,footer{max-width:42rem;margin:0 auto;padding:1rem}header{display:flex;justify-content:space-between;align-items:baseline;gap:1rem}
header a{text-decoration:none}header strong{font-size:1.25rem}main{background:var(--paper);border:1px solid var(--line);border-radius:.75rem;padding:1.5rem}
h1{font-size:1.55rem;line-height:1.25;margin:.2rem 0 .6rem}h2{font-size:1.15rem;margin:2rem 0 .6rem}p{margin:.4rem 0 .8rem}.soft,footer{color:var(--soft);font-size:.92rem}
label,legend{display:block;font-weight:600;margin:1rem 0 .25rem}label.line{font-weight:400;display:flex;gap:.6rem;align-items:baseline;margin:.5rem 0}
input:not([type=checkbox],[type=radio]),textarea,select{width:100%;font:inherit;color:inherit;background:var(--page);border:1px solid var(--soft);border-radius:.4rem;padding:.6rem}
textarea{min-height:8rem;resize:vertical}fieldset{border:0;padding:0;margin:0}:focus-visible{outline:3px solid var(--brand);outline-offset:2px}
button{font:inherit;font-weight:700;border:0;border-radius:.4rem;background:var(--brand);color:var(--brand-ink);padding:.7rem 1.4rem;margin-top:1.2rem;cursor:pointer}
button.plain{background:none;color:var(--brand);border:1px solid}details{border-top:1px solid var(--line);padding:.8rem 0}summary{cursor:pointer;font-weight:600}
.mark{background:var(--mark);border-radius:.5rem;padding:1rem;margin:1rem 0}.code{font:700 1.45rem/1.5 ui-monospace,monospace;letter-spacing:.04em;word-break:break-all;user-select:all}
.status{display:inline-block;border:1px solid var(--ok);color:var(--ok);border-radius:1rem;padding:.05rem .8rem;font-weight:700}
blockquote{margin:.6rem 0;padding:.2rem 0 .2rem 1rem;border-left:4px solid var(--line);white-space:pre-wrap;overflow-wrap:anywhere}
ol.life{list-style:none;padding:0;margin:0}ol.life li{border-left:3px solid var(--line);padding:0 0 1rem 1rem;overflow-wrap:anywhere}time{color:var(--soft);font-size:.88rem;display:block}
.error{border:2px solid var(--brand);border-radius:.5rem;padding:.8rem 1rem;margin:0 0 1rem}.row{display:grid;gap:0 1rem;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr))}.skip{position:absolute;left:-99rem}.skip:focus{left:1rem}
.drawn{margin:1rem 0}.drawn svg{width:11rem;height:11rem;display:block}@media print{header,footer,.skip{display:none}main{border:0}body{background:#fff;color:#000}}`;

/** Nothing may run, load or frame; forms go back to where they came from. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
