import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { consistentReturn } from '@qianfan/schema/returns/consistent';
import type { ReturnForm } from '@qianfan/schema/returns/form';
import { TF01_2 } from '@qianfan/schema/returns/tf01.v2';
import { TF02 } from '@qianfan/schema/returns/tf02';
import { TF03 } from '@qianfan/schema/returns/tf03';
import { beforeEach, describe, expect, it } from 'vitest';
import { GIVEN } from '../testing/given.ts';
import { specification } from '@qianfan/kit/testing/specification';
import { partsOf } from '../testing/parts.ts';
import { returnStreams } from './returns.state.ts';
import { submitReturn } from './returns.ts';

const FORMS = ['TF01', 'TF02', 'TF03'];
const HEAD = { institution: 'BNK_JJB', period: '2024-12', currency: 'CNY', unit: 'WAN_YUAN' };
const COUNTY = '360402';

const given: [string, object][] = [
  ...GIVEN.filter(
    ([, body]) => !('version' in body) && !('code' in body && body.code === 'BNK_JJB'),
  ),
  ...[TF01_2, TF02, TF03].map((form): [string, object] => ['regulators.ReturnDefined.v1', form]),
  [
    'regulators.OrganisationRegistered.v1',
    {
      code: 'BNK_JJB',
      kind: 'BANK',
      area: '36',
      obligations: FORMS.map((form) => ({ form, from: '2023-01' })),
    },
  ],
  ...['TF02', 'TF03'].map((form): [string, object] => [
    'regulators.ReportingPeriodOpened.v1',
    {
      form,
      period: '2024-12',
      deadline: '2025-01-13T16:00:00+08:00',
      release: '2025-01-20T10:00:00+08:00',
    },
  ]),
];

/** TF01 of one borrower; amounts in hundredths of 万元. */
const main = (revision: number, balance: bigint): SubmitReturn =>
  consistentReturn(TF01_2, { ...HEAD, revision }, [
    {
      enterprise: 'ENT-1',
      rows: ['1.1.1', '1.2.4'],
      balance,
      drawn: 50_000n,
      rate: 350,
      shares: [0, 0, 0, 0],
    },
  ]);

/** A return without annex of the cells of TF01 that it has too, those of TF01's rows and given columns. */
const like = (
  form: ReturnForm,
  revision: number,
  from: SubmitReturn,
  columns: string[],
  more: SubmitReturn['cells'] = [],
): SubmitReturn => ({
  ...HEAD,
  form: form.form,
  revision,
  tables: [{ table: 'MAIN', reported: true }],
  cells: [
    ...from.cells
      .filter(
        ({ row, column }) => form.rows.some(({ code }) => code === row) && columns.includes(column),
      )
      .map((cell) => (form.blocks ? { area: COUNTY, ...cell } : cell)),
    ...more,
  ],
  borrowers: [],
});

const byCounty = (revision: number, balance: bigint): SubmitReturn =>
  like(TF02, revision, main(1, balance), ['D']);

let spec: ReturnType<typeof specification>;
const submit = (body: SubmitReturn) => {
  const { type, codes, issues, body: fact } = spec.when('banks.SubmitReturn', body);
  const severities = [...new Set(issues.map(({ severity }) => severity))];
  return { type, codes: [...new Set(codes)], severities, fact };
};
const ACCEPTED = { type: 'ReturnAccepted', codes: [] };

beforeEach(() => {
  spec = specification(partsOf([submitReturn], returnStreams), given);
});

describe('rules between returns', () => {
  it('wait for the other return, and are judged when it comes, whichever is second', () => {
    expect(submit(byCounty(1, 100_000n))).toMatchObject(ACCEPTED);
    // The rule is TF02's; TF01 comes second and does not fit.
    expect(submit(main(1, 90_000n))).toMatchObject({ type: 'ReturnRefused', codes: ['X-01'] });
    // What the sender's own cell holds stands as found, though the rule is the other form's.
    const { issues } = spec.when('banks.SubmitReturn', main(1, 80_000n));
    expect(issues).toContainEqual(
      expect.objectContaining({ path: '/cells/1/D', found: '800.00', expected: '= 1000.00' }),
    );
    const { type, fact } = submit(main(1, 100_000n));
    expect(type).toBe('ReturnAccepted');
    expect(fact.reference).toContain('return TF02 2024-12 r1 @ banks/0/1');
  });

  it('name the revision and position of what a return was compared with', () => {
    submit(main(1, 90_000n));
    submit(main(2, 100_000n));
    expect(submit(byCounty(1, 90_000n))).toMatchObject({ type: 'ReturnRefused', codes: ['X-01'] });
    const { fact } = submit(byCounty(1, 100_000n));
    expect(fact.reference).toContain('return TF01 2024-12 r2 @ banks/0/2');
    expect(fact.areas).toEqual([COUNTY]);
    expect(fact.cells).toHaveLength(TF02.rows.length * TF02.columns.length);
  });

  it('let a correction part from the other return, whose correction is then due', () => {
    submit(main(1, 100_000n));
    submit(byCounty(1, 100_000n));
    const opened = { type: 'ReturnAccepted', codes: ['X-01'], severities: ['WARN'] };
    expect(submit(main(2, 120_000n))).toMatchObject(opened);
    // Corrected once more before the other follows: still its turn.
    expect(submit(main(3, 130_000n))).toMatchObject(opened);
    expect(submit(byCounty(2, 120_000n))).toMatchObject({
      type: 'ReturnRefused',
      codes: ['X-01'],
      severities: ['ERROR'],
    });
    expect(submit(byCounty(2, 130_000n))).toMatchObject(ACCEPTED);
    expect(submit(byCounty(3, 140_000n))).toMatchObject(opened);
    expect(submit(main(4, 140_000n))).toMatchObject(ACCEPTED);
  });

  it('X-02, X-13: what was drawn is the same in both, and so is its interest', () => {
    const all = [
      { row: 'ALL', column: 'B', value: '900' },
      { row: 'ALL', column: 'H', value: '40' },
    ];
    const body = like(TF03, 1, main(1, 100_000n), ['B', 'H'], all);
    const other = {
      ...body,
      cells: body.cells.map((cell) => ({ ...cell, value: cell.row === '1' ? '30' : cell.value })),
    };
    submit(main(1, 100_000n));
    expect(submit(other).codes).toEqual(expect.arrayContaining(['X-02', 'X-13']));
    expect(submit(body)).toMatchObject(ACCEPTED);
  });
});

describe('a correction of a form that is split by area', () => {
  it('lists what changed in each area, an area that is new included', () => {
    submit(byCounty(1, 100_000n));
    const body = byCounty(2, 110_000n);
    const before = body.cells.map((cell) => ({ ...cell, area: '360102', value: '1.00' }));
    const { fact } = submit({ ...body, cells: [...body.cells, ...before] });
    const size = TF02.rows.length * TF02.columns.length;
    expect(fact.areas).toEqual(['360102', COUNTY]);
    expect(fact.changes.filter(([index]: [number]) => index < size)).toHaveLength(13);
    expect(fact.changes).toContainEqual([size + 3, '1000.00', '1100.00']);
  });
});
