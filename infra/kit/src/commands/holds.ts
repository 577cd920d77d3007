import type { Mode } from './batch.ts';
import type { Prepared } from './prepare.ts';

interface Waiting {
  command: Prepared;
  mayAwait: boolean;
}

interface Hold<One extends Waiting> {
  isBehind: (command: Prepared) => boolean;
  /** The command that waits, then those behind it. */
  commands: One[];
}

/** What a batch holds back, in effect once the batch is committed. */
export interface Staged<One extends Waiting> {
  /** Whether the command has to wait behind another. */
  holds: (one: One) => boolean;
  /** The command waits for reference data. */
  begin: (one: One) => void;
  keep: () => void;
}

/**
 * Commands that wait for facts of other services, and those that came behind them: what is sent in order is decided in
 * order. Live, that is the order of a key; an import is one order, since its known-at must rise and any command may need
 * what any other says. `caughtUp` resolves when all facts of now can be read, `onRelease` hears that some may be decided.
 */
export function createHolds<One extends Waiting>(
  caughtUp: () => Promise<void>,
  onRelease: () => void,
) {
  const open = new Set<Hold<One>>();
  const ready: { hold: Hold<One>; asked: number; error?: unknown }[] = [];

  async function ask(hold: Hold<One>, asked: number): Promise<void> {
    await caughtUp().then(
      () => ready.push({ hold, asked }),
      (error: unknown) => ready.push({ hold, asked: 0, error }),
    );
    onRelease();
  }

  return {
    isReady: () => ready.length > 0,
    /** Those that may be decided now, in order; what is not known now is missing. With an error: ask once more. */
    release: (): { commands: One[]; error?: unknown }[] =>
      ready.splice(0).map(({ hold, asked, error }) => {
        open.delete(hold);
        const commands = hold.commands.map((one, n) =>
          n < asked ? { ...one, mayAwait: false } : one,
        );
        return { commands, error };
      }),
    stage(mode: Mode): Staged<One> {
      const begun: Hold<One>[] = [];
      const joined: { hold: Hold<One>; one: One }[] = [];
      return {
        holds: (one) => {
          const hold = [...open, ...begun].find(({ isBehind }) => isBehind(one.command));
          if (hold) joined.push({ hold, one });
          return hold !== undefined;
        },
        begin: (one) => {
          const { key } = one.command;
          const isBehind = mode === 'LIVE' ? (other: Prepared) => other.key === key : () => true;
          begun.push({ isBehind, commands: [one] });
        },
        keep: () => {
          for (const { hold, one } of joined) hold.commands.push(one);
          for (const hold of begun) {
            open.add(hold);
            // During an import those behind may need what the first one says: they ask for themselves.
            void ask(hold, mode === 'LIVE' ? hold.commands.length : 1);
          }
        },
      };
    },
  };
}
