import { type Chance, chanceOf } from '@qianfan/demo/chance';
import { SERVICES } from '@qianfan/schema/kernel/fact';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { ProcessName, Processes } from '../support/processes.ts';
import {
  caughtUp,
  expectBalances,
  expectChained,
  expectReceipts,
  expectReplayed,
  journalOf,
  type Receipts,
} from './kill.checks.ts';
import { type Command, type Door, untilReceipt } from './kill.doors.ts';
import { type Player, playersOf, type World } from './kill.players.ts';

/** Sends 2,000 commands while `victims` are killed at moments that the seed chooses. Returns every receipt. */
export async function rage(
  processes: Processes,
  options: { doors: readonly Door[]; world: World; seed: number; victims: readonly ProcessName[] },
): Promise<Receipts> {
  const { doors, world, seed, victims } = options;
  const chance = chanceOf(seed);
  const players = playersOf(world, chance, seed);
  const total = players.reduce((sum, { orders }) => sum + orders, 0);
  const receipts: Receipts = new Map();
  const killing = kills(processes, chance, victims, total, () => receipts.size);
  await Promise.all(
    players.map((player, n) => play(player, `k${seed}:${n}`, chance, doors, receipts)),
  );
  await killing;
  expect(receipts.size).toBe(total);
  return receipts;
}

async function play(
  player: Player,
  name: string,
  chance: Chance,
  doors: readonly Door[],
  receipts: Receipts,
) {
  const { principal, orders } = player;
  const sent: Command[] = [];
  for (let n = 1; n <= orders; n += 1) {
    const { type, body, expected, done } = player.next();
    const command = { id: `${name}:${n}`, type, body };
    // some clients send twice at once, as those do that lose patience
    const times = chance.percent(10) ? 2 : 1;
    const sending = Array.from({ length: times }, () =>
      untilReceipt(chance.pick(doors), principal, command),
    );
    const [receipt, again] = await Promise.all(sending);
    expect(receipt!.outcome, `${command.id} ${type} ${JSON.stringify(receipt)}`).toBe(expected);
    if (again) expect(again).toEqual(receipt);
    receipts.set(`${principal.institution} ${command.id}`, receipt!);
    sent.push(command);
    done();
    if (chance.percent(3)) {
      const earlier = chance.pick(sent);
      const repeated = await untilReceipt(chance.pick(doors), principal, earlier);
      expect(repeated).toEqual(receipts.get(`${principal.institution} ${earlier.id}`));
    }
  }
}

/** Each victim in an order, after a number of receipts, that the seed chooses. */
async function kills(
  processes: Processes,
  chance: Chance,
  victims: readonly ProcessName[],
  total: number,
  received: () => number,
): Promise<void> {
  const moments = victims
    .map((victim) => ({
      victim,
      after: chance.int(0, Math.floor(total * 0.6)),
      pause: chance.int(0, 200),
    }))
    .toSorted((a, b) => a.after - b.after);
  for (const { victim, after, pause } of moments) {
    while (received() < after) await sleep(5);
    await sleep(pause);
    await processes.kill(victim);
  }
}

/** What must hold once everybody is back. */
export async function expectWhole(
  processes: Processes,
  world: World,
  receipts: Receipts,
  prefix: string,
): Promise<void> {
  const { db } = processes;
  await processes.ready();
  await caughtUp(db);
  const journals = new Map(
    await Promise.all(
      SERVICES.map(async (service) => [service, await journalOf(db, service)] as const),
    ),
  );
  for (const [service, journal] of journals) await expectChained(db, service, journal);
  expectReceipts(receipts, journals, prefix);
  for (const service of SERVICES) await expectReplayed(processes, service);
  await expectBalances(processes, world);
}
