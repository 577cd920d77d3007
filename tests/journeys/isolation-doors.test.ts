import { banks } from '@qianfan/banks/banks';
import { closeDemo, demoCommands } from '@qianfan/demo/history';
import { validTf01 } from '@qianfan/demo/returns/sample';
import { programmes } from '@qianfan/programmes/programmes';
import { regulators } from '@qianfan/regulators/regulators';
import { type Service, SERVICES } from '@qianfan/schema/kernel/fact';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { codesOf, openWalk, type Walk, WALKERS } from '../support/walkers.ts';

// A walk asks hundreds of questions: where others use the machine, too, that adds up.
vi.setConfig({ testTimeout: 10 * 60_000 });

let walk: Walk;
beforeAll(async () => {
  walk = await openWalk();
});
afterAll(() => walk?.close());

describe('I6: the auditor’s streams', () => {
  const paths = ['heads', 'cursors', 'facts?partition=0', 'replay'];
  const statusOf = async (url: string, walker: string): Promise<number> => {
    const token = walk.tokenOf(walker);
    const isReplay = url.endsWith('/replay');
    const response = await fetch(url, {
      method: isReplay ? 'POST' : 'GET',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(isReplay && { 'content-type': 'application/json' }),
      },
      ...(isReplay && { body: JSON.stringify({ until: '2024-12-31T00:00:00Z' }) }),
    });
    await response.text();
    return response.status;
  };

  test.each(SERVICES)('of %s are for auditors and the province’s regulators', async (service) => {
    for (const walker of Object.keys(WALKERS)) {
      const expected =
        walker === 'nobody' ? 401 : ['auditor', 'regulator'].includes(walker) ? 200 : 403;
      for (const path of paths) {
        for (const url of [
          `${walk.urlOf(service)}/audit/${path}`,
          `${walk.urlOf('gateway')}/audit/${service}/${path}`,
        ]) {
          expect([walker, url, await statusOf(url, walker)]).toEqual([walker, url, expected]);
        }
      }
    }
  });

  test('what needs no token names no institution', async () => {
    for (const port of ['gateway', ...SERVICES] as const) {
      for (const path of ['metrics', 'healthz', 'readyz', ...(port === 'gateway' ? [] : ['cut'])]) {
        const response = await fetch(`${walk.urlOf(port)}/${path}`);
        expect([port, path, response.status]).toEqual([port, path, 200]);
        expect(await response.text()).not.toMatch(/BNK_|INS_|PRG_|REG_|E00\d\d/);
      }
    }
  });
});

describe('I6: commands', () => {
  const definitions = { regulators, banks, programmes };
  /** One body of each type, by which somebody acts for 工商银行 (or for itself, where it names nobody). */
  const bodies = new Map<string, object>(
    [...demoCommands(), closeDemo()].map(({ type, body }) => [type, body]),
  );
  const more: Record<string, object> = {
    'banks.GrantCreditLine': {
      institution: 'BNK_ICBC_JX',
      line: 'C-1',
      enterprise: 'E0001',
      limit: '1.00',
      grantedOn: '2025-01-02',
      expiresOn: '2026-01-01',
    },
    'banks.SignAgreement': {
      institution: 'BNK_ICBC_JX',
      agreement: 'A-1',
      area: '3601',
      party: { zh: '市科学技术局', en: 'Science Bureau' },
      signedOn: '2025-01-02',
    },
    'regulators.PublishStatement': {
      statement: 'S-2',
      publisher: 'REG_NFRA_JX',
      by: 'BNK_ICBC_JX',
      source: { title: '演示' },
      text: { zh: '贷款余额翻番', en: 'loans have doubled' },
      period: '2024-12',
      figure: { metric: 'LN_BAL', reporter: 'BNK_ICBC_JX' },
      value: '100',
      unit: '%',
      qualifier: 'ABOUT',
    },
    'banks.WriteOffLoan': {
      institution: 'BNK_ICBC_JX',
      loan: 'L',
      amount: '1.00',
      on: '2025-01-02',
    },
  };
  const bodyOf = (type: string): object => {
    const body = bodies.get(type) ?? more[type];
    if (!body) throw new Error(`no body of ${type}: say here what it looks like`);
    const owner = type.includes('Cover') ? 'INS_OTHER' : 'BNK_ICBC_JX';
    return Object.fromEntries(
      Object.entries(body).map(([name, value]) => [
        name,
        (name === 'institution' || name === 'bank') && type !== 'programmes.JoinBank'
          ? owner
          : value,
      ]),
    );
  };

  test.each(SERVICES)('of %s: nobody acts for another, or beyond its role', async (service) => {
    const before = await headsOf(service);
    for (const walker of ['jjb', 'picc', 'dost', 'auditor', 'city', 'importer'] as const) {
      const { role } = WALKERS[walker]!;
      const types = definitions[service].commands.filter(({ roles }) => {
        const owned = ['BANK', 'INSURER'].includes(role) || !roles.includes(role);
        return owned || role === 'IMPORTER';
      });
      const commands = types.map(({ type }, n) => ({
        id: `beyond-${walker}-${n}`,
        type,
        body: bodyOf(type),
      }));
      const { data, errors } = await walk.ask(
        'gateway',
        walker,
        `mutation ($commands: [CommandInput!]!) {
          outcomes: ${service}Submit(commands: $commands) { status receipt { position } issues { code } }
        }`,
        { commands },
      );
      expect(errors).toBeUndefined();
      expect(data.outcomes).toHaveLength(commands.length);
      const told = data.outcomes.map(({ status, receipt, issues }: any, n: number) => [
        commands[n]!.type,
        status,
        receipt,
        issues[0]?.code,
      ]);
      const code = walker === 'importer' ? expect.any(String) : 'FORBIDDEN';
      expect([walker, told]).toEqual([
        walker,
        commands.map(({ type }) => [type, 'REJECTED', null, code]),
      ]);
    }
    expect(await headsOf(service)).toEqual(before);
  });

  const headsOf = async (service: Service): Promise<number[]> => {
    const response = await fetch(`${walk.urlOf(service)}/audit/heads`, {
      headers: { authorization: `Bearer ${walk.tokenOf('auditor')}` },
    });
    const { heads } = (await response.json()) as { heads: { pos: number }[] };
    return heads.map(({ pos }) => pos);
  };

  test('a return of another bank is refused at its own mutation, too', async () => {
    const body = validTf01({ institution: 'BNK_ICBC_JX', period: '2024-12', revision: 9 });
    const { borrowers: _, ...rest } = body;
    for (const walker of ['jjb', 'picc', 'dost', 'auditor', 'regulator']) {
      for (const port of ['gateway', 'banks'] as const) {
        const answer = await walk.ask(
          port,
          walker,
          `mutation ($input: SubmitReturnInput!) {
            submitReturn(input: $input) { status receipt { position } issues { code } }
          }`,
          { input: { id: 'beyond', ...rest, borrowers: [] } },
        );
        const nothing = { submitReturn: null };
        expect([walker, answer.data, codesOf(answer)]).toEqual([walker, nothing, ['FORBIDDEN']]);
      }
    }
  });
});
