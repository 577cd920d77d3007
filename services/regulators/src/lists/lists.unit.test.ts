import { specification } from '@qianfan/kit/testing/specification';
import { REGULATORS_FACTS } from '@qianfan/schema/facts/regulators';
import { createReferenceBook } from '@qianfan/schema/reference/reference';
import { describe, expect, it } from 'vitest';
import { classesOf } from './classes.ts';
import { listStreams } from './lists.state.ts';
import { listCommands } from './lists.ts';

const DOST: [string, object] = [
  'regulators.OrganisationRegistered.v1',
  {
    code: 'PRG_DOST',
    name: { zh: '科技厅', en: 'DoST' },
    kind: 'PROGRAMME',
    area: '36',
    obligations: [],
  },
];
const FIRMS = ['ENT-1', 'ENT-2', 'ENT-3'].map((id): [string, object] => [
  'regulators.EnterpriseRegistered.v1',
  { id, name: null, county: '360402' },
]);
const version = (n: number, more: object = {}) => ({
  list: 'HNTE',
  version: n,
  name: { zh: '高新技术企业', en: 'HNTE' },
  issuer: 'PRG_DOST',
  validFrom: '2024-01-01',
  members: ['ENT-1', 'ENT-2'],
  ...more,
});
const lists = (given: [string, object][] = [DOST, ...FIRMS]) => {
  const { when } = specification(
    {
      service: 'regulators',
      commands: listCommands,
      streams: listStreams,
      facts: REGULATORS_FACTS,
      reference: createReferenceBook,
    },
    given,
  );
  return (body: object) => when('regulators.PublishList', body);
};

describe('a list', () => {
  it('counts its versions by one', () => {
    const publish = lists();
    expect(publish(version(2)).codes).toEqual(['VERSION_NOT_NEXT']);
    expect(publish(version(1)).type).toBe('EnterpriseListPublished');
    expect(publish(version(1, { members: ['ENT-3'] })).issues[0]).toMatchObject({
      code: 'VERSION_NOT_NEXT',
      found: '1',
      expected: '2',
    });
    expect(publish(version(2, { members: ['ENT-3'] })).type).toBe('EnterpriseListPublished');
  });

  it('is the same whatever the order of its members', () => {
    const publish = lists();
    publish(version(1));
    const again = publish(version(1, { members: ['ENT-2', 'ENT-1'] }));
    expect(again).toMatchObject({ type: 'SAME', pos: 1 });
  });

  it('keeps its issuer, which must be registered', () => {
    expect(lists(FIRMS)(version(1))).toMatchObject({
      codes: ['UNKNOWN_ORGANISATION'],
      awaitsReference: true,
    });
    const publish = lists();
    publish(version(1));
    expect(publish(version(2, { issuer: 'PRG_AMR' })).codes).toEqual([
      'FIXED_ONCE_REGISTERED',
      'UNKNOWN_ORGANISATION',
    ]);
  });

  it('has members that are registered, and waits for those that are not yet', () => {
    const members = ['ENT-1', 'E99999'];
    expect(lists()(version(1, { members }))).toMatchObject({
      codes: ['UNKNOWN_ENTERPRISE'],
      awaitsReference: true,
      issues: [{ path: '/members', found: 'E99999' }],
    });
  });

  it('starts and ends on days that exist, in order, no earlier than the version before', () => {
    const publish = lists();
    expect(publish(version(1, { validFrom: '2024-02-30' })).codes).toEqual(['NO_SUCH_DATE']);
    expect(publish(version(1, { validTo: '2024-01-01' })).codes).toEqual(['DATE_ORDER']);
    publish(version(1));
    expect(publish(version(2, { validFrom: '2023-12-31' })).codes).toEqual(['DATE_ORDER']);
  });
});

describe('classes', () => {
  it('follow from lists, unions included', () => {
    expect(classesOf(['HNTE', 'LITTLE_GIANT']).map(({ code }) => code)).toEqual([
      'TECH_ENT',
      'HNTE',
      'SRDI',
      'LITTLE_GIANT',
    ]);
    expect(classesOf([])).toEqual([]);
    expect(classesOf(['NO_SUCH_LIST'])).toEqual([]);
  });
});
