import type { Text } from '../kernel/issue.ts';

/**
 * Classes of enterprises and loans (`domain.md` 1.2). They overlap: a high-tech enterprise may be a tech SME and an
 * SRDI enterprise as well, so that values of two populations never add up; a union is asked for by its own code.
 */
export interface Population {
  code: string;
  name: Text;
  /** LIST: who is on the lists. INDUSTRY: by what the loan is for. UNION: of its parts. ALL: no restriction. */
  kind: 'ALL' | 'LIST' | 'INDUSTRY' | 'UNION';
  /** The enterprise lists whose members it has, where lists decide. */
  lists: readonly string[];
  /** The populations of which it is the union. */
  parts: readonly string[];
}

const list = (code: string, zh: string, en: string, lists: string[] = [code]): Population => ({
  code,
  name: { zh, en },
  kind: 'LIST',
  lists,
  parts: [],
});
const industry = (code: string, zh: string, en: string): Population => ({
  code,
  name: { zh, en },
  kind: 'INDUSTRY',
  lists: [],
  parts: [],
});
const union = (code: string, zh: string, en: string, parts: string[]): Population => ({
  code,
  name: { zh, en },
  kind: 'UNION',
  lists: [],
  parts,
});

const ENTERPRISES = ['HNTE', 'TSME', 'ISME', 'SRDI', 'OTHER_LIST', 'CHAMPION_NTIDE'];
const INDUSTRIES = ['HT_MANUFACTURING', 'HT_SERVICE', 'STRATEGIC_EMERGING', 'IP_INTENSIVE'];

export const POPULATIONS: readonly Population[] = [
  { code: 'ALL', name: { zh: '各项贷款', en: 'All loans' }, kind: 'ALL', lists: [], parts: [] },
  union('TECH_LOAN', '科技贷款', 'Tech loans', ['TECH_ENT', 'TECH_IND']),
  union('TECH_ENT', '科技型企业', 'Tech enterprises', ENTERPRISES),
  list('HNTE', '高新技术企业', 'High- and new-tech enterprises'),
  list('TSME', '科技型中小企业', 'Tech SMEs'),
  list('ISME', '创新型中小企业', 'Innovative SMEs'),
  list('SRDI', '专精特新企业（含小巨人）', 'SRDI enterprises, little giants included', [
    'SRDI',
    'LITTLE_GIANT',
  ]),
  list('OTHER_LIST', '其他科技名单企业', 'Enterprises of other tech lists'),
  list(
    'CHAMPION_NTIDE',
    '制造业单项冠军与国家技术创新示范企业',
    'Manufacturing champions and national innovation demonstrators',
    ['CHAMPION', 'NTIDE'],
  ),
  list('LITTLE_GIANT', '专精特新“小巨人”企业', 'SRDI little giants'),
  list('CHAMPION', '制造业单项冠军企业', 'Manufacturing champions'),
  list('NTIDE', '国家技术创新示范企业', 'National innovation demonstrators'),
  list('GAZELLE', '瞪羚企业', 'Gazelles'),
  list('UNICORN', '独角兽企业', 'Unicorns'),
  list('CHAIN', '重点产业链企业', 'Enterprises of key industrial chains'),
  union('TECH_IND', '科技相关产业', 'Tech-related industries', INDUSTRIES),
  industry('HT_MANUFACTURING', '高技术制造业', 'High-tech manufacturing'),
  industry('HT_SERVICE', '高技术服务业', 'High-tech services'),
  industry('STRATEGIC_EMERGING', '战略性新兴产业', 'Strategic emerging industries'),
  industry('IP_INTENSIVE', '知识产权（专利）密集型产业', 'IP-intensive industries'),
];

const byCode = new Map(POPULATIONS.map((population) => [population.code, population]));

export const populationOf = (code: string): Population | undefined => byCode.get(code);

/**
 * The lists whose members together make the population; `undefined` where lists do not decide it (industries, all
 * loans), so that single contracts cannot tell it.
 */
export function listsOf(code: string): readonly string[] | undefined {
  const population = byCode.get(code);
  if (!population || population.kind === 'ALL' || population.kind === 'INDUSTRY') return undefined;
  if (population.kind === 'LIST') return population.lists;
  const parts = population.parts.map(listsOf);
  return parts.includes(undefined) ? undefined : [...new Set(parts.flatMap((lists) => lists!))];
}

/** The smallest union that has all these populations as parts, directly or not: what to ask instead of their sum. */
export function unionOf(codes: readonly string[]): Population | undefined {
  const covers = (population: Population, code: string): boolean =>
    population.code === code || population.parts.some((part) => covers(byCode.get(part)!, code));
  // The table goes from the wider to the narrower.
  return POPULATIONS.findLast((population) => codes.every((code) => covers(population, code)));
}

/** Versions of lists, `HNTE/3` or `HNTE/3 TSME/2`, as people name them. */
export function listName(versions: string): Text {
  const named = versions.split(' ').map((version) => {
    const [list = '', number = ''] = version.split('/');
    return { name: populationOf(list)?.name ?? { zh: list, en: list }, number };
  });
  return {
    zh: named.map(({ name, number }) => `${name.zh}名单第 ${number} 版`).join('、'),
    en: named.map(({ name, number }) => `list of ${name.en}, version ${number}`).join('; '),
  };
}
