import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fact } from '../kernel/fact.ts';
import { partitionOf } from '../kernel/partition.ts';
import { createReferenceBook, type RegulatorsBook } from './reference.ts';

let book: RegulatorsBook;
let heads: number[];

function factOf(name: string, key: string, knownAt: number, body: object): Fact {
  const partition = partitionOf(key);
  heads[partition] = (heads[partition] ?? 0) + 1;
  return {
    service: 'regulators',
    partition,
    pos: heads[partition],
    key,
    stream: key,
    type: `regulators.${name}`,
    institution: 'REG_NFRA_JX',
    actor: 'test',
    period: null,
    receivedAt: knownAt,
    recordedAt: knownAt,
    knownAt,
    commandId: `c-${knownAt}`,
    ordinal: 0,
    digest: '',
    synthetic: true,
    body,
    hash: '',
  };
}

const learn = (...args: Parameters<typeof factOf>): Fact => {
  const fact = factOf(...args);
  book.apply(fact);
  return fact;
};

const listV = (version: number, validFrom: string, members: string[], validTo?: string) => ({
  list: 'HNTE',
  version,
  name: { zh: '高新技术企业', en: 'HNTE' },
  issuer: 'PRG_DOST',
  validFrom,
  ...(validTo ? { validTo } : {}),
  members,
});
const publish = (knownAt: number, ...args: Parameters<typeof listV>) =>
  learn('EnterpriseListPublished.v1', 'HNTE', knownAt, listV(...args));

beforeEach(() => {
  book = createReferenceBook();
  heads = [];
});

describe('the reference book', () => {
  it('shows an organisation as it was known at T, and says which fact that was', () => {
    const body = {
      code: 'BNK_JJB',
      obligations: [{ form: 'TF01', from: '2024-01', to: '2024-11' }],
    };
    const first = learn('OrganisationRegistered.v1', 'BNK_JJB', 10, body);
    const second = learn('OrganisationRegistered.v1', 'BNK_JJB', 20, { ...body, obligations: [] });
    expect(book.at(9).organisation('BNK_JJB')).toBeUndefined();
    expect(book.at(9).owes('BNK_JJB', 'TF01', '2024-01')).toBeUndefined();
    expect(book.at(19).organisation('BNK_JJB')).toMatchObject({
      value: body,
      used: `organisation BNK_JJB @ regulators/${first.partition}/1`,
    });
    expect(book.at(20).organisation('BNK_JJB')?.used).toContain(`/${second.pos}`);
    const owed = ['2023-12', '2024-01', '2024-11', '2024-12', '2024-Q3', '2024'].map(
      (period) => book.at(19).owes('BNK_JJB', 'TF01', period)?.value,
    );
    expect(owed).toEqual([false, true, true, false, true, false]);
    expect(book.at(20).owes('BNK_JJB', 'TF01', '2024-01')?.value).toBe(false);
  });

  it('drops repeats', () => {
    const fact = learn('OrganisationRegistered.v1', 'B', 10, { code: 'B', obligations: [] });
    learn('OrganisationRegistered.v1', 'B', 20, { code: 'B', obligations: [], area: '36' });
    book.apply(fact);
    expect(book.at(30).organisation('B')?.value).toHaveProperty('area');
  });

  it('finds the version of a form in effect for a period', () => {
    const form = (version: number, effectiveFrom: string) => ({
      form: 'TF01',
      version,
      effectiveFrom,
      rows: [],
    });
    learn('ReturnDefined.v1', 'TF01', 10, form(1, '2023-01'));
    learn('ReturnDefined.v1', 'TF01', 20, form(2, '2025-01'));
    const versionAt = (knownAt: number, period: string) =>
      book.at(knownAt).form('TF01', period)?.value.version;
    expect(versionAt(30, '2022-12')).toBeUndefined();
    expect(versionAt(30, '2024-12')).toBe(1);
    expect(versionAt(30, '2025-01')).toBe(2);
    expect(versionAt(15, '2025-01')).toBe(1);
    expect(book.at(30).form('TF01', '2025-02')?.used).toMatch(
      /^form TF01 v2 @ regulators\/\d+\/2$/,
    );
  });

  it('knows deadlines, moved ones too', () => {
    const period = { form: 'TF01', period: '2024-12', release: '2025-01-20T10:00:00+08:00' };
    const until = (deadline: string) => ({ ...period, deadline });
    learn('ReportingPeriodOpened.v1', 'TF01', 10, until('2025-01-13T12:00:00+08:00'));
    learn('ReportingPeriodOpened.v1', 'TF01', 20, until('1970-01-01T00:00:01Z'));
    expect(book.at(20).reportingPeriod('TF01', '2024-12')?.value.deadline).toBe(1_000_000);
    expect(book.at(19).reportingPeriod('TF01', '2024-12')?.value.deadline).toBe(
      1_736_740_800_000_000,
    );
    expect(book.at(19).reportingPeriod('TF01', '2024-11')).toBeUndefined();
  });

  it('judges membership by the version valid on the date', () => {
    publish(10, 1, '2023-06-01', ['E1', 'E2']);
    publish(20, 2, '2024-06-01', ['E2', 'E3'], '2025-06-01');
    const member = (knownAt: number, enterprise: string, date: string) =>
      book.at(knownAt).listMember('HNTE', enterprise, date)?.value;
    expect(member(30, 'E1', '2023-05-31')).toBeUndefined();
    expect(member(30, 'E1', '2024-05-31')).toBe(true);
    expect(member(30, 'E1', '2024-06-01')).toBe(false);
    expect(member(30, 'E3', '2025-05-31')).toBe(true);
    expect(member(30, 'E1', '2025-06-01')).toBe(true);
    expect(member(15, 'E3', '2024-06-01')).toBe(false);
    expect(book.at(30).listVersion('HNTE', '2024-12-31')?.used).toMatch(/^list HNTE v2 @/);
  });

  it('knows definitions of metrics and the names that populations and peer groups have, from T on', () => {
    const metric = (version: number) => ({ code: 'LN_BAL', version });
    learn('MetricDefined.v1', 'LN_BAL', 10, metric(1));
    learn('MetricDefined.v1', 'LN_BAL', 20, metric(2));
    const bank = { code: 'B', obligations: [], peerGroup: 'CITY' };
    learn('OrganisationRegistered.v1', 'B', 20, bank);
    learn('OrganisationRegistered.v1', 'B', 25, { ...bank, peerGroup: 'RURAL' });
    const rows = [{ code: '1', population: 'GREEN' }, { code: '2' }];
    learn('ReturnDefined.v1', 'TF09', 20, { form: 'TF09', version: 1, rows });
    publish(20, 1, '2023-06-01', ['E1']);
    const seen = (knownAt: number) => {
      const view = book.at(knownAt);
      return [
        view.metricVersions('LN_BAL').length,
        view.peerGroup('CITY'),
        view.population('GREEN'),
        view.population('HNTE'),
      ];
    };
    expect(seen(9)).toEqual([0, false, false, false]);
    expect(seen(19)).toEqual([1, false, false, false]);
    expect(seen(30)).toEqual([2, true, true, true]);
    expect(book.at(30).population('NOPE')).toBe(false);
  });

  it('halts on a version that it cannot read, and skips what it does not need', () => {
    expect(() => learn('OrganisationRegistered.v2', 'B', 10, {})).toThrow(RangeError);
    expect(() => learn('StatementPublished.v7', 'F108', 10, {})).not.toThrow();
  });

  it('sees at T what a book that stopped at T sees', () => {
    const publication = fc.record({
      version: fc.integer({ min: 1, max: 4 }),
      from: fc.integer({ min: 1, max: 9 }),
      members: fc.uniqueArray(fc.constantFrom('E1', 'E2', 'E3')),
    });
    fc.assert(
      fc.property(fc.array(publication, { maxLength: 12 }), fc.nat(13), (publications, stop) => {
        book = createReferenceBook();
        heads = [];
        const all = publications.map((one, index) =>
          publish(index + 1, one.version, `2024-0${one.from}-01`, one.members),
        );
        const stopped = createReferenceBook();
        for (const fact of all) if (fact.knownAt <= stop) stopped.apply(fact);
        for (let month = 1; month <= 9; month += 1) {
          const date = `2024-0${month}-15`;
          expect(book.at(stop).listVersion('HNTE', date)).toEqual(
            stopped.at(Number.MAX_SAFE_INTEGER).listVersion('HNTE', date),
          );
        }
      }),
    );
  });
});
