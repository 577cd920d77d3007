import type {
  DrawLoan,
  GrantCreditLine,
  RepayLoan,
  SignAgreement,
  SubmitReturn,
} from '@qianfan/schema/commands/banks';
import type { FileLoan, SettleFiling } from '@qianfan/schema/commands/programmes';
import type {
  EnterpriseListPublished,
  OrganisationRegistered,
} from '@qianfan/schema/facts/regulators';
import { describe, expect, it } from 'vitest';
import { provinceCommands } from './province.ts';

/** The base facts of `figures.json`, each added up here from the plain commands and nothing else. */
const commands = provinceCommands({ scale: 0 });

const bodies = <Body>(type: string): Body[] =>
  commands.filter((one) => one.type === type && !one.isRefused).map(({ body }) => body as Body);

const rural = new Set(
  bodies<OrganisationRegistered>('regulators.RegisterOrganisation')
    .filter(({ group }) => group === 'BNK_RCB_JX')
    .map(({ code }) => code),
);
const isRural = (code: string): boolean => rural.has(code);

/** The latest revision of each return. */
const latest = new Map<string, SubmitReturn>();
for (const body of bodies<SubmitReturn>('banks.SubmitReturn')) {
  const key = `${body.form} ${body.institution} ${body.period}`;
  if ((latest.get(key)?.revision ?? 0) < body.revision) latest.set(key, body);
}

const returns = (form: string, period: string, of: (code: string) => boolean = () => true) =>
  [...latest.values()].filter(
    (body) => body.form === form && body.period === period && of(body.institution),
  );

/** A cell in hundredths. */
const cell = (body: SubmitReturn, row: string, column: string): number =>
  Math.round(
    Number(body.cells.find((one) => one.row === row && one.column === column)!.value) * 100,
  );

/** 亿元 of a cell, summed over the reporters. */
function yi(form: string, period: string, at: [string, string], of?: (code: string) => boolean) {
  const sum = returns(form, period, of).reduce((all, body) => all + cell(body, ...at), 0);
  return sum / 1_000_000;
}

const sum = (amounts: readonly { amount: string }[]): number =>
  amounts.reduce((all, { amount }) => all + Number(amount), 0) / 100_000_000;

const members = (list: string, date: string): Set<string> =>
  new Set(
    bodies<EnterpriseListPublished>('regulators.PublishList').findLast(
      (one) => one.list === list && one.validFrom <= date && (!one.validTo || date < one.validTo),
    )!.members,
  );

describe('base facts of returns', () => {
  it.each([
    ['HNTE_2023', '2023-12', '1.1.1', 'D', 2606.46],
    ['HNTE_2024', '2024-12', '1.1.1', 'D', 2864.5],
    ['SME_2023', '2023-12', '1.1.2', 'D', 935.67],
    ['SME_2024', '2024-12', '1.1.2', 'D', 1362.33],
    ['SME_202502', '2025-02', '1.1.2', 'D', 1362.33],
    ['KDT_2023', '2023-12', 'KDT', 'D', 125.35],
    ['KDT_2024', '2024-12', 'KDT', 'D', 248.2],
    ['KDT_202502', '2025-02', 'KDT', 'D', 248.2],
    ['NPL_2023', '2023-12', '1.1.1', 'G', 50.83],
    ['NPL_2024', '2024-12', '1.1.1', 'G', 39.53],
  ])('%s', (_, period, row, column, expected) => {
    expect(returns('TF01', period)).toHaveLength(185);
    expect(yi('TF01', period, [row, column])).toBe(expected);
  });

  it.each([
    ['RCB_202402', '2024-02', '1.1', 418.87],
    ['RCB_202502', '2025-02', '1.1', 464.69],
    ['RCB_ALL_202402', '2024-02', 'ALL', 8500],
    ['RCB_ALL_202502', '2025-02', 'ALL', 9214],
    ['RCB_SME_202502', '2025-02', '1.1.2', 334.07],
    ['RCB_CHAIN_202501', '2025-01', 'CHAIN', 742.16],
  ])('%s', (_, period, row, expected) => {
    expect(returns('TF01', period, isRural)).toHaveLength(85);
    expect(yi('TF01', period, [row, 'D'], isRural)).toBe(expected);
  });

  it.each([
    ['JJB_2023', '2023-12', 163.1],
    ['JJB_2024', '2024-12', 188.01],
  ])('%s', (_, period, expected) => {
    expect(yi('TF01', period, ['1.1', 'D'], (code) => code === 'BNK_JJB')).toBe(expected);
  });

  it.each([
    ['RCB_N_202502', '2025-02', '1.1', 4717],
    ['RCB_SME_N_202502', '2025-02', '1.1.2', 4105],
    ['the borrowers of X29', '2024-02', '1.1', 4252],
  ])('%s: from the annexes', (_, period, row, expected) => {
    const borrowers = new Set(
      returns('TF01', period, isRural).flatMap((body) =>
        body.borrowers
          .filter(({ rows }) => rows['C']?.some((leaf) => leaf.startsWith(row)))
          .map(({ enterprise }) => enterprise),
      ),
    );
    expect(borrowers.size).toBe(expected);
  });

  it('RATE_BELOW_2024 and RATE_BOTH_2024', () => {
    const banks = returns('TF03', '2024-12').filter(
      (body) => cell(body, '1', 'B') > 0 && cell(body, 'ALL', 'B') > 0,
    );
    const below = banks.filter(
      (body) =>
        cell(body, '1', 'H') * cell(body, 'ALL', 'B') <
        cell(body, 'ALL', 'H') * cell(body, '1', 'B'),
    );
    expect([below.length, banks.length]).toEqual([130, 185]);
  });

  it.each([
    ['INS_2023', '2023-Q4', 457.03],
    ['INS_2024', '2024-Q4', 7312.42],
  ])('%s', (_, period, expected) => {
    expect(returns('TF05', period)).toHaveLength(25);
    expect(yi('TF05', period, ['T', 'A'])).toBe(expected);
  });
});

describe('base facts of contracts', () => {
  const lines = bodies<GrantCreditLine>('banks.GrantCreditLine');
  const ofLines = (product: string | undefined, until: string) =>
    new Set(
      lines
        .filter((one) => (!product || one.product === product) && one.grantedOn <= until)
        .map(({ enterprise }) => enterprise),
    );
  const loans = bodies<DrawLoan>('banks.DrawLoan');
  const paid = bodies<RepayLoan>('banks.RepayLoan');
  const owed = (product: string, until: string) => {
    const drawn = loans.filter((one) => one.product === product && one.drawnOn <= until);
    const ids = new Set(drawn.map(({ loan, institution }) => `${institution} ${loan}`));
    const back = paid.filter((one) => ids.has(`${one.institution} ${one.loan}`) && one.on <= until);
    return { drawn, yi: Math.round((sum(drawn) - sum(back)) * 1e8) / 1e8 };
  };

  it('CMB_LINES_2024 and CMB_LINES_ISME_2024', () => {
    const firms = ofLines(undefined, '2024-12-31');
    const lists = ['HNTE', 'TSME', 'ISME', 'SRDI', 'LITTLE_GIANT', 'OTHER_LIST', 'CHAMPION'];
    const listed = new Set(lists.flatMap((list) => [...members(list, '2024-12-31')]));
    const isme = members('ISME', '2024-12-31');
    expect([...firms].filter((id) => listed.has(id))).toHaveLength(873);
    expect(firms.size).toBe(873);
    expect([...firms].filter((id) => isme.has(id))).toHaveLength(690);
  });

  it('KCD_LINES_202503, KCD_LINES_SRDI_202503 and KCD_BAL_202503', () => {
    const firms = ofLines('KECHUANGDAI', '2025-03-31');
    const srdi = new Set(['SRDI', 'LITTLE_GIANT'].flatMap((it) => [...members(it, '2025-03-31')]));
    expect(firms.size).toBe(44);
    expect([...firms].filter((id) => srdi.has(id))).toHaveLength(30);
    const { drawn, yi: balance } = owed('KECHUANGDAI', '2025-03-31');
    expect(balance).toBe(1.96);
    for (const { limit, enterprise, product } of lines) {
      if (product !== 'KECHUANGDAI') continue;
      expect(Number(limit)).toBeLessThanOrEqual(30_000_000);
      expect(sum(drawn.filter((one) => one.enterprise === enterprise)) * 1e8).toBeLessThanOrEqual(
        Number(limit),
      );
    }
  });

  it('SZD_2024 and SZD_N_2024', () => {
    const { drawn, yi: balance } = owed('SHUZHIDAI', '2024-12-31');
    expect(balance).toBe(5.84);
    expect(new Set(drawn.map(({ enterprise }) => enterprise)).size).toBe(162);
  });

  it('LAB_POLICY', () => {
    const covers = bodies<{ product: string; county: string; sumInsured: string }>(
      'banks.IssueCover',
    ).filter(({ product }) => product === 'LAB_SAFETY');
    expect(covers).toMatchObject([
      { sumInsured: '5000000.00', county: expect.stringMatching(/^3607/) as string },
    ]);
  });
});

describe('base facts of 科贷通', () => {
  const joined = bodies<{ region: string; on: string }>('programmes.JoinRegion');
  const filed = bodies<FileLoan>('programmes.FileLoan');
  const until = '2025-02-28';

  it('KDT_LAUNCH, KDT_CITY_202502, KDT_COUNTY_202502, KDT_BANK_202502, KDT_OUTLET_202502', () => {
    const [launch] = bodies<{ launchedOn: string }>('programmes.LaunchProgramme');
    const banks = bodies<{ bank: string; on: string }>('programmes.JoinBank');
    const outlets = bodies<{ bank: string; on: string }>('programmes.EnrolOutlet');
    expect(launch!.launchedOn.slice(0, 4)).toBe('2015');
    expect(joined.filter(({ region }) => region.length === 4)).toHaveLength(7);
    expect(joined.filter(({ region }) => region.length === 6)).toHaveLength(55);
    expect(banks).toHaveLength(19);
    expect(outlets).toHaveLength(305);
    expect(new Set(outlets.map(({ bank }) => bank)).size).toBe(19);
    expect([...joined, ...banks, ...outlets].every(({ on }) => on <= until)).toBe(true);
  });

  it('KDT_FILED_202502 and KDT_ENT_202502', () => {
    const settled = bodies<SettleFiling>('programmes.SettleFiling');
    const inTime = filed.filter(({ filedOn }) => filedOn <= until);
    const left = sum(inTime) - sum(settled.filter(({ on }) => on <= until));
    expect(left).toBeCloseTo(55.3, 8);
    expect(new Set(inTime.map(({ enterprise }) => enterprise)).size).toBe(1486);
  });

  it('JJB_KDT_CITY_2024', () => {
    const signed = bodies<SignAgreement>('banks.SignAgreement');
    const areas = new Set(signed.map(({ area }) => area));
    expect([...areas]).toEqual(expect.arrayContaining(['3601', '3604', '3607']));
    expect(areas.size).toBe(7);
    for (const { institution, area, signedOn } of signed) {
      expect(institution).toBe('BNK_JJB');
      const city = joined.find(({ region }) => region === area)!;
      expect(city.on <= signedOn && signedOn <= '2024-12-31', area).toBe(true);
    }
  });
});
