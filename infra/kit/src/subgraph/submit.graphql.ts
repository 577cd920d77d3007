import type { Service } from '@qianfan/schema/kernel/fact';
import { formatPosition } from '@qianfan/schema/kernel/fact';
import type { Outcome, Receipt } from '@qianfan/schema/kernel/receipt';
import 'reflect-metadata';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { requirePrincipal } from '../identity/access.ts';
import type { RequestContext } from './context.ts';
import { refusal } from './errors.ts';
import { CommandInput, OutcomeType, type ReceiptType } from './values.graphql.ts';

const LARGEST_COMMAND = 4 * 1024 * 1024;
const MOST_COMMANDS = 2000;

/** A receipt as GraphQL shows it. */
export const receiptOf = (receipt: Receipt): ReceiptType => ({
  ...receipt,
  position: formatPosition(receipt),
});

/** The outcome of a command as GraphQL shows it. */
export const outcomeOf = (outcome: Outcome): OutcomeType =>
  outcome.status === 'REJECTED'
    ? outcome
    : {
        commandId: outcome.receipt.commandId,
        status: outcome.status,
        receipt: receiptOf(outcome.receipt),
        issues: outcome.receipt.issues,
      };

/** TOO_LARGE where a command is over 4 MiB or too many come at once; nothing of the request is submitted then. */
export function checkSizes(commands: readonly { body: unknown }[]): void {
  if (commands.length > MOST_COMMANDS) {
    throw refusal('TOO_LARGE', { size: commands.length, limit: MOST_COMMANDS });
  }
  for (const { body } of commands) {
    const size = Buffer.byteLength(JSON.stringify(body) ?? '');
    if (size > LARGEST_COMMAND) {
      throw refusal('TOO_LARGE', { size: `${size} B`, limit: `${LARGEST_COMMAND} B` });
    }
  }
}

/** The one generic mutation of a service, `banksSubmit` for banks: any command, many at once. */
export function submitResolver(service: Service): Function {
  @Resolver()
  class Submit {
    @Mutation(() => [OutcomeType], {
      name: `${service}Submit`,
      description:
        '提交命令，逐条给出结果，次序与提交一致\nSubmits commands; one outcome each, in the order of the commands',
    })
    async submit(
      @Arg('commands', () => [CommandInput], { description: '命令\nThe commands' })
      commands: CommandInput[],
      @Ctx() context: RequestContext,
    ): Promise<OutcomeType[]> {
      requirePrincipal(context);
      checkSizes(commands);
      return (await context.submit(commands)).map(outcomeOf);
    }
  }
  return Submit;
}
