import type { Service } from '@qianfan/schema/kernel/fact';
import { parseFactType } from '@qianfan/schema/kernel/fact';
import type { Issue } from '@qianfan/schema/kernel/issue';
import type { Receipt } from '@qianfan/schema/kernel/receipt';
import type { JournalRow } from '../journal/row.ts';

/** A receipt is a function of the command's first fact alone, so that it can be given again at any time. */
export function receiptOf(service: Service, row: JournalRow): Receipt {
  const issues = issuesOf(row.body);
  const refused = parseFactType(row.type)?.name.endsWith('Refused') ?? false;
  return {
    service,
    partition: row.partition,
    pos: row.pos,
    commandId: row.commandId,
    institution: row.institution,
    type: row.type,
    outcome: refused ? 'REFUSED' : 'ACCEPTED',
    knownAt: row.knownAt,
    digest: row.digest,
    hash: row.hash,
    issues,
  };
}

/** Most bodies have none, which shows without parsing them. */
function issuesOf(body: string): Issue[] {
  if (!body.includes('"issues":')) return [];
  const { issues = [] } = JSON.parse(body) as { issues?: Issue[] };
  return issues;
}
