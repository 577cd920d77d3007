import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { qianfan } from '../support/cli.ts';
import { untilReadable } from '../support/province.ts';
import { startSystem, type TestSystem } from '../support/system.ts';

let system: TestSystem;
type As = NonNullable<NonNullable<Parameters<TestSystem['query']>[2]>['as']>;

/** Commands that each service refuses: sent by whom, and why not. */
const REFUSED: [
  service: string,
  as: As,
  institution: string,
  type: string,
  body: object,
  code: string,
][] = [
  [
    'banks',
    'jjb',
    'BNK_JJB',
    'banks.RepayLoan',
    { institution: 'BNK_JJB', loan: 'NONE', amount: '1.00', on: '2025-01-02' },
    'UNKNOWN_LOAN',
  ],
  [
    'regulators',
    'regulator',
    'REG_NFRA_JX',
    'regulators.OpenPeriod',
    {
      form: 'TF77',
      period: '2024-12',
      deadline: '2025-01-13T18:00:00+08:00',
      release: '2025-01-20T10:00:00+08:00',
    },
    'UNKNOWN_FORM',
  ],
  [
    'programmes',
    'gzrcb',
    'BNK_GZRCB',
    'programmes.SettleFiling',
    { programme: 'KDT', bank: 'BNK_GZRCB', loan: 'NONE', amount: '1.00', on: '2025-01-02' },
    'NOT_FILED',
  ],
];
const LISTS = {
  banks: 'refusals',
  regulators: 'regulatorsRefusals',
  programmes: 'programmesRefusals',
};

beforeAll(async () => {
  system = await startSystem();
  for (const [service, as, , type, body, code] of REFUSED) {
    const { data, errors } = await system.query(
      `mutation ($commands: [CommandInput!]!) {
        sent: ${service}Submit(commands: $commands) { status issues { code } }
      }`,
      { commands: [{ id: `wrong-${service}`, type, body }] },
      { as },
    );
    expect(errors).toBeUndefined();
    expect(data.sent).toMatchObject([{ status: 'REFUSED', issues: [{ code }] }]);
  }
  await untilReadable(system);
});
afterAll(() => system?.stop());

const listed = async (service: string, as: As, institution?: string) => {
  const list = LISTS[service as keyof typeof LISTS];
  const { data, errors } = await system.query(
    `query ($institution: ID) {
      found: ${list}(institution: $institution, first: 500) {
        scope nodes { commandId command institution { code } issues { code } position }
      }
    }`,
    { institution },
    { as },
  );
  return { found: data?.found, code: errors?.[0]?.extensions['code'] };
};

describe('what was refused is told to whoever sent it', () => {
  test.each(REFUSED)(
    'of %s, to %s, its regulator and an auditor',
    async (service, as, institution, command, _, code) => {
      const wrong = {
        commandId: `wrong-${service}`,
        command,
        institution: { code: institution },
        issues: [{ code }],
        position: expect.stringMatching(new RegExp(`^${service}/\\d+/\\d+$`)),
      };
      for (const reader of [as, 'regulator', 'auditor'] as const) {
        const { found } = await listed(service, reader);
        expect(found.nodes).toContainEqual(wrong);
        const own = await listed(service, reader, institution);
        expect(own.found.nodes).toContainEqual(wrong);
      }
    },
  );

  test.each(REFUSED)(
    'of %s to nobody else, whether there is something or not',
    async (service, _, institution) => {
      for (const stranger of ['icbc', 'picc', 'dost'] as const) {
        const { found, code } = await listed(service, stranger);
        const senders = new Set(found?.nodes.map((one: any) => one.institution.code) ?? []);
        expect(senders.has(institution)).toBe(false);
        if (found) expect(found.scope).toBe('OWN');
        else expect(code).toBe('FORBIDDEN');
        expect((await listed(service, stranger, institution)).code).toBe('FORBIDDEN');
        expect((await listed(service, stranger, 'BNK_NONE')).code).toBe('FORBIDDEN');
      }
    },
  );

  test('on the command line, all services together', async () => {
    for (const [service, as, institution, , , code] of REFUSED) {
      const { exit, json } = await qianfan(system, ['--account', as, '--json', 'refusals']);
      expect(exit).toBe(0);
      const { refusals } = json();
      expect(refusals).toContainEqual(
        expect.objectContaining({
          commandId: `wrong-${service}`,
          issues: [expect.objectContaining({ code })],
        }),
      );
      const senders = new Set(refusals.map((one: any) => one.institution.code));
      if (as !== 'regulator') expect([...senders]).toEqual([institution]);
      else expect(senders.size).toBeGreaterThan(2);
      const { stdout } = await qianfan(system, ['--account', as, 'refusals']);
      expect(stdout).toContain(code);
    }
    const { exit } = await qianfan(system, ['--account', 'dost', 'refusals']);
    expect(exit).toBe(0);
  });
});
