import { CITIES, COUNTIES } from '@qianfan/schema/codelists/areas';
import type { Text } from '@qianfan/schema/kernel/issue';
import { brand, invented } from './names.ts';
import { shuffled } from './random.ts';

/** RURAL: members of the provincial rural banks; NETWORK: wherever there are firms; VILLAGE: one county. */
export type BankKind = 'RURAL' | 'NETWORK' | 'VILLAGE';

export interface ProvinceBank {
  index: number;
  code: string;
  name: Text;
  kind: BankKind;
  /** Where it is registered. */
  area: string;
  peerGroup: string;
  /** Largest loan to one name, in yuan. */
  limit?: string;
  /** How many of the firms that borrow from a network borrow from this one. */
  weight: number;
  /** Reports every single loan. */
  hasContracts: boolean;
  /** Takes part in 科贷通. */
  joinsKdt: boolean;
}

export const RURAL_GROUP = 'BNK_RCB_JX';
const RURAL = 85;
const VILLAGES = 70;

type Fields = Omit<ProvinceBank, 'index'>;
const two = (n: number): string => String(n).padStart(2, '0');

const network = (code: string, name: Text, area: string, weight: number, more: object = {}) => ({
  code,
  name,
  kind: 'NETWORK' as const,
  area,
  peerGroup: area === '36' ? 'NATIONAL' : 'JOINT_STOCK',
  weight,
  hasContracts: false,
  joinsKdt: false,
  ...more,
});

const QUOTED: Fields[] = [
  network('BNK_ICBC_JX', { zh: '中国工商银行江西省分行', en: 'ICBC Jiangxi Branch' }, '36', 150, {
    joinsKdt: true,
  }),
  network('BNK_JJB', { zh: '九江银行', en: 'Bank of Jiujiang' }, '3604', 60, {
    peerGroup: 'CITY',
    limit: '300000000.00',
    joinsKdt: true,
  }),
  network('BNK_CMB_NC', { zh: '招商银行南昌分行', en: 'CMB Nanchang Branch' }, '3601', 55, {
    joinsKdt: true,
  }),
];

/** Three city banks, then branches of national banks. */
const networks = (): Fields[] =>
  Array.from({ length: 27 }, (_, n) => {
    const { zh, en } = brand(100 + n);
    if (n < 3) {
      const area = CITIES[n * 3 + 2]!.code;
      const name = invented(`${zh}银行`, `${en} City Bank`);
      const more = { peerGroup: 'CITY', limit: '400000000.00', joinsKdt: true };
      return network(`BNK_CITY_${two(n + 1)}`, name, area, 35, more);
    }
    const isLarge = n < 11;
    const name = invented(
      `${zh}银行${isLarge ? '江西省' : '南昌'}分行`,
      `${en} Bank, ${isLarge ? 'Jiangxi' : 'Nanchang'} Branch`,
    );
    const joinsKdt = n < 11;
    const code = `BNK_NAT_${two(n - 2)}`;
    return network(code, name, isLarge ? '36' : '3601', isLarge ? 90 : 18 + n, { joinsKdt });
  });

const ruralName = (n: number): Text => {
  if (n === 0) return { zh: '赣州农商银行', en: 'Ganzhou Rural Commercial Bank' };
  if (n === 1) return { zh: '乐安农商银行', en: "Le'an Rural Commercial Bank" };
  const { zh, en } = brand(200 + n);
  return invented(`${zh}农商银行`, `${en} Rural Commercial Bank`);
};

/** 章贡区 and 乐安县, then 83 of the other counties, here and there. */
const QUOTED_COUNTIES = ['360702', '361025'];
const RURAL_COUNTIES = [
  ...QUOTED_COUNTIES,
  ...shuffled(
    COUNTIES.map(({ code }) => code).filter((code) => !QUOTED_COUNTIES.includes(code)),
    101,
    Number,
  )
    .slice(0, RURAL - QUOTED_COUNTIES.length)
    .toSorted(),
];

const rurals = (): Fields[] =>
  RURAL_COUNTIES.map((area, n) => ({
    code: n === 0 ? 'BNK_GZRCB' : n === 1 ? 'BNK_LARCB' : `BNK_RCB_${two(n + 1)}`,
    name: ruralName(n),
    kind: 'RURAL',
    area,
    peerGroup: 'RURAL',
    limit: '100000000.00',
    weight: 0,
    hasContracts: n < 4 || n === 10 || n === 11,
    joinsKdt: n >= 10 && n < 15,
  }));

const villages = (): Fields[] =>
  Array.from({ length: VILLAGES }, (_, n) => {
    const { zh, en } = brand(400 + n);
    return {
      code: `BNK_VB_${two(n + 1)}`,
      name: invented(`${zh}村镇银行`, `${en} Village Bank`),
      kind: 'VILLAGE',
      area: COUNTIES[(n * 7 + 3) % COUNTIES.length]!.code,
      peerGroup: 'VILLAGE',
      weight: 0,
      hasContracts: n < 4,
      joinsKdt: false,
    };
  });

/** All 185. Those that the source quotes bear their names; the others never were. */
export const BANKS: readonly ProvinceBank[] = [
  ...QUOTED,
  ...networks(),
  ...rurals(),
  ...villages(),
].map((fields, index) => ({ index, ...fields }));

export const bankOf = (code: string): ProvinceBank => BANKS.find((bank) => bank.code === code)!;
