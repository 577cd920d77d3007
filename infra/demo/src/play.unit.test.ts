import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { closeDemo, demoCommands, seedHistory } from './history.ts';
import { adoptSeed, playDemo } from './play.ts';

interface Sent {
  query: string;
  variables: { commands: { id: string; knownAt: string; receivedAt: string }[] };
}

let close = (): void => {};
afterEach(() => close());

/** A door that answers what `outcomesOf` says; `undefined` = it is not open yet. */
async function doorWith(outcomesOf: (sent: Sent) => object[] | undefined): Promise<string> {
  const server = createServer((request, response) => {
    expect(request.url).toBe('/graphql');
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const outcomes = outcomesOf(JSON.parse(text) as Sent);
      const closed = [{ message: 'no', extensions: { code: 'UNAVAILABLE' } }];
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify(outcomes ? { data: { outcomes } } : { data: null, errors: closed }),
      );
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const accepted = ({ variables }: Sent) =>
  variables.commands.map(({ id }) => ({ commandId: id, status: 'ACCEPTED', issues: [] }));

describe('playing the demonstration', () => {
  it('sends every command once, services in order, and closes history last', async () => {
    const ids: string[] = [];
    const mutations: string[] = [];
    const url = await doorWith((sent) => {
      ids.push(...sent.variables.commands.map(({ id }) => id));
      mutations.push(/(\w+)Submit/.exec(sent.query)![1]!);
      return accepted(sent);
    });
    const seen: number[] = [];
    const { done, total } = await playDemo({
      url,
      token: 't',
      onProgress: ({ done: so }) => seen.push(so),
    });
    expect(ids).toEqual([...demoCommands(), closeDemo()].map(({ id }) => id));
    expect(done).toBe(total);
    expect(seen.at(-1)).toBe(total);
    expect([...new Set(mutations)]).toEqual(['regulators', 'banks', 'programmes']);
    expect(mutations.at(-1)).toBe('regulators');
  });

  it('states history as texts with an offset', async () => {
    let first: Sent | undefined;
    const url = await doorWith((sent) => accepted((first ??= sent) && sent));
    await adoptSeed({ url, token: 't' });
    expect(first!.variables.commands[0]).toMatchObject({
      id: 'seed:metric:LN_BAL:1',
      knownAt: '2022-12-31T16:00:00.000000Z',
    });
    expect(first!.variables.commands).toHaveLength(seedHistory().length);
  });

  it('asks again while the door is not open', async () => {
    let asked = 0;
    const url = await doorWith((sent) => ((asked += 1) < 3 ? undefined : accepted(sent)));
    await adoptSeed({ url, token: 't' });
    // twice in vain, the seed, and the end of history
    expect(asked).toBe(4);
  });

  it('stops at a refusal and says which command and why', async () => {
    const message = { zh: '没有', en: 'none' };
    const url = await doorWith((sent) =>
      accepted(sent).map((outcome, n) =>
        n === 1
          ? {
              ...outcome,
              status: 'REFUSED',
              issues: [{ code: 'UNKNOWN_FORM', path: '/form', message }],
            }
          : outcome,
      ),
    );
    await expect(playDemo({ url, token: 't' })).rejects.toThrow(
      /seed:metric:LN_BAL_MLT:1 refused\. UNKNOWN_FORM \/form: 没有 none/,
    );
  });
});
