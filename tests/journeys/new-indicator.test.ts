import { DEMO_ORGANISATIONS } from '@qianfan/demo/cast/organisations';
import { validTf01 } from '@qianfan/demo/returns/sample';
import { demoAccounts } from '@qianfan/kit/identity/accounts';
import type { Principal } from '@qianfan/kit/identity/principal';
import type { MetricDefinition } from '@qianfan/schema/catalogue/definition';
import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { formatInstant, type Instant } from '@qianfan/schema/kernel/instant';
import type { ReturnForm } from '@qianfan/schema/returns/form';
import { TF01_2 } from '@qianfan/schema/returns/tf01.v2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSystem, type TestSystem } from '../support/system.ts';

/** An indicator, a column and a form are facts: no program is changed for them. */

const GREEN: MetricDefinition = {
  code: 'LN_BAL_GREEN',
  version: 1,
  name: { zh: '绿色贷款余额', en: 'Green loans' },
  unit: 'YUAN',
  additivity: 'STOCK',
  frequency: 'M',
  agency: 'REG_NFRA_JX',
  effectiveFrom: '2024-12',
  bases: ['RETURN'],
  description: { zh: '投向绿色产业的贷款余额', en: 'Balance of loans to green industries' },
};

const COLUMN: ReturnForm['columns'][number] = {
  code: 'J',
  metric: GREEN.code,
  kind: 'AMOUNT',
  accumulation: 'POINT',
  name: { zh: '其中：绿色贷款', en: 'Of which green' },
  optional: true,
};

/** TF01 with one more column and one more rule, for 2024-12 and after. */
const WIDER: ReturnForm = {
  ...TF01_2,
  version: 3,
  effectiveFrom: '2024-12',
  columns: [...TF01_2.columns, COLUMN],
  rules: [
    ...TF01_2.rules,
    {
      id: 'V-30',
      severity: 'ERROR',
      rows: ['1.1.1'],
      columns: ['J'],
      assert: ['le', ['cell', '$r', '$c'], ['cell', '$r', 'D']],
      message: { zh: '绿色贷款 $found 超过余额', en: 'green loans are $found, above the balance' },
      fix: { zh: '请核对', en: 'check both' },
    },
  ],
};

/** A form of its own, by county, with a flow, a number, and distinct ones without an annex. */
const BY_COUNTY: ReturnForm = {
  form: 'TF98',
  version: 1,
  name: { zh: '绿色贷款分县表', en: 'Green loans by county' },
  frequency: 'M',
  effectiveFrom: '2024-11',
  currency: 'CNY',
  unit: 'WAN_YUAN',
  tables: ['MAIN'],
  rows: [{ code: '1', population: 'HNTE', name: { zh: '高企', en: 'HNTE' } }],
  columns: [
    { ...COLUMN, code: 'A', metric: 'LN_BAL_SHADE', optional: false },
    { ...COLUMN, code: 'B', metric: 'LN_DISB_SHADE', accumulation: 'YEAR_TO_DATE' },
    { ...COLUMN, code: 'C', metric: 'LN_CNT_SHADE', kind: 'NUMBER' },
    { ...COLUMN, code: 'D', metric: 'LN_BRW_SHADE', kind: 'COUNT' },
  ],
  blocks: { dimension: 'area', level: 'COUNTY' },
  rules: [],
};

const shade = (
  code: string,
  additivity: MetricDefinition['additivity'],
  unit: MetricDefinition['unit'] = 'YUAN',
): MetricDefinition => ({ ...GREEN, code, additivity, unit, effectiveFrom: '2024-11' });

let system: TestSystem;
let seen: Instant | undefined;
let sent = 0;

/** A bank that has no account of its own in the demonstration. */
const GZRCB: Principal = { ...demoAccounts.jjb, institution: 'BNK_GZRCB', actor: 'gzrcb' };

async function submit(type: string, body: object, as: Principal = demoAccounts.regulator) {
  const service = type.startsWith('banks') ? 'banks' : 'regulators';
  const { writer } = system.services[service];
  const command = { id: `new-indicator-${(sent += 1)}`, type, body };
  const [outcome] = await writer.submit(as, [command], 'test');
  if (outcome!.status === 'REJECTED') throw new Error(JSON.stringify(outcome!.issues));
  seen = outcome!.receipt.knownAt;
  return outcome!;
}

async function ask(asked: string, fields = 'status value') {
  const document = `{ observation(figure: { ${asked} }) { ${fields} } }`;
  const { data, errors } = await system.query(document, {}, { minCut: formatInstant(seen!) });
  expect(errors).toBeUndefined();
  return data.observation;
}

beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.stop());

describe('a metric and a column of TF01 that nobody had thought of', () => {
  const returned = (green: string): SubmitReturn => {
    const body = validTf01({ institution: 'BNK_JJB', period: '2024-12', revision: 3 });
    return { ...body, cells: [...body.cells, { row: '1.1.1', column: 'J', value: green }] };
  };
  const HERE = 'metric: "LN_BAL_GREEN", population: "HNTE", period: "2024-12"';

  test('are not known before they are defined', async () => {
    const { errors } = await system.query(`{ observation(figure: { ${HERE} }) { status } }`);
    expect(errors![0]!.extensions['code']).toBe('NOT_FOUND');
  });

  test('are submitted, judged by their rule, and read', async () => {
    await submit('regulators.DefineMetric', GREEN);
    await submit('regulators.DefineReturn', WIDER);
    const refused = await submit('banks.SubmitReturn', returned('99999999.00'), demoAccounts.jjb);
    expect(refused.receipt).toMatchObject({
      outcome: 'REFUSED',
      issues: [{ code: 'V-30', path: '/cells/1.1.1/J' }],
    });
    const accepted = await submit('banks.SubmitReturn', returned('12.34'), demoAccounts.jjb);
    expect(accepted.receipt.outcome).toBe('ACCEPTED');
    expect(await ask(`${HERE}, reporter: "BNK_JJB"`)).toEqual({
      status: 'REPORTED',
      value: '123400.00',
    });
    // The three others have not reported it: a part is no total.
    expect(await ask(HERE, 'status value partial received expected')).toEqual({
      status: 'INCOMPLETE',
      value: null,
      partial: '123400.00',
      received: 1,
      expected: 4,
    });
  });

  test('and what was there before is read as before, across versions of the form', async () => {
    const total = await ask('metric: "LN_BAL", population: "HNTE", period: "2024-12"');
    expect(total.status).toBe('REPORTED');
    expect(await ask('metric: "LN_BAL", population: "HNTE", period: "2023-12"', 'status')).toEqual({
      status: 'REPORTED',
    });
  });
});

describe('a form that nobody had thought of, split by county', () => {
  const counties = (
    institution: string,
    period: string,
    cells: SubmitReturn['cells'],
  ): SubmitReturn => ({
    institution,
    form: 'TF98',
    period,
    revision: 1,
    currency: 'CNY',
    unit: 'WAN_YUAN',
    tables: [{ table: 'MAIN', reported: cells.length > 0 }],
    cells,
    borrowers: [],
  });
  const block = (area: string, ...values: string[]): SubmitReturn['cells'] =>
    values.flatMap((value, n) => (value ? [{ area, row: '1', column: 'ABCD'[n]!, value }] : []));
  const of = (metric: string, area: string, period = '2024-12', more = '') =>
    `metric: "${metric}", population: "HNTE", area: "${area}", period: "${period}"${more}`;
  const value = async (...asked: Parameters<typeof of>) => {
    const found = await ask(of(...asked));
    return found.status === 'REPORTED' ? found.value : found.status;
  };
  const JJB = ', reporter: "BNK_JJB"';

  beforeAll(async () => {
    await submit('regulators.DefineMetric', shade('LN_BAL_SHADE', 'STOCK'));
    await submit('regulators.DefineMetric', shade('LN_DISB_SHADE', 'FLOW'));
    await submit('regulators.DefineMetric', shade('LN_CNT_SHADE', 'STOCK', 'COUNT'));
    await submit('regulators.DefineMetric', shade('LN_BRW_SHADE', 'UNIQ_STOCK', 'COUNT'));
    await submit('regulators.DefineReturn', BY_COUNTY);
    for (const code of ['BNK_JJB', 'BNK_GZRCB']) {
      const bank = DEMO_ORGANISATIONS.find((it) => it.code === code)!;
      const obligations = [...bank.obligations, { form: 'TF98', from: '2024-11' }];
      await submit('regulators.RegisterOrganisation', { ...bank, obligations });
    }
    for (const period of ['2024-11', '2024-12']) {
      const instants = {
        deadline: '2025-01-31T16:00:00+08:00',
        release: '2025-02-20T10:00:00+08:00',
      };
      await submit('regulators.OpenPeriod', { form: 'TF98', period, ...instants });
    }
    const jjb = (period: string, ...cells: SubmitReturn['cells'][]) =>
      submit('banks.SubmitReturn', counties('BNK_JJB', period, cells.flat()), demoAccounts.jjb);
    const gz = (period: string, ...cells: SubmitReturn['cells'][]) =>
      submit('banks.SubmitReturn', counties('BNK_GZRCB', period, cells.flat()), GZRCB);
    const outcomes = [
      await jjb('2024-11', block('360402', '5', '10')),
      await gz('2024-11', block('360702', '7', '1')),
      await jjb('2024-12', block('360402', '6.5', '12', '3', '2'), block('360403', '1', '4', '1')),
      await gz('2024-12', block('360702', '8', '3', '9', '9'), block('360402', '0.5', '', '1')),
    ];
    expect(outcomes.map(({ receipt }: any) => receipt.issues ?? [])).toEqual([[], [], [], []]);
  });

  test('tells counties, cities and the province, of all and of one', async () => {
    expect(await value('LN_BAL_SHADE', '360402')).toBe('70000.00');
    expect(await value('LN_BAL_SHADE', '3604')).toBe('80000.00');
    expect(await value('LN_BAL_SHADE', '36')).toBe('160000.00');
    expect(await value('LN_BAL_SHADE', '3601')).toBe('0.00');
    expect(await value('LN_BAL_SHADE', '3604', '2024-12', JJB)).toBe('75000.00');
    expect(await value('LN_CNT_SHADE', '3604')).toBe('5');
  });

  test('takes the month before from a flow, area by area, and knows what was left out', async () => {
    expect(await value('LN_DISB_SHADE', '360402', '2024-12', JJB)).toBe('20000.00');
    expect(await value('LN_DISB_SHADE', '3604', '2024-12', JJB)).toBe('60000.00');
    expect(await value('LN_DISB_SHADE', '3607')).toBe('20000.00');
    // BNK_GZRCB left it out in 360402.
    expect(await value('LN_DISB_SHADE', '3604')).toBe('INCOMPLETE');
  });

  test('different ones are told of one county of one bank, and never added', async () => {
    expect(await value('LN_BRW_SHADE', '360402', '2024-12', JJB)).toBe('2');
    expect(await value('LN_BRW_SHADE', '360402')).toBe('NOT_COLLECTED');
    expect(await value('LN_BRW_SHADE', '3604', '2024-12', JJB)).toBe('NOT_COLLECTED');
  });

  test('what the facts contribute adds up to the figure', async () => {
    const fields = 'value lineage { nodes { contribution } }';
    for (const asked of [of('LN_BAL_SHADE', '3604'), of('LN_DISB_SHADE', '3607')]) {
      const { value: whole, lineage } = await ask(asked, fields);
      const sum = lineage.nodes.reduce((all: number, it: any) => all + Number(it.contribution), 0);
      expect(sum).toBe(Number(whole));
    }
  });

  test('many areas and banks are answered as one by one', async () => {
    const { data } = await system.query(
      `{ ${['360402', '360403', '360702']
        .map(
          (area) => `a${area}: observation(figure: { ${of('LN_BAL_SHADE', area)} }) { value }
            b${area}: observation(figure: { ${of('LN_BAL_SHADE', area, '2024-12', JJB)} }) { value }`,
        )
        .join('\n')}
place: observation(figure: { ${of('LN_BAL_SHADE', '3604', '2024-12', ', reporter: "BNK_GZRCB", transform: "RANK-_T"')} }) { value } }`,
      {},
      { minCut: formatInstant(seen!) },
    );
    expect(data).toMatchObject({
      a360402: { value: '70000.00' },
      b360402: { value: '65000.00' },
      a360403: { value: '10000.00' },
      b360403: { value: '10000.00' },
      a360702: { value: '80000.00' },
      b360702: { value: '0.00' },
      place: { value: '2' },
    });
  });
});

test('the form shows what may be left out, and what restricts it', async () => {
  const { data } = await system.query(
    `{ returnForm(code: "TF01", period: "2024-12") {
        version rows { code population optional columns metrics restrictions } columns { code optional } }
      split: returnForm(code: "TF98", period: "2024-12") { areas } }`,
    {},
    { minCut: formatInstant(seen!) },
  );
  expect(data.returnForm.version).toBe(3);
  expect(data.returnForm.rows.at(-1)).toEqual({
    code: 'KDT',
    population: null,
    optional: true,
    columns: ['D'],
    metrics: { D: 'KDT_REL_BAL' },
    restrictions: { programme: 'KDT' },
  });
  expect(data.returnForm.columns.at(-1)).toEqual({ code: 'J', optional: true });
  expect(data.split.areas).toBe('COUNTY');
});
