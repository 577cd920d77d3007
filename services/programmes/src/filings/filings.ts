import { command } from '@qianfan/schema/deciding/command';
import { refused } from '@qianfan/schema/deciding/decision';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { FilingSettled } from '@qianfan/schema/facts/programmes';
import type { CommandType } from '@qianfan/schema/kernel/decider';
import { formatYuan, parseYuan } from '@qianfan/schema/kernel/money';
import { repeats } from '@qianfan/schema/kernel/latest';
import { bankStream, outletStream, regionStream } from '../participation/participation.state.ts';
import { programmeStream } from '../programme/programme.state.ts';
import { eligibility, filingIssues, regionsOf } from './filing-rules.ts';
import { FIRMS } from './firms.state.ts';
import { firmChanged } from './firms.ts';
import { settlementIssues } from './settlement-rules.ts';
import { type FilingState, filingStream } from './filings.state.ts';

/** 备案: a bank files its own loan, once. */
const fileLoan = command('programmes.FileLoan', {
  roles: ['BANK', 'IMPORTER'],
  over: 'OWN',
  actsFor: ({ bank }) => bank,
  key: ({ programme }) => programme,
  streams: ({ programme, bank, loan, county, outlet }) => [
    programmeStream(programme),
    bankStream(bank),
    ...regionsOf(county).map(regionStream),
    ...(outlet === undefined ? [] : [outletStream(bank, outlet)]),
    filingStream(bank, loan),
    FIRMS,
  ],
  decide: (input) => {
    const { body, state } = input;
    const stream = filingStream(body.bank, body.loan);
    const current = state<FilingState>(stream);
    const repeat = repeats(current?.filed, input.digest);
    if (repeat) return repeat;
    const issues = filingIssues(body, state, current !== undefined);
    const { missing, used } = eligibility(
      body,
      state(programmeStream(body.programme)),
      input.reference,
    );
    if (issues.length === 0 && missing.length === 0) {
      const amount = formatYuan(parseYuan(body.amount)!);
      const filed = { ...body, amount, reference: used };
      const { programme, enterprise, filedOn: on } = filed;
      const change = { programme, enterprise, on };
      return {
        facts: [
          { stream, type: 'programmes.LoanFiled.v1', body: filed },
          firmChanged(state(FIRMS), change, parseYuan(amount)!),
        ],
      };
    }
    const refusal = refused(
      'programmes.FilingRefused.v1',
      { command: 'programmes.FileLoan', stream },
      [...issues, ...missing],
    );
    // Nothing else stands against it: the list may only not have come yet
    return issues.length === 0 ? { ...refusal, awaitsReference: true } : refusal;
  },
});

/** Part or all of a filing ends, for instance because the loan was repaid. */
const settleFiling = command('programmes.SettleFiling', {
  roles: ['BANK', 'IMPORTER'],
  over: 'OWN',
  actsFor: ({ bank }) => bank,
  key: ({ programme }) => programme,
  streams: ({ bank, loan }) => [filingStream(bank, loan), FIRMS],
  decide: (input) => {
    const { body } = input;
    const stream = filingStream(body.bank, body.loan);
    const current = input.state<FilingState>(stream);
    const issues = current
      ? settlementIssues(body, current)
      : [issueOf('NOT_FILED', { bank: body.bank, loan: body.loan }, { path: '/loan' })];
    if (!current || issues.length > 0) {
      const command = 'programmes.SettleFiling';
      return refused('programmes.CommandRefused.v1', { command, stream }, issues);
    }
    const amount = parseYuan(body.amount)!;
    const settled: FilingSettled = {
      ...body,
      enterprise: current.enterprise,
      county: current.county,
      amount: formatYuan(amount),
      balance: formatYuan(parseYuan(current.balance)! - amount),
    };
    const { programme, enterprise, on } = settled;
    return {
      facts: [
        { stream, type: 'programmes.FilingSettled.v1', body: settled },
        firmChanged(input.state(FIRMS), { programme, enterprise, on }, -amount),
      ],
    };
  },
});

export const filingCommands: readonly CommandType[] = [fileLoan, settleFiling];
