import { specification } from '@qianfan/kit/testing/specification';
import { PROGRAMMES_FACTS } from '@qianfan/schema/facts/programmes';
import { createReferenceBook } from '@qianfan/schema/reference/reference';
import { describe, expect, it } from 'vitest';
import { programmeStreams } from '../programme/programme.state.ts';
import { programmeCommands } from '../programme/programme.ts';
import { participationStreams } from './participation.state.ts';
import { participationCommands } from './participation.ts';

const programme = {
  programme: 'KDT',
  name: { zh: '科贷通', en: 'KDT' },
  launchedOn: '2023-03-01',
  rule: { maxPerFirm: '5000000.00', maxTenorMonths: 12, eligibleLists: [], provisional: true },
};
const region = { programme: 'KDT', region: '3604', on: '2023-04-01' };
const bank = { programme: 'KDT', bank: 'BNK_JJB', on: '2023-04-01' };
const outlet = { ...bank, outlet: 'O-1', county: '360402', on: '2023-05-01' };

const programmes = () =>
  specification(
    {
      service: 'programmes',
      commands: [...programmeCommands, ...participationCommands],
      streams: [...programmeStreams, ...participationStreams],
      facts: PROGRAMMES_FACTS,
      reference: createReferenceBook,
    },
    [['regulators.OrganisationRegistered.v1', { code: 'BNK_JJB', obligations: [] }]],
  ).when;

describe('a programme', () => {
  it('is run by its owner alone; the importer tells what owners did', () => {
    const when = programmes();
    const owned = { ...programme, owner: 'PRG_DOST' };
    expect(when('programmes.LaunchProgramme', owned).body).toMatchObject({ owner: 'PRG_DOST' });
    for (const [type, body] of [
      ['programmes.JoinRegion', region],
      ['programmes.JoinBank', bank],
    ] as const) {
      const other = when(type, body, undefined, 'PRG_DIIT');
      expect(other.issues).toMatchObject([
        { code: 'PROGRAMME_OF_ANOTHER', message: { en: 'Programme KDT is run by PRG_DOST.' } },
      ]);
      expect(when(type, body, undefined, 'PRG_DOST').type).not.toBe('CommandRefused');
    }
    expect(when('programmes.EnrolOutlet', outlet, undefined, 'PRG_DIIT').codes).toEqual([
      'PROGRAMME_OF_ANOTHER',
    ]);
    const told = when('programmes.EnrolOutlet', outlet, undefined, 'REG_NFRA_JX', 'IMPORTER');
    expect(told.type).toBe('OutletEnrolled');
  });

  it('is that of whoever launched it, where nobody else is named', () => {
    const when = programmes();
    const launched = when('programmes.LaunchProgramme', programme, undefined, 'PRG_DIIT');
    expect(launched.body.owner).toBe('PRG_DIIT');
    expect(when('programmes.JoinBank', bank, undefined, 'PRG_DOST').codes).toEqual([
      'PROGRAMME_OF_ANOTHER',
    ]);
  });

  it('is launched once', () => {
    const when = programmes();
    expect(when('programmes.LaunchProgramme', programme).type).toBe('ProgrammeLaunched');
    expect(when('programmes.LaunchProgramme', programme).type).toBe('SAME');
    const other = { ...programme, launchedOn: '2024-01-01' };
    expect(when('programmes.LaunchProgramme', other).codes).toEqual(['PROGRAMME_EXISTS']);
  });

  it('goes by lists that there are, or may be', () => {
    const by = (...eligibleLists: string[]) =>
      programmes()('programmes.LaunchProgramme', {
        ...programme,
        rule: { ...programme.rule, eligibleLists },
      });
    expect(by('TSME', 'HNTE').type).toBe('ProgrammeLaunched');
    expect(by('TSME', 'NOPE')).toMatchObject({
      codes: ['UNKNOWN_LIST'],
      issues: [{ path: '/rule/eligibleLists/1', found: 'NOPE' }],
      awaitsReference: true,
    });
  });

  it('has a rule that lets something in, from a day that exists', () => {
    const rule = { ...programme.rule, maxPerFirm: '0' };
    const broken = { ...programme, rule, launchedOn: '2023-02-29' };
    expect(programmes()('programmes.LaunchProgramme', broken).codes).toEqual([
      'NO_SUCH_DATE',
      'AMOUNT_NOT_POSITIVE',
    ]);
  });
});

describe('participation', () => {
  it.each([
    ['programmes.JoinRegion', region, 'RegionJoined'],
    ['programmes.JoinBank', bank, 'BankJoined'],
  ])('%s: once, on or after the launch', (type, body, fact) => {
    const when = programmes();
    expect(when(type, body).codes).toEqual(['UNKNOWN_PROGRAMME']);
    when('programmes.LaunchProgramme', programme);
    expect(when(type, { ...body, on: '2023-02-28' }).codes).toEqual(['BEFORE_LAUNCH']);
    expect(when(type, { ...body, on: '2023-02-31' }).codes).toEqual([
      'BEFORE_LAUNCH',
      'NO_SUCH_DATE',
    ]);
    expect(when(type, { ...body, on: '2023-03-01' }).type).toBe(fact);
    expect(when(type, { ...body, on: '2023-03-01' }).type).toBe('SAME');
    expect(when(type, body).codes).toEqual(['ALREADY_JOINED']);
  });

  it('takes no region that is not on the map', () => {
    const when = programmes();
    when('programmes.LaunchProgramme', programme);
    expect(when('programmes.JoinRegion', { ...region, region: '3699' }).codes).toEqual([
      'UNKNOWN_AREA',
    ]);
    expect(when('programmes.EnrolOutlet', { ...outlet, county: '369999' }).codes).toEqual([
      'UNKNOWN_AREA',
      'BANK_NOT_JOINED',
    ]);
  });

  it('takes no bank that nobody has registered, and waits for the register', () => {
    const when = programmes();
    when('programmes.LaunchProgramme', programme);
    expect(when('programmes.JoinBank', { ...bank, bank: 'BNK_NOPE' })).toMatchObject({
      codes: ['UNKNOWN_ORGANISATION'],
      awaitsReference: true,
    });
  });

  it('enrols an outlet once its bank has joined', () => {
    const when = programmes();
    when('programmes.LaunchProgramme', programme);
    expect(when('programmes.EnrolOutlet', outlet).codes).toEqual(['BANK_NOT_JOINED']);
    when('programmes.JoinBank', bank);
    expect(when('programmes.EnrolOutlet', { ...outlet, on: '2023-03-31' }).codes).toEqual([
      'BANK_NOT_JOINED',
    ]);
    expect(when('programmes.EnrolOutlet', outlet).type).toBe('OutletEnrolled');
    expect(when('programmes.EnrolOutlet', { ...outlet, on: '2023-06-01' }).codes).toEqual([
      'ALREADY_JOINED',
    ]);
  });
});
