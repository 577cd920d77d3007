import { type Html, html } from './html.ts';

/** What a developer asks first: one figure. */
const QUERY =
  '{ observation(figure: {metric: "LN_BAL", population: "HNTE", period: "2024-12"}) { status value(unit: YI) growth { value } } }';

interface Sample {
  name: string;
  zh: string;
  en: string;
  text: string;
}

/** With `$URL` and `$TOKEN` set each of those that speak HTTP runs as it stands: a test does. */
export const SAMPLES: readonly Sample[] = [
  {
    name: 'curl',
    zh: '命令行',
    en: 'From a shell',
    text: `curl -s "$URL/graphql" -H 'content-type: application/json' -H "authorization: Bearer $TOKEN" \\
  -d '${JSON.stringify({ query: QUERY })}'`,
  },
  {
    name: 'node',
    zh: 'Node 20 以上，无须安装',
    en: 'Node 20 or newer, nothing to install',
    text: `const { URL: url, TOKEN: token } = process.env;
const query = '${QUERY}';
const response = await fetch(url + '/graphql', {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: 'Bearer ' + token },
  body: JSON.stringify({ query }),
});
const { data, errors } = await response.json();
if (errors) throw new Error(errors[0].extensions.code + ': ' + errors[0].message);
console.log(JSON.stringify(data));`,
  },
  {
    name: 'python',
    zh: 'Python 3，无须安装；金额用 Decimal，不用 float',
    en: 'Python 3, nothing to install; amounts are Decimal, never float',
    text: `import json, os, urllib.request
from decimal import Decimal

query = '${QUERY}'
request = urllib.request.Request(
    os.environ["URL"] + "/graphql",
    data=json.dumps({"query": query}).encode(),
    headers={"content-type": "application/json", "authorization": "Bearer " + os.environ["TOKEN"]},
)
answer = json.load(urllib.request.urlopen(request))
if "errors" in answer:
    raise SystemExit(answer["errors"][0]["extensions"]["code"] + ": " + answer["errors"][0]["message"])
print(Decimal(answer["data"]["observation"]["value"]))`,
  },
  {
    name: 'kafka',
    zh: 'Kafka 自带的命令行：一行一条命令；结果在本机构的 outcomes 主题',
    en: "Kafka's own console producer: a command a line; outcomes come on the topic of the institution",
    text: `printf '{"specversion":"1.0","id":"draw-1","source":"core","type":"banks.DrawLoan","token":"%s","data":%s}\\n' \\
  "$TOKEN" "$(cat loan.json)" |
  kafka-console-producer.sh --bootstrap-server "$KAFKA" --topic qianfan.banks.intake.v1
kafka-console-consumer.sh --bootstrap-server "$KAFKA" --topic qianfan.banks.outcomes.BNK_JJB.v1 --from-beginning`,
  },
];

export const clientsPage = (): Html[] => [
  html`<p>
    <code>$URL</code> 是本网关的地址，<code>$TOKEN</code>
    是身份系统签发的令牌（演示环境：<code>accounts/*.jwt</code>）。按某日所知查询，加请求头
    <code>As-Of: 2025-02-01</code>。
    <span lang="en"
      ><code>$URL</code> is the address of this gateway, <code>$TOKEN</code> what your identity
      system issued. The header <code>As-Of</code> asks as known on a day.</span
    >
  </p>`,
  ...SAMPLES.map(
    ({ name, zh, en, text }) =>
      html`<h2 id="${name}">${zh} <span lang="en">${en}</span></h2>
        <pre><code>${text}</code></pre> `,
  ),
];
