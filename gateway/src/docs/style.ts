/** Of the documents: a column that is read, in the light that the reader has. */
export const STYLE = `
:root { color-scheme: light dark; font: 16px/1.6 system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif; }
body { max-width: 70rem; margin: 0 auto; padding: 0 1rem 3rem; }
nav { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; padding: .9rem 0; border-bottom: 1px solid; }
nav [aria-current] { font-weight: 700; text-decoration: none; }
[lang=en] { opacity: .82; }
h2 { margin-top: 2rem; }
h3 { margin: 1.6rem 0 .2rem; font-size: 1.05rem; overflow-wrap: anywhere; }
p { margin: .2rem 0; }
pre { overflow-x: auto; padding: .8rem 1rem; border: 1px solid; border-radius: 6px; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: .4rem 0; }
th, td { padding: .3rem .5rem; text-align: start; vertical-align: top; border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
.index { columns: 16rem; }
@media (width < 48rem) { table, tbody, tr, td { display: block; } thead { display: none; } tr { padding: .4rem 0; } td { border: 0; padding: .1rem 0; } tr { border-bottom: 1px solid; } }
`;
