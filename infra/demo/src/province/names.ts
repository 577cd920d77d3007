import type { Text } from '@qianfan/schema/kernel/issue';

const FIRST =
  '云Yun 星Xing 沧Cang 青Qing 鹤He 霞Xia 秋Qiu 长Chang 翠Cui 瓷Ci 赤Chi 晴Qing 雁Yan 松Song 竹Zhu 稻Dao 柚You 烛Zhu ' +
  '砚Yan 渔Yu 岚Lan 汀Ting 浔Xun 屿Yu 杉Shan 枫Feng 桐Tong 荷He 苇Wei 鹭Lu 鲲Kun 骏Jun 泓Hong 澜Lan 溪Xi 泉Quan ' +
  '曦Xi 旭Xu 暄Xuan 昭Zhao 璟Jing 瑾Jin 珩Heng 琮Cong 钧Jun';
const SECOND =
  '帆fan 槎cha 舟zhou 峰feng 原yuan 川chuan 岭ling 湖hu 桥qiao 影ying 光guang 壤rang 回hui 涛tao 浪lang 香xiang ' +
  '照zhao 池chi 火huo 石shi 林lin 田tian 港gang 洲zhou 台tai 亭ting 关guan 门men 野ye 风feng 月yue 雪xue ' +
  '霜shuang 露lu 虹hong 霓ni 辰chen 宇yu 宙zhou 衡heng 恒heng 和he 平ping 安an';

/** Characters with their pinyin: `云Yun`. */
const wordsOf = (text: string): Text[] =>
  text.split(' ').map((word) => {
    const at = word.search(/[A-Za-z]/);
    return { zh: word.slice(0, at), en: word.slice(at) };
  });

const [FIRSTS, SECONDS] = [wordsOf(FIRST), wordsOf(SECOND)];
export const BRANDS = FIRSTS.length * SECONDS.length;

/** An invented brand such as 云帆 Yunfan, another for each number below `BRANDS`. */
export function brand(n: number): Text {
  const first = FIRSTS[n % FIRSTS.length]!;
  const second = SECONDS[(Math.floor(n / FIRSTS.length) + (n % FIRSTS.length)) % SECONDS.length]!;
  return { zh: first.zh + second.zh, en: first.en + second.en };
}

/** Whatever is invented says so. */
export const invented = (zh: string, en: string): Text => ({
  zh: `${zh}（演示）`,
  en: `${en} (demo)`,
});
