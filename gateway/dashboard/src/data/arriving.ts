import { AskError } from './ask.ts';

/**
 * A part of the page that is fetched when it is needed.
 * @throws AskError where it did not come, in words that a reader can act upon
 */
export const arriving = <Loaded>(load: () => Promise<Loaded>): Promise<Loaded> =>
  load().catch(() => {
    throw new AskError(
      'PART_MISSING',
      {
        zh: '页面的这一部分未能从服务器取得。',
        en: 'This part of the page could not be fetched from the server.',
      },
      {
        zh: '请检查网络后重试；系统刚刚升级时，请刷新页面。',
        en: 'Check the connection and try again; where the system has just been upgraded, reload the page.',
      },
    );
  });
