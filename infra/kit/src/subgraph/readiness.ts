import { errorOf } from '@qianfan/schema/errors/catalogue';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Text } from '@qianfan/schema/kernel/issue';

/** What `/readyz` answers: nothing can be read during an import, though its commands are taken. */
export interface Readiness {
  http: 200 | 503;
  /** For programs: whoever is to import waits for `importing`. */
  status: 'ready' | 'importing' | 'starting' | 'trouble';
  /** Why it is not ready. */
  reason?: Text;
}

/** Of a process that can be read up to there; not at all while history is being imported. */
export const readiness = (cut: Instant | undefined): Readiness =>
  cut === undefined
    ? { http: 503, status: 'importing', reason: errorOf('IMPORTING').message }
    : { http: 200, status: 'ready' };

/** Of a process that has yet to hear from others. */
export const starting = (): Readiness => ({
  http: 503,
  status: 'starting',
  reason: {
    zh: '正在启动，尚未收到各服务的消息。',
    en: 'Starting; not all services were heard yet.',
  },
});

export const inTrouble = (what: string): Readiness => ({
  http: 503,
  status: 'trouble',
  reason: { zh: `出现故障：${what}`, en: `In trouble: ${what}` },
});
