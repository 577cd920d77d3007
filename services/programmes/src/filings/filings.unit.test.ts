import { specification } from '@qianfan/kit/testing/specification';
import { PROGRAMMES_FACTS } from '@qianfan/schema/facts/programmes';
import { createReferenceBook } from '@qianfan/schema/reference/reference';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { participationStreams } from '../participation/participation.state.ts';
import { participationCommands } from '../participation/participation.ts';
import { programmeStreams } from '../programme/programme.state.ts';
import { programmeCommands } from '../programme/programme.ts';
import { filingStreams } from './filings.state.ts';
import { filingCommands } from './filings.ts';

const HNTE = (n: number, validFrom: string, members: string[]): [string, object] => [
  'regulators.EnterpriseListPublished.v1',
  {
    list: 'HNTE',
    version: n,
    name: { zh: '高企', en: 'HNTE' },
    issuer: 'PRG_DOST',
    validFrom,
    members,
  },
];
const BANKS = ['BNK_JJB', 'BNK_ICBC_JX'].map((code): [string, object] => [
  'regulators.OrganisationRegistered.v1',
  { code, obligations: [] },
]);
const LISTS = [HNTE(1, '2023-01-01', ['ENT-1']), HNTE(2, '2024-07-01', ['ENT-2'])];

const programme = {
  programme: 'KDT',
  name: { zh: '科贷通', en: 'KDT' },
  launchedOn: '2023-03-01',
  rule: {
    maxPerFirm: '5000000.00',
    maxTenorMonths: 12,
    eligibleLists: ['TSME', 'HNTE'],
    provisional: true,
  },
};
const loan = {
  programme: 'KDT',
  bank: 'BNK_JJB',
  loan: 'L-1',
  enterprise: 'ENT-1',
  county: '360402',
  amount: '3000000.00',
  filedOn: '2024-02-29',
  maturesOn: '2025-02-28',
};

const empty = (given: [string, object][] = LISTS) => {
  const { when, state } = specification(
    {
      service: 'programmes',
      commands: [...programmeCommands, ...participationCommands, ...filingCommands],
      streams: [...programmeStreams, ...participationStreams, ...filingStreams],
      facts: PROGRAMMES_FACTS,
      reference: createReferenceBook,
    },
    [...given, ...BANKS],
  );
  return {
    when,
    state,
    file: (more: object = {}) => when('programmes.FileLoan', { ...loan, ...more }),
  };
};

/** Launched, with Jiujiang's city and the bank joined. */
const launched = (given?: [string, object][]) => {
  const spec = empty(given);
  const { when } = spec;
  when('programmes.LaunchProgramme', programme);
  when('programmes.JoinRegion', { programme: 'KDT', region: '3604', on: '2023-04-01' });
  when('programmes.JoinBank', { programme: 'KDT', bank: 'BNK_JJB', on: '2023-05-01' });
  const settle = (amount: string, on: string, more: object = {}) =>
    when('programmes.SettleFiling', {
      programme: 'KDT',
      bank: 'BNK_JJB',
      loan: 'L-1',
      amount,
      on,
      ...more,
    });
  return { ...spec, settle };
};

describe('a filing', () => {
  it('of a programme without lists is of whoever is registered', () => {
    const known: [string, object] = [
      'regulators.EnterpriseRegistered.v1',
      { id: 'ENT-1', name: null, county: '360402' },
    ];
    const { when, file } = empty([known]);
    const rule = { ...programme.rule, eligibleLists: [] };
    when('programmes.LaunchProgramme', { ...programme, rule });
    when('programmes.JoinRegion', { programme: 'KDT', region: '3604', on: '2023-04-01' });
    when('programmes.JoinBank', { programme: 'KDT', bank: 'BNK_JJB', on: '2023-05-01' });
    expect(file({ enterprise: 'E99999' })).toMatchObject({
      codes: ['UNKNOWN_ENTERPRISE'],
      awaitsReference: true,
    });
    expect(file().type).toBe('LoanFiled');
  });

  it('names the list version that made the borrower eligible', () => {
    expect(launched().file()).toMatchObject({
      type: 'LoanFiled',
      body: { ...loan, reference: ['list HNTE v1 @ regulators/0/1'] },
    });
  });

  it('is refused with every reason at once where nothing is known', () => {
    const answer = empty([]).file();
    expect(answer).toMatchObject({ type: 'FilingRefused', awaitsReference: false });
    expect(answer.codes).toEqual(['UNKNOWN_PROGRAMME', 'BANK_NOT_JOINED', 'REGION_NOT_JOINED']);
  });

  it('needs bank and region to have joined on the date', () => {
    const { file, when } = launched();
    expect(file({ filedOn: '2023-04-15', maturesOn: '2023-12-01' }).codes).toEqual([
      'BANK_NOT_JOINED',
    ]);
    expect(file({ county: '360102' }).codes).toEqual(['REGION_NOT_JOINED']);
    when('programmes.JoinRegion', { programme: 'KDT', region: '360102', on: '2024-02-29' });
    expect(file({ county: '360102' }).type).toBe('LoanFiled');
  });

  it('keeps amount, tenor and dates within the rule', () => {
    const { file } = launched();
    expect(file({ amount: '5000000.01' }).codes).toEqual(['OVER_FIRM_LIMIT']);
    expect(file({ amount: '0.00' }).codes).toEqual(['AMOUNT_NOT_POSITIVE']);
    expect(file({ maturesOn: '2025-03-01' }).codes).toEqual(['TENOR_TOO_LONG']);
    expect(file({ maturesOn: '2024-02-29' }).codes).toEqual(['DATE_ORDER']);
    expect(file({ maturesOn: '2024-02-30' }).codes).toEqual(['NO_SUCH_DATE']);
    expect(file({ amount: '5000000', maturesOn: '2025-02-28' })).toMatchObject({
      type: 'LoanFiled',
      body: { amount: '5000000.00' },
    });
  });

  it('is for a borrower on an eligible list on the date, and waits for the list otherwise', () => {
    const { file } = launched();
    const late = { filedOn: '2024-07-01', maturesOn: '2025-01-01' };
    expect(file(late)).toMatchObject({ codes: ['NOT_ELIGIBLE'], awaitsReference: true });
    expect(file({ ...late, enterprise: 'ENT-2' })).toMatchObject({
      type: 'LoanFiled',
      body: { reference: ['list HNTE v2 @ regulators/0/2'] },
    });
  });

  it('happens once; the same again is the same', () => {
    const { file, settle } = launched();
    const first = file();
    expect(file()).toMatchObject({ type: 'SAME', pos: first.pos });
    expect(file({ amount: '1.00' }).codes).toEqual(['ALREADY_FILED']);
    settle('3000000.00', '2024-05-01');
    expect(file()).toMatchObject({ type: 'SAME', pos: first.pos });
    expect(file({ amount: '1.00' }).codes).toEqual(['ALREADY_FILED']);
  });

  it('through an outlet needs the outlet to be enrolled', () => {
    const { file, when } = launched();
    expect(file({ outlet: 'O-1' }).codes).toEqual(['OUTLET_NOT_ENROLLED']);
    const outlet = { programme: 'KDT', outlet: 'O-1', county: '360402', on: '2023-06-01' };
    when('programmes.EnrolOutlet', { ...outlet, bank: 'BNK_JJB' });
    expect(file({ outlet: 'O-1' }).type).toBe('LoanFiled');
  });
});

describe('what a firm has filed', () => {
  it('stays within the limit over all its filings and banks together', () => {
    const { file, when, settle, state } = launched();
    when('programmes.JoinBank', { programme: 'KDT', bank: 'BNK_ICBC_JX', on: '2023-05-01' });
    file();
    const second = { bank: 'BNK_ICBC_JX', loan: 'L-2', amount: '2000000.01' };
    expect(file(second).codes).toEqual(['OVER_FIRM_LIMIT']);
    expect(file({ ...second, amount: '2000000.00' }).type).toBe('LoanFiled');
    expect(state('firms:balances')).toEqual({ 'ENT-1': '5000000.00' });
    expect(file({ loan: 'L-3', amount: '0.01' }).codes).toEqual(['OVER_FIRM_LIMIT']);
    settle('1000000.00', '2024-04-01');
    expect(file({ loan: 'L-3', amount: '1000000.01' }).codes).toEqual(['OVER_FIRM_LIMIT']);
    expect(file({ loan: 'L-3', amount: '1000000.00' }).type).toBe('LoanFiled');
  });

  it('tells a bank nothing of the others: whatever they filed, a refusal is the same to the byte', () => {
    const others = fc.integer({ min: 100_000_000, max: 500_000_000 });
    const refusals = (filed: number): string[] => {
      const { file, when, settle } = launched();
      when('programmes.JoinBank', { programme: 'KDT', bank: 'BNK_ICBC_JX', on: '2023-05-01' });
      const fen = String(filed);
      const amount = `${fen.slice(0, -2)}.${fen.slice(-2)}`;
      expect(file({ bank: 'BNK_ICBC_JX', loan: 'THEIRS', amount }).type).toBe('LoanFiled');
      const mine = file({ loan: 'SMALL', amount: '0.00' });
      const answers = [
        file({ loan: 'HUGE', amount: '999999999999999.00' }),
        file({ loan: 'LIMIT', amount: '4000000.01' }),
        file({ loan: 'THEIRS', amount: '4000000.01', maturesOn: '2026-01-01' }),
        settle('1.00', '2024-04-01', { loan: 'THEIRS' }),
      ];
      for (const { codes } of answers.slice(0, 3)) expect(codes).toContain('OVER_FIRM_LIMIT');
      return [mine, ...answers].map(({ issues }) => JSON.stringify(issues));
    };
    const [one, ...rest] = [100_000_000, 500_000_000].map(refusals);
    expect(rest).toEqual([one]);
    fc.assert(
      fc.property(others, (filed) => {
        expect(refusals(filed)).toEqual(one);
      }),
      { numRuns: 30 },
    );
  });

  it('is forgotten when all of it is settled', () => {
    const { file, settle, state } = launched();
    file();
    settle('3000000.00', '2024-04-01');
    expect(state('firms:balances')).toEqual({});
  });

  it('by a name that JavaScript knows is nothing special', () => {
    const { file } = launched([HNTE(1, '2023-01-01', ['constructor'])]);
    expect(file({ enterprise: 'constructor' }).type).toBe('LoanFiled');
    expect(file({ enterprise: 'constructor', loan: 'L-2' }).codes).toEqual(['OVER_FIRM_LIMIT']);
  });
});

describe('a settlement', () => {
  it('takes at most what stays filed, in order of dates', () => {
    const { file, settle, state } = launched();
    expect(settle('1.00', '2024-03-01').codes).toEqual(['NOT_FILED']);
    file();
    expect(settle('1000000', '2024-04-01')).toMatchObject({
      type: 'FilingSettled',
      body: { amount: '1000000.00', balance: '2000000.00', enterprise: 'ENT-1', county: '360402' },
    });
    expect(settle('1.00', '2024-03-31').codes).toEqual(['DATE_ORDER']);
    expect(settle('2000000.01', '2024-04-01').codes).toEqual(['OVER_FILED_BALANCE']);
    expect(settle('0', '2024-04-01').codes).toEqual(['AMOUNT_NOT_POSITIVE']);
    expect(settle('1.00', '2024-04-31').codes).toEqual(['NO_SUCH_DATE']);
    expect(settle('2000000', '2024-04-01').body.balance).toBe('0.00');
    expect(state('filing:BNK_JJB:L-1')).toMatchObject({ balance: '0.00', on: '2024-04-01' });
  });

  it('of equal amount on the same day is another settlement', () => {
    const { file, settle } = launched();
    file();
    settle('1000000.00', '2024-04-01');
    expect(settle('1000000.00', '2024-04-01').body.balance).toBe('1000000.00');
  });
});
