import { ROLES } from '@qianfan/schema/kernel/decider';
import type { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  areaInReach,
  commandsInReach,
  own,
  ownId,
  requirePrincipal,
  requireReach,
  scopeOf,
  withinReach,
} from './access.ts';
import type { Principal } from './principal.ts';
import { actsOver, reach, type Records } from './reach.ts';

const asked = (role: Principal['role'], institution = 'BNK_A', jurisdiction = '3601') => ({
  principal: { role, institution, jurisdiction, actor: 'x', synthetic: false },
});

function codeOf(act: () => unknown): unknown {
  try {
    act();
    return 'allowed';
  } catch (error) {
    return (error as GraphQLError).extensions['code'];
  }
}

/** Who may name whose records: the whole table, so that a new role is a decision. */
const table: [Principal['role'], Records, own: unknown, foreign: unknown, scope: string][] = [
  ['REGULATOR', 'BANK', 'allowed', 'allowed', 'ALL'],
  ['AUDITOR', 'BANK', 'allowed', 'allowed', 'ALL'],
  ['IMPORTER', 'BANK', 'allowed', 'allowed', 'ALL'],
  ['BANK', 'BANK', 'allowed', 'FORBIDDEN', 'OWN'],
  ['INSURER', 'BANK', 'allowed', 'FORBIDDEN', 'OWN'],
  ['PROGRAMME', 'BANK', 'FORBIDDEN', 'FORBIDDEN', 'OWN'],
  ['REGULATOR', 'PROGRAMME', 'allowed', 'allowed', 'ALL'],
  ['AUDITOR', 'PROGRAMME', 'allowed', 'allowed', 'ALL'],
  ['IMPORTER', 'PROGRAMME', 'allowed', 'allowed', 'ALL'],
  ['BANK', 'PROGRAMME', 'allowed', 'FORBIDDEN', 'OWN'],
  ['INSURER', 'PROGRAMME', 'allowed', 'FORBIDDEN', 'OWN'],
  ['PROGRAMME', 'PROGRAMME', 'allowed', 'allowed', 'ALL'],
  ['PROGRAMME_REGION', 'BANK', 'FORBIDDEN', 'FORBIDDEN', 'OWN'],
  ['PROGRAMME_REGION', 'PROGRAMME', 'allowed', 'allowed', 'ALL'],
  ['AUTHORITY', 'BANK', 'FORBIDDEN', 'FORBIDDEN', 'OWN'],
  ['AUTHORITY', 'PROGRAMME', 'FORBIDDEN', 'FORBIDDEN', 'OWN'],
  ['ASSOCIATION', 'BANK', 'FORBIDDEN', 'FORBIDDEN', 'OWN'],
  ['ASSOCIATION', 'PROGRAMME', 'FORBIDDEN', 'FORBIDDEN', 'OWN'],
  ['GUARANTOR', 'BANK', 'FORBIDDEN', 'FORBIDDEN', 'OWN'],
  ['GUARANTOR', 'PROGRAMME', 'FORBIDDEN', 'FORBIDDEN', 'OWN'],
  ['SERVICE', 'BANK', 'FORBIDDEN', 'FORBIDDEN', 'OWN'],
  ['SERVICE', 'PROGRAMME', 'FORBIDDEN', 'FORBIDDEN', 'OWN'],
  ['PUBLIC', 'BANK', 'FORBIDDEN', 'FORBIDDEN', 'OWN'],
  ['PUBLIC', 'PROGRAMME', 'FORBIDDEN', 'FORBIDDEN', 'OWN'],
];

describe('records', () => {
  it('has a rule for every role', () => {
    expect(new Set(table.map(([role]) => role))).toEqual(new Set(ROLES));
  });

  it.each(table)(
    '%s on %s records: own %s, foreign %s, scope %s',
    (role, records, mine, theirs, scope) => {
      const context = asked(role);
      expect(codeOf(() => own(context, 'BNK_A', records))).toBe(mine);
      expect(codeOf(() => own(context, 'BNK_B', records))).toBe(theirs);
      expect(codeOf(() => ownId(context, 'BNK_A/L-1', records))).toBe(mine);
      expect(codeOf(() => ownId(context, 'BNK_B/L-1', records))).toBe(theirs);
      expect(scopeOf(context, records)).toBe(scope);
    },
  );

  it('takes an id without an institution for a foreign one', () => {
    for (const id of ['', '/', 'BNK_A', 'BNK_AB/L-1', '/BNK_A']) {
      expect(
        codeOf(() => ownId(asked('BANK'), id)),
        id,
      ).toBe('FORBIDDEN');
    }
  });
});

describe('nobody', () => {
  it('is UNAUTHENTICATED everywhere', () => {
    const nobody = { principal: undefined };
    for (const act of [
      () => requirePrincipal(nobody),
      () => requireReach(nobody, 'BANK'),
      () => commandsInReach(nobody),
      () => areaInReach(nobody, '36'),
      () => own(nobody, 'BNK_A'),
      () => scopeOf(nobody),
      () => withinReach(nobody, '36'),
    ]) {
      expect(codeOf(act)).toBe('UNAUTHENTICATED');
    }
  });
});

describe('roles and areas', () => {
  it.each(['REGULATOR', 'AUDITOR', 'IMPORTER'] as const)(
    'bounds %s by the jurisdiction',
    (role) => {
      const city = asked(role);
      expect(codeOf(() => withinReach(city, '360102'))).toBe('allowed');
      expect(codeOf(() => withinReach(city, '3607'))).toBe('FORBIDDEN');
      expect(codeOf(() => withinReach(city, '36'))).toBe('FORBIDDEN');
      expect(areaInReach(city, undefined)).toBe('3601');
      expect(areaInReach(city, '36')).toBe('3601');
      expect(areaInReach(city, '360102')).toBe('360102');
      expect(codeOf(() => areaInReach(city, '3607'))).toBe('FORBIDDEN');
      const province = asked(role, 'REG', '36');
      expect(codeOf(() => withinReach(province, '3607'))).toBe('allowed');
      expect(areaInReach(province, undefined)).toBeUndefined();
    },
  );

  it('lets who watches over a part neither audit nor read what others were refused', () => {
    const of = (role: Principal['role'], jurisdiction: string) =>
      (['COMMAND', 'JOURNAL'] as const).map(
        (records) => reach(asked(role, 'REG', jurisdiction).principal, records).extent,
      );
    expect(of('REGULATOR', '36')).toEqual(['ALL', 'ALL']);
    expect(of('REGULATOR', '3601')).toEqual(['OWN', 'NONE']);
    expect(of('AUDITOR', '36')).toEqual(['ALL', 'ALL']);
    expect(of('AUDITOR', '3601')).toEqual(['OWN', 'NONE']);
    expect(of('IMPORTER', '36')).toEqual(['ALL', 'NONE']);
    for (const role of ['BANK', 'INSURER', 'PROGRAMME', 'ASSOCIATION'] as const) {
      expect(of(role, '36')).toEqual(['OWN', 'NONE']);
    }
  });

  it('reaches nothing in a role that nobody has decided about', () => {
    const { principal } = asked('WHOEVER' as never, 'REG', '36');
    for (const records of ['BANK', 'PROGRAMME', 'COMMAND', 'JOURNAL'] as const) {
      expect(reach(principal, records)).toEqual({ extent: 'NONE' });
    }
  });

  it('takes no other province for this one', () => {
    const other = asked('REGULATOR', 'REG', '44');
    for (const records of ['BANK', 'PROGRAMME', 'COMMAND', 'JOURNAL'] as const) {
      expect(reach(other.principal, records).extent).not.toBe('ALL');
    }
    expect(codeOf(() => withinReach(other, '3601'))).toBe('FORBIDDEN');
    expect(actsOver(other.principal, '3601')).toBe(false);
    expect(actsOver(asked('WHOEVER' as never, 'REG', '3604').principal, '3601')).toBe(false);
  });

  it('bounds what a regulator changes, and not what a bank does for itself', () => {
    const city = asked('REGULATOR').principal;
    expect(actsOver(city, '360102')).toBe(true);
    expect(actsOver(city, '3607')).toBe(false);
    expect(actsOver(city, '36')).toBe(false);
    expect(actsOver(asked('BANK').principal, '3607')).toBe(true);
  });
});
