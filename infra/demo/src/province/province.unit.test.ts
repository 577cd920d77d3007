import { COMMANDS } from '@qianfan/schema/registry';
import { COUNTIES } from '@qianfan/schema/codelists/areas';
import type { DrawLoan, RepayLoan, SubmitReturn } from '@qianfan/schema/commands/banks';
import type { FileLoan, SettleFiling } from '@qianfan/schema/commands/programmes';
import type {
  EnterpriseListPublished,
  EnterpriseRegistered,
  OrganisationRegistered,
} from '@qianfan/schema/facts/regulators';
import { SERVICES } from '@qianfan/schema/kernel/fact';
import { endOf } from '@qianfan/schema/kernel/period';
import { createHash } from 'node:crypto';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { batchesOf } from '../batches.ts';
import { BANKS } from './banks.ts';
import { firmsOf } from './firms.ts';
import { dueOf } from './calendar.ts';
import { MONTHS } from './months.ts';
import { closeProvince, provinceCommands } from './province.ts';

const commands = provinceCommands({ scale: 0 });

const bodies = <Body>(type: string): Body[] =>
  commands.filter((one) => one.type === type).map(({ body }) => body as Body);
const returns = commands.filter(({ type }) => type === 'banks.SubmitReturn');

function digestOf(list: typeof commands): string {
  const hash = createHash('sha256');
  for (const command of list) hash.update(JSON.stringify(command));
  return hash.digest('hex');
}

describe('the province', () => {
  it('is the same each time', () => {
    expect(digestOf(provinceCommands({ scale: 0 }))).toBe(digestOf(commands));
  });

  it('has no size outside of nothing and the whole', () => {
    expect(() => provinceCommands({ scale: 1.1 })).toThrow(RangeError);
  });

  it('consists of valid commands with ids of their own', () => {
    const checks = new Map(Object.entries(COMMANDS).map(([type, it]) => [type, Compile(it)]));
    for (const { id, type, body } of commands) expect(checks.get(type)!.Check(body), id).toBe(true);
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  });

  it('goes strictly forward in each service, and ends before it is closed', () => {
    for (const service of SERVICES) {
      const times = commands.filter((one) => one.service === service).map((one) => one.knownAt);
      expect(times.every((time, n) => n === 0 || times[n - 1]! < time)).toBe(true);
    }
    for (const { id, receivedAt, knownAt } of commands) {
      expect(receivedAt <= knownAt && knownAt < closeProvince().knownAt, id).toBe(true);
    }
  });

  it('fits the door, in order', () => {
    const batches = batchesOf(commands);
    expect(batches.flat()).toEqual(commands);
    for (const batch of batches) {
      expect(batch.length).toBeLessThanOrEqual(500);
      expect(JSON.stringify(batch.map(({ body }) => body)).length).toBeLessThan(4_000_000);
    }
  });
});

describe('its size', () => {
  const organisations = bodies<OrganisationRegistered>('regulators.RegisterOrganisation');
  const ofKind = (kind: string) => organisations.filter((one) => one.kind === kind);

  it('185 banks, 85 of them rural, and 25 insurers; who is not quoted has an invented name', () => {
    expect(ofKind('BANK')).toHaveLength(185);
    expect(ofKind('BANK').filter(({ group }) => group === 'BNK_RCB_JX')).toHaveLength(85);
    expect(ofKind('BANK_GROUP').map(({ code }) => code)).toEqual(['BNK_RCB_JX']);
    expect(ofKind('INSURER')).toHaveLength(25);
    const real = [...ofKind('BANK'), ...ofKind('INSURER')].filter(
      ({ name }) => !name.zh.endsWith('（演示）'),
    );
    expect(real.map(({ code }) => code).toSorted()).toEqual([
      'BNK_CMB_NC',
      'BNK_GZRCB',
      'BNK_ICBC_JX',
      'BNK_JJB',
      'BNK_LARCB',
      'INS_PICC_JX',
    ]);
    expect(new Set(organisations.map(({ name }) => name.zh)).size).toBe(organisations.length);
  });

  it('20,000 enterprises in all 100 counties, no two of one name; a third in two classes or more', () => {
    const firms = firmsOf(20_000);
    expect(new Set(firms.map(({ county }) => county)).size).toBe(COUNTIES.length);
    const overlapping = firms.filter(({ classes }) => classes.length > 1).length;
    expect(overlapping / firms.length).toBeGreaterThan(0.3);
    const names = bodies<EnterpriseRegistered>('regulators.RegisterEnterprise').flatMap(
      ({ name }) => name?.zh ?? [],
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('tech SMEs lapse at the end of March and register again', () => {
    const versions = bodies<EnterpriseListPublished>('regulators.PublishList').filter(
      ({ list }) => list === 'TSME',
    );
    const on = (date: string) =>
      versions.findLast((one) => one.validFrom <= date && date < one.validTo!)!.members.length;
    expect(on('2024-04-01')).toBeLessThan(on('2024-03-31') / 2);
    expect(on('2024-11-01')).toBeGreaterThan(on('2024-03-31'));
    expect(on('2024-07-01')).toBeGreaterThan(on('2024-04-01'));
  });

  it('every bank has reported every month; a few late, a few refused, three corrected', () => {
    const months = returns.map(({ body }) => body as SubmitReturn);
    for (const month of MONTHS) {
      const filed = months.filter(({ form, period }) => form === 'TF01' && period === month);
      expect(new Set(filed.map(({ institution }) => institution)).size).toBe(185);
    }
    const late = returns.filter(({ body, receivedAt }) => {
      const { form, period, revision } = body as SubmitReturn;
      const { deadline } = dueOf(period);
      const day = new Date(receivedAt / 1000 + 8 * 3_600_000).toISOString().slice(0, 10);
      return form === 'TF01' && revision === 1 && day > deadline;
    });
    expect(late.length).toBeGreaterThan(15);
    expect(late.length).toBeLessThan(60);
    expect(returns.filter(({ isRefused }) => isRefused)).toHaveLength(4);
    const second = months.filter(({ form, revision }) => form === 'TF01' && revision === 2);
    expect(second.map(({ period }) => period)).toEqual(
      expect.arrayContaining(['2023-12', '2024-06', '2024-10']),
    );
  });
});

describe('single loans', () => {
  const drawn = Map.groupBy(bodies<DrawLoan>('banks.DrawLoan'), ({ institution }) => institution);
  const paid = Map.groupBy(bodies<RepayLoan>('banks.RepayLoan'), ({ institution }) => institution);
  const banks = BANKS.filter(({ hasContracts }) => hasContracts).map(({ code }) => code);

  it('are reported by ten banks and more', () => {
    expect(banks).toHaveLength(10);
  });

  it.each(banks)('of %s come to what its returns say, month by month', (bank) => {
    const lists = bodies<EnterpriseListPublished>('regulators.PublishList');
    for (const month of MONTHS) {
      const date = endOf(month);
      const hnte = new Set(
        lists.findLast(({ list, validFrom }) => list === 'HNTE' && validFrom <= date)!.members,
      );
      const loans = drawn.get(bank)!.filter((one) => one.drawnOn <= date);
      const left = new Map(
        loans
          .filter(({ enterprise }) => hnte.has(enterprise))
          .map(({ loan, amount }) => [loan, Number(amount)]),
      );
      for (const { loan, amount, on } of paid.get(bank)!) {
        if (on <= date && left.has(loan)) left.set(loan, left.get(loan)! - Number(amount));
      }
      const body = returns
        .map((one) => one.body as SubmitReturn)
        .findLast(
          (one) => one.form === 'TF01' && one.institution === bank && one.period === month,
        )!;
      const cell = body.cells.find(({ row, column }) => row === '1.1.1' && column === 'D')!;
      const owed = [...left.values()].reduce((sum, amount) => sum + amount, 0);
      expect(Number(cell.value) * 10_000, `${bank} ${month}`).toBeCloseTo(owed, 2);
    }
  });

  it.each(banks)('of %s are told by their structure, too', (bank) => {
    const structures = returns
      .map(({ body }) => body as SubmitReturn)
      .filter(({ form, institution }) => form === 'TF01B' && institution === bank);
    expect(structures.map(({ period }) => period)).toEqual([
      '2023-12',
      '2024-02',
      '2024-11',
      '2024-12',
      '2025-01',
      '2025-02',
    ]);
  });

  it('of which one was filed with 科贷通 is the loan of that number, and is repaid as it is settled', () => {
    const filed = bodies<FileLoan>('programmes.FileLoan').filter((one) => banks.includes(one.bank));
    expect(new Set(filed.map(({ bank }) => bank)).size).toBe(2);
    expect(filed.length).toBeGreaterThan(20);
    const settled = bodies<SettleFiling>('programmes.SettleFiling');
    for (const { bank, loan, enterprise, amount, filedOn, maturesOn } of filed) {
      const real = drawn.get(bank)!.filter((one) => one.loan === loan);
      expect(real).toMatchObject([{ enterprise, amount, drawnOn: filedOn, maturesOn }]);
      const back = settled.filter((one) => one.bank === bank && one.loan === loan);
      expect(
        paid
          .get(bank)!
          .filter((one) => one.loan === loan)
          .map((one) => [one.on, one.amount]),
      ).toEqual(back.map((one) => [one.on, one.amount]));
    }
  });
});
