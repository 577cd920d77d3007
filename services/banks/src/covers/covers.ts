import { command } from '@qianfan/schema/deciding/command';
import { decided, unless } from '@qianfan/schema/deciding/decision';
import {
  countyIssues,
  dayIssues,
  fenOf,
  happenedIssues,
  inFen,
  orderIssues,
  partyIssues,
  positiveIssues,
} from '@qianfan/schema/deciding/issues';
import type { EndorseCover, IssueCover } from '@qianfan/schema/commands/banks';
import { issueOf } from '@qianfan/schema/errors/catalogue';
import type { CommandType, DecisionInput } from '@qianfan/schema/kernel/decider';
import type { Issue } from '@qianfan/schema/kernel/issue';
import { formatYuan } from '@qianfan/schema/kernel/money';
import type { ReferenceView } from '@qianfan/schema/reference/reference';
import { type CoverState, streamOf } from './covers.state.ts';

const ofInsurer = {
  roles: ['INSURER'],
  over: 'OWN',
  actsFor: ({ institution }: { institution: string }) => institution,
  key: (_: unknown, institution: string) => institution,
} as const;

const issueCover = command('banks.IssueCover', {
  ...ofInsurer,

  streams: ({ cover, renews }) => [streamOf(cover), ...(renews ? [streamOf(renews)] : [])],
  normal: inFen<IssueCover>('sumInsured', 'premium'),
  decide: ({ body, institution, reference, state }) => {
    const stream = streamOf(body.cover);
    const { institution: _, ...issued } = body;
    const { renews } = body;
    const others = [
      ...unless(state(stream) === undefined, () =>
        issueOf('COVER_EXISTS', { id: body.cover }, { path: '/cover', found: body.cover }),
      ),
      ...unless(!renews || state(streamOf(renews)) !== undefined, () =>
        issueOf('UNKNOWN_COVER', { id: renews! }, { path: '/renews', found: renews! }),
      ),
      ...countyIssues(body.county),
      ...positiveIssues(body.sumInsured, '/sumInsured'),
      ...premiumIssues(body.cover, fenOf(body.premium), fenOf(body.sumInsured)),
      ...dayIssues({ inception: body.inception, expiresOn: body.expiresOn }),
      ...unless(body.inception < body.expiresOn, () =>
        issueOf(
          'DATE_ORDER',
          { earlier: body.inception, later: body.expiresOn },
          { path: '/expiresOn', found: body.expiresOn, expected: `> ${body.inception}` },
        ),
      ),
    ];
    const missing = partyIssues(reference, institution, body.enterprise);
    return decided({
      command: 'banks.IssueCover',
      stream,
      issues: others,
      missing,
      fact: 'banks.CoverIssued.v1',
      body: () => issued,
    });
  },
});

type Later<Body> = DecisionInput<Body & { cover: string; on: string }, ReferenceView>;

/** The issues of a command about a cover that was issued: it exists, has not ended, and its facts come in date order. */
function laterIssues<Body>(
  { body, receivedAt }: Later<Body>,
  cover: CoverState | undefined,
  more: (cover: CoverState) => Issue[] = () => [],
): Issue[] {
  const id = body.cover;
  if (!cover) return [issueOf('UNKNOWN_COVER', { id }, { path: '/cover', found: id })];
  const end = cover.cancelledOn ?? cover.terms.expiresOn;
  const ended = cover.cancelledOn !== undefined || body.on >= end;
  return [
    ...dayIssues({ on: body.on }),
    ...unless(!ended, () =>
      issueOf(
        'COVER_ENDED',
        { id, on: end },
        { path: '/on', found: body.on, expected: `< ${end}` },
      ),
    ),
    ...orderIssues(cover.lastOn, body.on, '/on'),
    ...happenedIssues(body.on, receivedAt, '/on'),
    ...more(cover),
  ];
}

const endorseCover = command('banks.EndorseCover', {
  ...ofInsurer,

  streams: ({ cover }) => [streamOf(cover)],
  normal: inFen<EndorseCover>('sumInsuredChange', 'premiumChange'),
  decide: (input) => {
    const { cover: id, sumInsuredChange, premiumChange, on } = input.body;
    const stream = streamOf(id);
    const cover = input.state<CoverState>(stream);
    const others = laterIssues(input, cover, ({ sumInsured, premium }) => [
      ...negative(id, 'sumInsured', sumInsured, sumInsuredChange),
      ...negative(id, 'premium', premium, premiumChange),
      ...premiumIssues(
        id,
        fenOf(premium) + fenOf(premiumChange),
        fenOf(sumInsured) + fenOf(sumInsuredChange),
      ),
    ]);
    return decided({
      command: 'banks.EndorseCover',
      stream,
      issues: others,
      fact: 'banks.CoverEndorsed.v1',
      body: () => ({ ...cover!.terms, sumInsuredChange, premiumChange, on }),
    });
  },
});

/** V-16, policy by policy: nobody pays more for a cover than it can ever bring. */
const premiumIssues = (id: string, premium: bigint, sumInsured: bigint): Issue[] =>
  unless(sumInsured <= 0n || premium <= sumInsured, () =>
    issueOf(
      'PREMIUM_OVER_COVER',
      { id, premium: formatYuan(premium), sumInsured: formatYuan(sumInsured) },
      {
        path: '/premium',
        found: formatYuan(premium),
        expected: `≤ ${formatYuan(sumInsured)}`,
      },
    ),
  );

const negative = (id: string, what: string, amount: string, change: string): Issue[] =>
  unless(fenOf(amount) + fenOf(change) >= 0n, () =>
    issueOf(
      'COVER_NEGATIVE',
      { id, what },
      { path: `/${what}Change`, found: change, expected: `≥ -${amount}` },
    ),
  );

const cancelCover = command('banks.CancelCover', {
  ...ofInsurer,

  streams: ({ cover }) => [streamOf(cover)],
  decide: (input) => {
    const { cover: id, on } = input.body;
    const stream = streamOf(id);
    const cover = input.state<CoverState>(stream);
    const others = laterIssues(input, cover);
    return decided({
      command: 'banks.CancelCover',
      stream,
      issues: others,
      fact: 'banks.CoverCancelled.v1',
      body: () => ({ ...cover!.terms, sumInsured: cover!.sumInsured, on }),
    });
  },
});

export const coverCommands: readonly CommandType[] = [issueCover, endorseCover, cancelCover];
