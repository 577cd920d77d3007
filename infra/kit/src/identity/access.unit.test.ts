import { ROLES } from '@qianfan/schema/kernel/decider';
import type { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  own,
  ownId,
  type Records,
  requirePrincipal,
  requireRole,
  scopeOf,
  withinJurisdiction,
} from './access.ts';
import type { Principal } from './principal.ts';

const asked = (role: Principal['role'], institution = 'BNK_A') => ({
  principal: { role, institution, jurisdiction: '3601', actor: 'x', synthetic: false },
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
      () => requireRole(nobody, ...ROLES),
      () => own(nobody, 'BNK_A'),
      () => scopeOf(nobody),
      () => withinJurisdiction(nobody, '36'),
    ]) {
      expect(codeOf(act)).toBe('UNAUTHENTICATED');
    }
  });
});

describe('roles and areas', () => {
  it('requires one of the roles', () => {
    expect(codeOf(() => requireRole(asked('AUDITOR'), 'REGULATOR', 'AUDITOR'))).toBe('allowed');
    expect(codeOf(() => requireRole(asked('BANK'), 'REGULATOR', 'AUDITOR'))).toBe('FORBIDDEN');
  });

  it('bounds a regulator by its jurisdiction', () => {
    const city = asked('REGULATOR');
    expect(codeOf(() => withinJurisdiction(city, '360102'))).toBe('allowed');
    expect(codeOf(() => withinJurisdiction(city, '3607'))).toBe('FORBIDDEN');
    expect(codeOf(() => withinJurisdiction(city, '36'))).toBe('FORBIDDEN');
    expect(codeOf(() => withinJurisdiction(asked('AUDITOR'), '3607'))).toBe('allowed');
  });
});
