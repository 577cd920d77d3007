import { specification } from '@qianfan/kit/testing/specification';
import { REGULATORS_FACTS } from '@qianfan/schema/facts/regulators';
import { createReferenceBook } from '@qianfan/schema/reference/reference';
import { TF01 } from '@qianfan/schema/returns/tf01';
import { describe, expect, it } from 'vitest';
import { registerStreams } from './register.state.ts';
import { registerCommands } from './register.ts';

const bank = {
  code: 'BNK_JJB',
  name: { zh: '九江银行', en: 'Bank of Jiujiang' },
  kind: 'BANK',
  area: '3604',
  obligations: [{ form: 'TF01', from: '2023-01' }],
  singleNameLimit: '20000000.00',
};
const enterprise = { id: 'ENT-1', name: null, county: '360402' };
const TF01_DEFINED: [string, object] = ['regulators.ReturnDefined.v1', TF01];

const register = (given: [string, object][] = [TF01_DEFINED]) =>
  specification(
    {
      service: 'regulators',
      commands: registerCommands,
      streams: registerStreams,
      facts: REGULATORS_FACTS,
      reference: createReferenceBook,
    },
    given,
  );
const organisation = 'regulators.RegisterOrganisation';

describe('an organisation', () => {
  it('is registered with its obligations', () => {
    expect(register().when(organisation, bank)).toMatchObject({
      type: 'OrganisationRegistered',
      body: bank,
    });
  });

  it('may owe a form from before its first version on', () => {
    const early = { ...bank, obligations: [{ form: 'TF01', from: '2001-01' }] };
    expect(register().when(organisation, early).type).toBe('OrganisationRegistered');
  });

  it('waits for a form that is not defined yet, and is refused if it does not come', () => {
    const answer = register([]).when(organisation, bank);
    expect(answer).toMatchObject({ type: 'CommandRefused', codes: ['UNKNOWN_FORM'] });
    expect(answer.issues[0]!.path).toBe('/obligations/0/form');
    expect(answer.awaitsReference).toBe(true);
  });

  it('hears of every fault at once, and does not wait then', () => {
    const answer = register([]).when(organisation, {
      ...bank,
      area: '3699',
      obligations: [
        { form: 'TF01', from: '2024-01', to: '2023-01' },
        { form: 'TF02', from: '2023-01', to: '2023-06' },
        { form: 'TF02', from: '2023-06' },
      ],
    });
    expect(answer.codes).toEqual([
      'UNKNOWN_AREA',
      'DATE_ORDER',
      'OBLIGATIONS_OVERLAP',
      'UNKNOWN_FORM',
      'UNKNOWN_FORM',
      'UNKNOWN_FORM',
    ]);
    expect(answer.awaitsReference).toBe(false);
  });

  it('is registered again as a whole record; the same again is the same fact', () => {
    const { when } = register();
    const first = when(organisation, bank);
    expect(when(organisation, bank)).toMatchObject({ type: 'SAME', pos: first.pos });
    const without = { ...bank, obligations: [] };
    expect(when(organisation, without)).toMatchObject({ type: 'OrganisationRegistered', pos: 2 });
    expect(when(organisation, bank)).toMatchObject({ type: 'OrganisationRegistered', pos: 3 });
  });

  it('does not change its kind', () => {
    const { when, state } = register();
    when(organisation, bank);
    const before = state('organisation:BNK_JJB');
    expect(when(organisation, { ...bank, kind: 'INSURER' }).codes).toEqual([
      'FIXED_ONCE_REGISTERED',
    ]);
    expect(state('organisation:BNK_JJB')).toEqual(before);
  });
});

describe('an enterprise', () => {
  it('may be anonymous, and get its code later', () => {
    const { when } = register();
    expect(when('regulators.RegisterEnterprise', enterprise).type).toBe('EnterpriseRegistered');
    const known = { ...enterprise, uscc: '91350100M000100Y43' };
    expect(when('regulators.RegisterEnterprise', known).type).toBe('EnterpriseRegistered');
    for (const uscc of ['9144030071526726XG', undefined]) {
      const changed = { ...enterprise, ...(uscc && { uscc }) };
      expect(when('regulators.RegisterEnterprise', changed).codes).toEqual([
        'FIXED_ONCE_REGISTERED',
      ]);
    }
  });

  it('has a code that can exist, and that no other has; its own may be said again', () => {
    const { when } = register();
    const registered = (id: string, uscc: string, more: object = {}) =>
      when('regulators.RegisterEnterprise', { ...enterprise, id, uscc, ...more });
    for (const uscc of ['91350100M000100Y44', '000000000000000000', '91360100MA35ABCD1X'])
      expect(registered('ENT-9', uscc).codes).toEqual(['BAD_USCC']);
    expect(registered('ENT-9', '91350100M000100Y43').type).toBe('EnterpriseRegistered');
    expect(registered('ENT-10', '91350100M000100Y43')).toMatchObject({
      codes: ['USCC_TAKEN'],
      issues: [{ path: '/uscc', message: { en: expect.stringContaining('ENT-9') as string } }],
    });
    const corrected = registered('ENT-9', '91350100M000100Y43', { stage: 'GROWTH' });
    expect(corrected.type).toBe('EnterpriseRegistered');
    expect(registered('ENT-10', '9144030071526726XG').type).toBe('EnterpriseRegistered');
  });

  it('lies in a county that exists', () => {
    const nowhere = { ...enterprise, county: '369999' };
    expect(register().when('regulators.RegisterEnterprise', nowhere).codes).toEqual([
      'UNKNOWN_AREA',
    ]);
  });
});
