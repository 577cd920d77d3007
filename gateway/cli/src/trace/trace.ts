import { factName, nameOfCode } from '@qianfan/schema/codelists/codelists';
import {
  type Answered,
  type Contribution,
  readd,
  sumText,
  type Verdict,
} from '@qianfan/schema/formula/readd';
import type { Text } from '@qianfan/schema/kernel/issue';
import { graphql } from '../client.ts';
import { EXIT, type Exit, Failure } from '../failure.ts';
import type { Session } from '../session.ts';
import { table } from '../text/table.ts';
import { clockTime } from '../text/time.ts';

interface Fact extends Contribution {
  part: string;
  position: string;
  hash: string;
  type: string;
  institution: string;
  knownAt: string;
}

interface Operand {
  name: string;
  part: string;
  unit: Answered['unit'];
  figureId: string | null;
}

type Figure = Answered & { figureId: string; status: string };

interface Page {
  figure:
    | (Figure & {
        lineage: {
          nodes: Fact[];
          scope: 'ALL' | 'OWN';
          formula: string | null;
          operands: Operand[];
          pageInfo: { hasNextPage: boolean; endCursor: string | null };
        };
      })
    | null;
}

const QUERY = `
  query Trace($id: ID!, $after: String) {
    figure(id: $id) {
      figureId status unit value(unit: YUAN) partial(unit: YUAN)
      lineage(first: 500, after: $after) {
        nodes { part operand position hash type institution contribution knownAt }
        scope formula operands { name part unit figureId }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`;

/** Prints the facts behind a figure and whether they make it up exactly; FAILED where they do not. */
export async function trace(session: Session, id: string, asOf: string | undefined): Promise<Exit> {
  const first = await readPage(session, id, asOf, null);
  const { lineage, ...figure } = first.figure;
  const facts = [...lineage.nodes];
  let { pageInfo } = lineage;
  while (pageInfo.hasNextPage) {
    session.note({ zh: `已读 ${facts.length} 条事实`, en: `${facts.length} facts read` });
    // All pages at the instant of the first, or a new fact between two would shift them.
    const page = await readPage(session, id, first.cut ?? asOf, pageInfo.endCursor);
    facts.push(...page.figure.lineage.nodes);
    ({ pageInfo } = page.figure.lineage);
  }
  const { formula, operands, scope } = lineage;
  const { verdict, computed, sums } = readd(figure, formula, scope, facts);
  const result = {
    figure,
    cut: first.cut ?? null,
    scope,
    facts,
    formula,
    operands: operands.map((it) => ({ ...it, sum: sumText(sums.get(it.name) ?? 0n, it.unit) })),
    computed,
    verdict,
  };
  if (session.json) session.print(`${JSON.stringify(result)}\n`);
  else report(session, result);
  return verdict === 'DIFFERENT' ? EXIT.FAILED : EXIT.OK;
}

async function readPage(
  session: Session,
  id: string,
  asOf: string | undefined,
  after: string | null,
) {
  const headers: Record<string, string> = asOf === undefined ? {} : { 'as-of': asOf };
  const { data, cut } = await graphql<Page>(session, QUERY, { id, after }, headers);
  if (!data.figure) {
    throw new Failure(EXIT.FAILED, 'NOT_FOUND', { zh: `没有数字 ${id}。`, en: `No figure ${id}.` });
  }
  return { figure: data.figure, cut };
}

const PARTS: Record<string, Text> = {
  VALUE: { zh: '数值', en: 'value' },
  NUMERATOR: { zh: '分子', en: 'numerator' },
  DENOMINATOR: { zh: '分母', en: 'denominator' },
  REFERENCE: { zh: '参照', en: 'reference' },
  BASE: { zh: '基数', en: 'base' },
  BASE_NUMERATOR: { zh: '基期分子', en: 'base numerator' },
  BASE_DENOMINATOR: { zh: '基期分母', en: 'base denominator' },
  BASE_REFERENCE: { zh: '基期参照', en: 'base reference' },
  POPULATION: { zh: '企业名单', en: 'population' },
};

const VERDICTS: Record<Verdict, Text & { mark: string }> = {
  EQUAL: { mark: '✓', zh: '上述事实恰好构成该数。', en: 'The facts make up the figure exactly.' },
  DIFFERENT: {
    mark: '✗',
    zh: '上述事实不能构成该数！',
    en: 'The facts do not make up the figure!',
  },
  NO_VALUE: { mark: '–', zh: '该数没有值。', en: 'The figure has no value.' },
  OWN_FACTS_ONLY: {
    mark: '–',
    zh: '仅显示本机构的事实，不足以核对合计。',
    en: "Only the own institution's facts are shown; a total cannot be checked with them.",
  },
  NOT_CHECKED: {
    mark: '–',
    zh: '未核对：本程序不认识该数的算式，不能断定其对错；请升级 qianfan 后再试。',
    en: 'Not checked: this program does not know the formula, so that it cannot tell; try again with a newer qianfan.',
  },
};

const UNITS: Record<Answered['unit'], Text> = {
  YUAN: { zh: '元', en: 'yuan' },
  COUNT: { zh: '家', en: 'enterprises' },
  RATIO: { zh: '', en: '' },
};

interface Result {
  figure: Figure;
  cut: string | null;
  facts: readonly Fact[];
  formula: string | null;
  operands: readonly (Operand & { sum: string })[];
  computed: string | null;
  verdict: Verdict;
}

function report(
  session: Session,
  { figure, cut, facts, formula, operands, computed, verdict }: Result,
): void {
  const { say, print } = session;
  const partName = (part: string): string => say(PARTS[part] ?? { zh: part, en: part });
  const value = figure.value ?? figure.partial ?? '—';
  const several = operands.length > 1;
  print(`${figure.figureId}\n`);
  print(
    `${`${value} ${say(UNITS[figure.unit])}`.trimEnd()}  ${say(nameOfCode('observationStatus', figure.status))}  ${say({ zh: '截至', en: 'as of' })} ${clockTime(cut ?? '')}\n\n`,
  );
  print(
    table(
      [
        ...(several ? [say({ zh: '项', en: 'operand' })] : []),
        say({ zh: '部分', en: 'part' }),
        say({ zh: '位置', en: 'position' }),
        say({ zh: '机构', en: 'institution' }),
        `>${say({ zh: '贡献', en: 'contribution' })}`,
        say({ zh: '知悉时刻', en: 'known at' }),
        say({ zh: '类型', en: 'type' }),
        say({ zh: '哈希', en: 'hash' }),
      ],
      facts.map((fact) => [
        ...(several ? [fact.operand ?? '—'] : []),
        partName(fact.part),
        fact.position,
        fact.institution,
        fact.contribution ?? '—',
        clockTime(fact.knownAt),
        say(factName(fact.type)),
        fact.hash,
      ]),
    ),
  );
  if (several) {
    const totals = operands.map(({ name, part, sum, figureId }) => [
      `Σ ${name}`,
      partName(part),
      sum,
      figureId ?? '',
    ]);
    print(`\n${table(['', '', '>', ''], totals).trimStart()}`);
  }
  if (computed !== null) {
    const by = several ? `${formula} = ` : '';
    print(`\n= ${by}${computed} ${say(UNITS[figure.unit])}`.trimEnd() + '\n');
  }
  print(`${VERDICTS[verdict].mark} ${say(VERDICTS[verdict])}\n`);
}
