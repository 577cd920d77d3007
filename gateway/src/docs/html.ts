import type { Text } from '@qianfan/schema/kernel/issue';

/** Text that is HTML already. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Html | readonly Html[] | undefined;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const textOf = (value: Value): string => {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(textOf).join('');
  return String(value).replace(/[&<>"]/g, (sign) => ESCAPES[sign]!);
};

/** HTML in which whatever is put in is text, unless it is HTML already. */
export const html = (parts: TemplateStringsArray, ...values: Value[]): Html =>
  new Html(parts.map((part, n) => part + textOf(values[n])).join(''));

/** Both languages, Chinese first. */
export const both = ({ zh, en }: Text): Html => html`${zh} <span lang="en">${en}</span>`;

/** A description of the schema: Chinese in the first line, English in those after it. */
export function described(description: string | null | undefined): Html | undefined {
  if (!description) return undefined;
  const [zh = '', ...en] = description.split('\n');
  return html`<p>${both({ zh, en: en.join(' ') })}</p>`;
}

export const PAGES = [
  ['/docs/', { zh: '文档', en: 'Documents' }],
  ['/docs/clients', { zh: '接入示例', en: 'Client samples' }],
  ['/docs/schema', { zh: 'GraphQL 结构', en: 'Schema' }],
  ['/docs/events', { zh: '事件与命令', en: 'Events and commands' }],
  ['/docs/errors', { zh: '错误代码', en: 'Error codes' }],
] as const;

/** A whole page of the documents, under its place in them. */
export function pageOf(path: (typeof PAGES)[number][0], body: readonly Html[]): string {
  const [, name] = PAGES.find(([at]) => at === path)!;
  const links = PAGES.map(
    ([at, { zh, en }]) =>
      html`<a href="${at}" ${at === path ? html`aria-current="page"` : undefined}
        >${zh} <span lang="en">${en}</span></a
      > `,
  );
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${name.zh} ${name.en} · 千帆 Qianfan</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/docs/docs.css" />
      </head>
      <body>
        <nav aria-label="文档 Documents">
          ${links}<a href="/altair/">工作台 <span lang="en">Workshop</span></a>
          <a href="/">千帆 <span lang="en">Qianfan</span></a>
        </nav>
        <main>
          <h1>${both(name)}</h1>
          ${body}
        </main>
      </body>
    </html> `.text;
}
