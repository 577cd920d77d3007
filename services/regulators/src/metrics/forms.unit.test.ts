import { METRIC_DEFINITIONS } from '@qianfan/schema/catalogue/seed';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { formatRatio } from '@qianfan/schema/kernel/ratio';
import type { ReturnForm } from '@qianfan/schema/returns/form';
import { cellIndex, gridSize } from '@qianfan/schema/returns/grid';
import { RETURN_FORMS } from '@qianfan/schema/seed';
import { describe, expect, test } from 'vitest';
import { factOf, remembered } from '../testing/memory.ts';
import { figureOf } from './figure.ts';
import { observe } from './observe.ts';

const FORMS = ['TF01', 'TF01B', 'TF02', 'TF03', 'TF05'];

const reporter = (code: string, kind = 'BANK') =>
  factOf('regulators.OrganisationRegistered.v1', code, {
    code,
    kind,
    area: '36',
    obligations: FORMS.map((form) => ({ form, from: '2023-01' })),
  });

const REGISTER: Fact<any>[] = [
  ...METRIC_DEFINITIONS.map((body) => factOf('regulators.MetricDefined.v1', body.code, body)),
  ...RETURN_FORMS.map((body) => factOf('regulators.ReturnDefined.v1', body.form, body)),
  reporter('BNK_A'),
  reporter('BNK_B'),
];

const latest = (code: string): ReturnForm => RETURN_FORMS.findLast(({ form }) => form === code)!;

/** A return with these cells (`row/column`, in 万元 or whole), the others left out. */
function returned(
  institution: string,
  code: string,
  period: string,
  given: Record<string, string>,
  areas: string[] = [],
) {
  const form = latest(code);
  const blocks = form.blocks ? areas.length : 1;
  const cells = new Array<string | null>(gridSize(form) * blocks).fill(null);
  for (const [place, value] of Object.entries(given)) {
    const path = place.split('/');
    const [row, column] = path.slice(-2) as [string, string];
    const block = form.blocks ? areas.indexOf(path[0]!) : 0;
    cells[block * gridSize(form) + cellIndex(form, row, column)] = value;
  }
  return factOf(
    'banks.ReturnAccepted.v1',
    institution,
    {
      form: code,
      formVersion: form.version,
      period,
      revision: 1,
      digest: 'd',
      ...(form.blocks ? { areas } : {}),
      cells,
      annex: { ids: [], masks: [] },
      late: false,
    },
    10,
  );
}

/** The same return with the balance that is owed in every area of TF02. */
function withOwed(body: { cells: (string | null)[] }) {
  const form = latest('TF02');
  const size = gridSize(form);
  const at = cellIndex(form, form.rows[0]!.code, 'D');
  return { ...body, cells: body.cells.map((cell, n) => (n % size === at ? '0.00' : cell)) };
}

/** 1 万元 in fen. */
const FEN = 1_000_000n;

/** Amounts in 万元, counts and quotients, as text. */
async function seen(facts: Fact<any>[], asked: Partial<Parameters<typeof figureOf>[0]>) {
  const query = { metric: 'LN_BAL', period: '2024-12', ...asked };
  const figure = figureOf(query, { agency: 'REG_NFRA_JX', basis: 'RETURN' });
  const found = await observe(remembered([...REGISTER, ...facts]), figure);
  const { value, unit } = found;
  const text = () => {
    if (unit === 'YUAN') return `${value!.numerator / FEN}`;
    return value!.denominator === 1n ? `${value!.numerator}` : formatRatio(value!);
  };
  return { status: found.status, value: value && text(), flags: found.flags };
}

const reported = (value: string | null, flags: string[] = []) => ({
  status: value === null ? 'NOT_COLLECTED' : 'REPORTED',
  value,
  flags,
});

describe('a form that is split by area', () => {
  const facts = [
    returned(
      'BNK_A',
      'TF02',
      '2024-12',
      { '360102/1.1.2/D': '10.00', '360103/1.1.2/D': '5.00', '360702/1.1.2/D': '2.00' },
      ['360102', '360103', '360702'],
    ),
    returned('BNK_B', 'TF02', '2024-12', { '360702/1.1.2/D': '1.00', '360702/1.1.2/C': '3' }, [
      '360702',
    ]),
  ];
  const of = (area: string, more: object = {}) =>
    seen(facts, { population: 'TSME', area, ...more });

  test('tells a county, and a city as the sum of its counties; nothing there is zero', async () => {
    expect(await of('360102')).toEqual(reported('10'));
    expect(await of('3601')).toEqual(reported('15'));
    expect(await of('3607')).toEqual(reported('3'));
    expect(await of('360402')).toEqual(reported('0'));
    expect(await of('3607', { reporter: 'BNK_B' })).toEqual(reported('1'));
  });

  test('a cell that was left out leaves the total incomplete', async () => {
    const filed = facts.map((fact) => ({ ...fact, body: withOwed(fact.body) }));
    const asked = { metric: 'LN_BAL_NPL', population: 'TSME', area: '360702' };
    // Nobody owes it: where nobody who filed the form has it, nobody is behind; before that, all are.
    expect((await seen(filed, asked)).status).toBe('NOT_COLLECTED');
    expect((await seen([], asked)).status).toBe('MISSING');
    const one = returned('BNK_A', 'TF02', '2024-12', { '360702/1.1.2/G': '1.00' }, ['360702']);
    const found = await seen([one, facts[1]!], {
      metric: 'LN_BAL_NPL',
      population: 'TSME',
      area: '3607',
    });
    expect(found.status).toBe('INCOMPLETE');
  });

  test('borrowers without names: of one county of one bank, never a sum', async () => {
    const borrowers = { metric: 'LN_BRW', reporter: 'BNK_B' };
    expect(await of('360702', borrowers)).toEqual(reported('3'));
    expect(await of('3607', borrowers)).toEqual(reported(null));
    expect(await of('360702', { metric: 'LN_BRW' })).toEqual(reported(null));
  });

  test('the province is TF01’s, as long as that has it', async () => {
    expect((await of('36')).status).toBe('MISSING');
  });
});

describe('rows and columns with restrictions', () => {
  const facts = ['BNK_A', 'BNK_B'].flatMap((bank) => [
    returned(bank, 'TF01', '2024-12', { 'KDT/D': '9.00', 'ALL/D': '100.00', '1.1.2/D': '30.00' }),
    returned(bank, 'TF01B', '2024-12', {
      '1.1.2/D': '30.00',
      '1.1.2/DC': '7.00',
      '1.1.2/TA': '4.00',
    }),
  ]);

  test('a row may have a metric of its own, which means what restricts the row', async () => {
    expect(await seen(facts, { metric: 'KDT_REL_BAL' })).toEqual(reported('18'));
    expect(await seen(facts, { metric: 'KDT_REL_BAL', programme: 'KDT' })).toEqual(reported('18'));
    expect(await seen(facts, { metric: 'KDT_REL_BAL', programme: 'OTHER' })).toEqual(
      reported(null),
    );
    expect(await seen(facts, { programme: 'KDT' })).toEqual(reported(null));
    expect(await seen(facts, {})).toEqual(reported('200'));
  });

  test('a column may be restricted by guarantee, term or stage', async () => {
    const tsme = { population: 'TSME' };
    expect(await seen(facts, { ...tsme, guarantee: 'MORTGAGE' })).toEqual(reported('14'));
    expect(await seen(facts, { ...tsme, term: 'SHORT' })).toEqual(reported('8'));
    expect(await seen(facts, { ...tsme, guarantee: 'IP_PLEDGE' })).toEqual(reported(null));
  });

  test('a formula fixes what it divides by: 科贷通 in loans to tech SMEs', async () => {
    expect(await seen(facts, { metric: 'KDT_SHARE_TSME', programme: 'KDT' })).toEqual(
      reported('0.300000'),
    );
    expect((await seen(facts, { metric: 'KDT_SHARE_TSME', transform: 'PP_YOY' })).status).toBe(
      'MISSING',
    );
  });
});

describe('rates', () => {
  /** Drawn and interest of tech loans and of all loans. */
  const rates = (bank: string, tech: [string, string], all: [string, string]) => [
    returned(bank, 'TF01', '2024-12', { '1/B': tech[0], '1/H': tech[1] }),
    returned(bank, 'TF03', '2024-12', { 'ALL/B': all[0], 'ALL/H': all[1] }),
  ];
  const facts = [
    ...rates('BNK_A', ['100.00', '3.00'], ['200.00', '8.00']),
    ...rates('BNK_B', ['100.00', '5.00'], ['200.00', '8.00']),
  ];
  const asked = { population: 'TECH_LOAN', period: '2024' };

  test('the gap is a difference of rates, over the whole scope', async () => {
    const gap = { ...asked, metric: 'P_RATE_GAP' };
    expect(await seen(facts, gap)).toEqual(reported('0.000000'));
    expect(await seen(facts, { ...gap, reporter: 'BNK_A' })).toEqual(reported('-0.010000'));
  });

  test('how many banks are below: of those that drew in both', async () => {
    const below = { ...asked, metric: 'C_RATE_BELOW' };
    expect(await seen(facts, below)).toEqual(reported('0.500000'));
    const idle = [...facts.slice(0, 2), ...rates('BNK_B', ['0.00', '0.00'], ['200.00', '8.00'])];
    expect(await seen(idle, below)).toEqual(reported('1'));
    expect((await seen(facts.slice(0, 2), below)).status).toBe('INCOMPLETE');
  });
});

describe('tech insurance', () => {
  const of = (period: string, cover: string) =>
    ['BNK_A', 'BNK_B'].map((code) =>
      returned(code, 'TF05', period, { 'T/A': cover, 'II/A': '1.00', 'T/C': '12', 'T/D': '4' }),
    );
  const facts = [...of('2023-Q4', '10.00'), ...of('2024-Q3', '60.00'), ...of('2024-Q4', '160.00')];

  test('a year is the year to date of its last quarter, a quarter the difference', async () => {
    const cover = { metric: 'INS_COVER_WRITTEN' };
    expect(await seen(facts, { ...cover, period: '2024' })).toEqual(reported('320', ['b']));
    expect(await seen(facts, { ...cover, period: '2024-Q4' })).toEqual(reported('200'));
    expect(await seen(facts, { ...cover, period: '2024', transform: 'YOY' })).toEqual(
      reported('15.000000', ['b']),
    );
    expect(await seen(facts, { ...cover, period: '2024', product: 'INS_PART_II' })).toEqual(
      reported('2', ['b']),
    );
  });

  test('policies add up; insured enterprises do not', async () => {
    expect(await seen(facts, { metric: 'INS_POL', period: '2024' })).toEqual(reported('24'));
    const firms = { metric: 'INS_ENT', period: '2024' };
    expect(await seen(facts, firms)).toEqual(reported(null));
    expect(await seen(facts, { ...firms, reporter: 'BNK_A' })).toEqual(reported('4'));
  });
});
