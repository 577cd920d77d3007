import { listsOf } from '@qianfan/schema/codelists/populations';
import type { EnterpriseListPublished } from '@qianfan/schema/facts/regulators';
import { TF01 } from '@qianfan/schema/returns/tf01';
import { addDays, commandAt, type DemoCommand, instantOf } from '../command.ts';
import { DEMO_ENTERPRISES, type DemoEnterprise } from './enterprises.ts';

type Test = (index: number) => boolean;

/** The last four are on no list: what they borrow is tech lending by its purpose alone. */
const LISTED = DEMO_ENTERPRISES.length - 4;

interface Publication {
  list: string;
  version: number;
  zh: string;
  en: string;
  issuer: string;
  validFrom: string;
  validTo?: string;
  isMember: Test;
}

const hnte: Test = (n) => n % 5 < 3;
const tsme: Test = (n) => n % 4 !== 3;

const PUBLICATIONS: Publication[] = [
  {
    list: 'HNTE',
    version: 1,
    zh: '高新技术企业名单',
    en: 'High- and new-tech enterprises',
    issuer: 'PRG_DOST',
    validFrom: '2023-01-10',
    isMember: hnte,
  },
  {
    list: 'HNTE',
    version: 2,
    zh: '高新技术企业名单',
    en: 'High- and new-tech enterprises',
    issuer: 'PRG_DOST',
    validFrom: '2024-07-01',
    isMember: (n) => (hnte(n) && n % 15 !== 0) || n % 10 === 3,
  },
  {
    list: 'TSME',
    version: 1,
    zh: '科技型中小企业名单',
    en: 'Tech SMEs',
    issuer: 'PRG_DOST',
    validFrom: '2023-01-10',
    validTo: '2024-04-01',
    isMember: tsme,
  },
  {
    list: 'TSME',
    version: 2,
    zh: '科技型中小企业名单',
    en: 'Tech SMEs',
    issuer: 'PRG_DOST',
    validFrom: '2024-04-01',
    validTo: '2025-04-01',
    isMember: (n) => (tsme(n) && n % 9 !== 0) || n % 8 === 7,
  },
  ...(
    [
      ['ISME', '创新型中小企业名单', 'Innovative SMEs', (n) => n % 6 === 1],
      ['SRDI', '专精特新中小企业名单', 'SRDI enterprises', (n) => n % 10 === 2],
      ['LITTLE_GIANT', '专精特新“小巨人”名单', 'SRDI little giants', (n) => n % 20 === 2],
      ['CHAMPION', '制造业单项冠军名单', 'Manufacturing champions', (n) => n === 12],
      ['NTIDE', '国家技术创新示范企业名单', 'National innovation demonstrators', (n) => n === 32],
      ['OTHER_LIST', '其他科技企业名单', 'Other tech enterprises', (n) => n % 30 === 7],
    ] as [string, string, string, Test][]
  ).map(([list, zh, en, isMember]) => ({
    list,
    version: 1,
    zh,
    en,
    issuer: 'PRG_DIIT',
    validFrom: '2023-01-10',
    isMember,
  })),
];

/** Every version of every list. */
export const DEMO_LISTS: readonly EnterpriseListPublished[] = PUBLICATIONS.map(
  ({ list, version, zh, en, issuer, validFrom, validTo, isMember }) => ({
    list,
    version,
    name: { zh, en },
    issuer,
    validFrom,
    ...(validTo ? { validTo } : {}),
    members: DEMO_ENTERPRISES.slice(0, LISTED)
      .filter(({ index }) => isMember(index))
      .map(({ id }) => id),
  }),
);

/** A list is made known three days before it is valid. */
export const listCommands = (): DemoCommand[] =>
  DEMO_LISTS.map((body) =>
    commandAt(instantOf(addDays(body.validFrom, -3), '10:00'), {
      id: `list:${body.list}:${body.version}`,
      type: 'regulators.PublishList',
      body,
    }),
  );

/** Whether an enterprise is on the version of a list that is valid on a date. */
export function isListed(list: string, enterprise: string, date: string): boolean {
  const valid = DEMO_LISTS.filter(
    (one) => one.list === list && one.validFrom <= date && (!one.validTo || date < one.validTo),
  );
  return valid.at(-1)?.members.includes(enterprise) ?? false;
}

/** The leaf rows of TF01 in which an enterprise counts on a date: its lists, and what its loans are for. */
export function rowsOf({ id, industries }: DemoEnterprise, date: string): string[] {
  return TF01.rows
    .filter(({ code, population, parts }) => {
      if (parts || !population) return false;
      const lists = listsOf(population);
      return lists ? lists.some((list) => isListed(list, id, date)) : industries.includes(code);
    })
    .map(({ code }) => code);
}
