import { readdirSync, readFileSync } from 'node:fs';
import { percent, short } from './measure.ts';

/** Processor seconds that were spent while something ran. */
export interface Spending {
  /** Seconds by the clock. */
  wall: number;
  /** This process. */
  node: number;
  /** Postgres, all of its processes. */
  postgres: number;
  /** The processes asked for, by name. */
  others: Record<string, number>;
  /** The whole machine, strangers included. */
  machine: number;
  cores: number;
}

const TICKS = 100;

/** Watches where processor time goes while the work runs; Linux only, elsewhere all but `node` is 0. */
export async function spendingOf<Result>(
  watched: { postmaster?: number; others?: Readonly<Record<string, number>> },
  work: () => Promise<Result>,
): Promise<{ result: Result; spending: Spending }> {
  const { postmaster, others = {} } = watched;
  const look = () => ({
    at: performance.now() / 1000,
    node: process.cpuUsage(),
    postgres: postmaster === undefined ? 0 : familySeconds(postmaster),
    others: Object.values(others).map(cpuSeconds),
    machine: machineSeconds(),
  });
  const before = look();
  const result = await work();
  const after = look();
  const node = process.cpuUsage(before.node);
  return {
    result,
    spending: {
      wall: after.at - before.at,
      node: (node.user + node.system) / 1e6,
      postgres: after.postgres - before.postgres,
      others: Object.fromEntries(
        Object.keys(others).map((name, n) => [name, after.others[n]! - before.others[n]!]),
      ),
      machine: after.machine.busy - before.machine.busy,
      cores: after.machine.cores,
    },
  };
}

/** User and system time of a process, in seconds; 0 where there is no such process. */
export function cpuSeconds(pid: number): number {
  const fields = statOf(pid);
  return fields ? (Number(fields[11]) + Number(fields[12])) / TICKS : 0;
}

/** A server with all its children, those included that have ended. */
function familySeconds(pid: number): number {
  const own = statOf(pid);
  const ended = own ? (Number(own[13]) + Number(own[14])) / TICKS : 0;
  const children = processes().filter((child) => Number(statOf(child)?.[1]) === pid);
  return ended + [pid, ...children].reduce((sum, one) => sum + cpuSeconds(one), 0);
}

function processes(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Fields of `/proc/<pid>/stat` from the state on: the name before them may hold anything. */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function machineSeconds(): { busy: number; cores: number } {
  try {
    const lines = readFileSync('/proc/stat', 'utf8').split('\n');
    const [user, nice, system, , , irq, softirq] = lines[0]!
      .trim()
      .split(/\s+/)
      .slice(1)
      .map(Number);
    return {
      busy: (user! + nice! + system! + irq! + softirq!) / TICKS,
      cores: lines.filter((line) => /^cpu\d/.test(line)).length,
    };
  } catch {
    return { busy: 0, cores: 1 };
  }
}

/** `Node 0.62 cores, Postgres 0.9, others 0.1 of 2` */
export function whereItWent({ wall, node, postgres, others, machine, cores }: Spending): string {
  const parts: [string, number][] = [
    ['this Node', node],
    ['Postgres', postgres],
    ...Object.entries(others),
  ];
  const ours = parts.reduce((sum, [, spent]) => sum + spent, 0);
  const strangers: [string, number] = ['strangers', Math.max(0, machine - ours)];
  const shown = [...parts, strangers].filter(([, spent]) => spent / wall >= 0.02);
  const list = shown.map(([name, spent]) => `${name} ${percent(spent / wall)}`).join(', ');
  return `${list} of a core (${short(cores)} cores)`;
}
