import { banks } from '@qianfan/banks/banks';
import { openIssuer } from '@qianfan/kit/identity/issuer';
import type { Principal } from '@qianfan/kit/identity/principal';
import { programmes } from '@qianfan/programmes/programmes';
import { regulators } from '@qianfan/regulators/regulators';
import { type Role, ROLES } from '@qianfan/schema/kernel/decider';
import type { Service } from '@qianfan/schema/kernel/fact';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSystem, type TestSystem } from '../support/system.ts';

let system: TestSystem;
let mint: (principal: Principal) => Promise<string>;
beforeAll(async () => {
  system = await startSystem();
  mint = (await openIssuer(system.state)).mintToken;
});
afterAll(() => system?.stop());

/** Somebody whose institution the register does not know: nothing but role and jurisdiction decides. */
const somebody = (role: Role, jurisdiction = '36', institution = 'WHO'): Principal => ({
  role,
  institution,
  jurisdiction,
  actor: 'x',
  synthetic: true,
});

async function post(principal: Principal, query: string, variables: object = {}) {
  const response = await fetch(`${system.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await mint(principal)}`,
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as { data?: any; errors?: any[] };
}

let sent = 0;
/** What the doors answer to some commands: a code for each that is not decided, else its status. */
async function submit(
  principal: Principal,
  service: Service,
  commands: readonly { type: string; body: object }[],
): Promise<string[]> {
  const numbered = commands.map((one) => ({ id: `reach-${(sent += 1)}`, ...one }));
  const { data, errors } = await post(
    principal,
    `mutation ($commands: [CommandInput!]!) {
      ${service}Submit(commands: $commands) { status issues { code } receipt { issues { code } } }
    }`,
    { commands: numbered },
  );
  if (!data) throw new Error(JSON.stringify(errors));
  return data[`${service}Submit`].map(({ status, issues }: any) =>
    status === 'REJECTED' ? issues[0].code : status,
  );
}

describe('a command is for who may give it, and for all of what it is over', () => {
  test.each([regulators, banks, programmes])('$service', async ({ service, commands }) => {
    for (const role of ROLES) {
      for (const jurisdiction of ['36', '3607', '44']) {
        const bare = commands.map(({ type }) => ({ type, body: {} }));
        const codes = await submit(somebody(role, jurisdiction), service, bare);
        const expected = commands.map(({ roles, over }) => {
          const may = role === 'IMPORTER' || roles.includes(role);
          return may && (over !== 'PROVINCE' || jurisdiction === '36')
            ? 'BAD_USER_INPUT'
            : 'FORBIDDEN';
        });
        const told = (found: string[]) => commands.map(({ type }, n) => `${type} ${found[n]}`);
        expect([role, jurisdiction, ...told(codes)]).toEqual([
          role,
          jurisdiction,
          ...told(expected),
        ]);
      }
    }
  });

  test('a county neither takes an institution or a firm in, nor puts one out', async () => {
    const organisation = (code: string, area: string) => ({
      type: 'regulators.RegisterOrganisation',
      body: { code, name: { zh: '某机构', en: code }, kind: 'FUND', area, obligations: [] },
    });
    const enterprise = (id: string, county: string) => ({
      type: 'regulators.RegisterEnterprise',
      body: { id, name: null, county },
    });
    const [province, county] = [somebody('REGULATOR'), somebody('REGULATOR', '360402')];
    expect(
      await submit(province, 'regulators', [
        organisation('FUND_X', '3607'),
        enterprise('REACH-1', '360702'),
        enterprise('REACH-2', '360402'),
      ]),
    ).toEqual(['ACCEPTED', 'ACCEPTED', 'ACCEPTED']);
    expect(
      await submit(county, 'regulators', [
        // from elsewhere into its own, from its own to elsewhere, elsewhere altogether
        organisation('FUND_X', '360402'),
        enterprise('REACH-1', '360402'),
        enterprise('REACH-2', '360702'),
        enterprise('REACH-3', '360702'),
        organisation('FUND_Y', '36'),
        // and what is its own
        enterprise('REACH-4', '360402'),
        organisation('FUND_Z', '360402'),
      ]),
    ).toEqual([...Array.from({ length: 5 }, () => 'FORBIDDEN'), 'ACCEPTED', 'ACCEPTED']);
  });
});

describe('a role goes with the kind of institution that the register knows', () => {
  const QUERIES = [
    '{ loans(first: 1) { totalCount } }',
    '{ institutions(first: 1) { totalCount } }',
    '{ filings(first: 1) { totalCount } }',
  ];

  test.each<[Role, string]>([
    ['REGULATOR', 'BNK_JJB'],
    ['AUDITOR', 'INS_PICC_JX'],
    ['IMPORTER', 'BNK_JJB'],
    ['PROGRAMME', 'BNK_JJB'],
    ['BANK', 'REG_NFRA_JX'],
    ['INSURER', 'BNK_JJB'],
    ['SERVICE', 'PRG_DOST'],
  ])('%s of %s opens nothing', async (role, institution) => {
    const forged = somebody(role, '36', institution);
    for (const query of QUERIES) {
      const { data, errors } = await post(forged, query);
      expect(errors!.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
      expect(Object.values(data ?? {}).filter((it) => it !== null)).toEqual([]);
    }
    const audit = await fetch(`${system.services.banks.url}/audit/heads`, {
      headers: { authorization: `Bearer ${await mint(forged)}` },
    });
    expect(audit.status).toBe(403);
  });
});

describe('an auditor of a part', () => {
  test('sees that part, and audits no journal', async () => {
    const city = somebody('AUDITOR', '3604', 'REG_NFRA_JX');
    const county = 'loans(first: 500) { nodes { county { code } } }';
    const { data } = await post(city, `{ ${county} }`);
    const seen = new Set(data.loans.nodes.map((it: any) => it.county.code.slice(0, 4)));
    expect([...seen]).toEqual(['3604']);
    const elsewhere = await post(city, '{ loans(area: "3607") { totalCount } }');
    expect(elsewhere.errors![0].extensions.code).toBe('FORBIDDEN');
    const audit = await fetch(`${system.services.banks.url}/audit/heads`, {
      headers: { authorization: `Bearer ${await mint(city)}` },
    });
    expect(audit.status).toBe(403);
  });
});
