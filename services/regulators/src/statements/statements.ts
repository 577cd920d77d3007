import { command } from '@qianfan/schema/deciding/command';
import { organisationIssues } from '@qianfan/schema/deciding/issues';
import { decided, unless } from '@qianfan/schema/deciding/decision';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { StatementPublished } from '@qianfan/schema/facts/regulators';
import type { CommandType } from '@qianfan/schema/kernel/decider';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { isDate } from '@qianfan/schema/kernel/period';
import { type Latest, repeats } from '@qianfan/schema/kernel/latest';
import { figureIssues } from './figure-issues.ts';
import { statementStream } from './statements.state.ts';

/** A regulator records what anybody has said in public; a programme's office its own words only. */
const publishStatement = command('regulators.PublishStatement', {
  roles: ['REGULATOR', 'PROGRAMME', 'IMPORTER'],
  over: 'OWN',
  actsFor: ({ publisher }) => publisher,
  key: ({ publisher }) => publisher,
  streams: ({ statement }) => [statementStream(statement)],
  decide: (input) => {
    const { body, reference } = input;
    const stream = statementStream(body.statement);
    const publisher = reference.organisation(body.publisher)?.value;
    const spoken = figureIssues(reference, body);
    const issues = [
      ...dateIssues(body),
      ...spoken.wrong,
      ...unless(body.by === body.publisher || publisher?.kind !== 'PROGRAMME', () =>
        issueOf(
          'STATEMENT_OF_ANOTHER',
          { publisher: body.publisher, by: body.by },
          { path: '/by', found: body.by, expected: body.publisher },
        ),
      ),
    ];
    const missing = [
      ...organisationIssues(reference, body.publisher, '/publisher'),
      ...organisationIssues(reference, body.by, '/by'),
      ...spoken.missing,
    ];
    return (
      repeats(input.state<Latest>(stream), input.digest) ??
      decided({
        command: 'regulators.PublishStatement',
        stream,
        period: body.period,
        issues,
        missing,
        fact: 'regulators.StatementPublished.v1',
        body: () => body,
      })
    );
  },
});

const dateIssues = ({ source }: StatementPublished): Issue[] =>
  unless(source.on === undefined || isDate(source.on), () =>
    issueOf('NO_SUCH_DATE', { found: source.on! }, { path: '/source/on', found: source.on! }),
  );

export const statementCommands: readonly CommandType[] = [publishStatement];
