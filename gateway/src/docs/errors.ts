import { ERRORS } from '@qianfan/schema/errors/catalogue';
import type { ErrorEntry } from '@qianfan/schema/errors/entry';
import { both, type Html, html } from './html.ts';

const HEAD = html`<thead>
  <tr>
    <th>代码 <span lang="en">Code</span></th>
    <th>HTTP</th>
    <th>含义 <span lang="en">Meaning</span></th>
    <th>如何处理 <span lang="en">What to do</span></th>
  </tr>
</thead>`;

export const errorsPage = (): Html[] => [
  html`<p>
      GraphQL 应答在 <code>extensions.code</code>，命令结果在
      <code>issues[].code</code>。代码不变，程序可据以分支；花括号处填入具体内容。
      <span lang="en"
        >Answers carry the code in <code>extensions.code</code>, outcomes of commands in
        <code>issues[].code</code>. Codes are stable; names in braces are filled in.</span
      >
    </p>
    <p>
      报表的校验规则（<code>S-01</code>、<code>V-02</code>……）由
      <code>returnForm(code, period) { rules }</code> 给出。
      <span lang="en">The rules of a form are data of the form.</span>
    </p>
    <table>
      ${HEAD}
      <tbody>
        ${Object.entries<ErrorEntry>(ERRORS).map(
          ([code, { http, message, fix }]) =>
            html`<tr id="${code}">
              <td><code>${code}</code></td>
              <td>${http}</td>
              <td>${both(message)}</td>
              <td>${both(fix)}</td>
            </tr> `,
        )}
      </tbody>
    </table>`,
];
